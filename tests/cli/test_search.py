"""`pinakes search` over a catalogue: its JSON is a contract with other programs."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

BOOKS = """TY  - BOOK
ID  - 1
TI  - Emma
AU  - Austen, Jane
PY  - 1815
ER  -
TY  - BOOK
ID  - 2
TI  - Persuasion
AU  - Austen, Jane
PY  - 1817
ER  -
"""
KEYS = ["query", "total", "hits", "facets", "suggestion"]


def run(home: Path, *arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from pinakes.cli.main import main; main()", "-C", str(home), *arguments]
    return subprocess.run(command, input=given, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A catalogue with two books."""
    folder = tmp_path_factory.mktemp("search") / "library"
    assert run(folder.parent, "init", str(folder)).returncode == 0
    assert run(folder, "import", "-", given=BOOKS).returncode == 0
    return folder


def answers(home: Path, *questions: str) -> list[dict[str, Any]]:
    done = run(home, "search", "--json", "--queries", "-", given="\n".join(questions) + "\n")
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_each_question_has_one_object_in_order(home: Path) -> None:
    found = answers(home, "emma", "austen", "", "quokka")
    assert [list(page) for page in found] == [KEYS] * 4
    assert [page["query"] for page in found] == ["emma", "austen", "", "quokka"]
    assert [page["total"] for page in found] == [1, 2, 2, 0]
    assert found[0]["hits"][0]["title"] == "Emma"
    assert {"value": "Book", "label": "Book", "count": 2} in found[1]["facets"]["format"]


def test_a_question_that_cant_be_asked_says_why_and_the_rest_go_on(home: Path) -> None:
    refused, found = answers(home, "(" * 60 + "a OR b" + ")" * 60, "emma")
    assert list(refused) == [*KEYS, "error"]
    assert refused["error"] == "Parentheses are nested too deeply: at most 40 levels are possible."
    assert found["total"] == 1


def test_odd_questions_are_answered(home: Path) -> None:
    odd = ['"', "?!", "+/-", "the", "AND", "((((", "\x01", "title:", "[TO]", "*", "??*", "a:b:c", "-", "~"]
    assert [page.get("error") for page in answers(home, *odd)] == [None] * len(odd)


def test_alone_such_a_question_is_a_sentence(home: Path) -> None:
    done = run(home, "search", "x" * 6000)
    assert done.returncode == 1
    assert done.stderr == "pinakes: This search is too long: at most 5,000 characters are possible.\n"


def test_how_broken_syntax_was_read_is_said(home: Path) -> None:
    assert "Note: A quotation mark without its partner was left out." in run(home, "search", '"emma').stdout


def test_names_of_fields_and_filters_limit(home: Path) -> None:
    assert answers(home, "titel:emma", "author:emma", "austen 1816..")[0]["total"] == 1
    assert [page["total"] for page in answers(home, "author:emma", "austen 1816..1820")] == [0, 1]
    assert "1 result\n" in run(home, "search", "austen", "--filter", "year:1815..1815").stdout


def test_explain_says_why_a_hit_is_there_and_the_shares_add_up(home: Path) -> None:
    done = run(home, "search", "emma austen unheardof", "--explain")
    assert "the whole title “Emma” in Title" in done.stdout
    assert "the word “austen” in Author" in done.stdout
    assert "Not in this record: unheardof" in done.stdout
    hit = json.loads(run(home, "search", "emma austen", "--explain", "--json").stdout)["hits"][0]
    assert list(hit) == ["id", "title", "score", "why", "missing"]
    assert sum(share["score"] for share in hit["why"]) == pytest.approx(hit["score"], rel=1e-3)


def test_without_explain_a_hit_is_what_it_was(home: Path) -> None:
    assert list(answers(home, "emma")[0]["hits"][0]) == ["id", "title", "score"]


def test_a_misspelled_question_gets_the_spelling_that_finds_more(home: Path) -> None:
    found = answers(home, "persausion", "persuasion", "jane asten")
    assert [page["suggestion"] for page in found] == ["persuasion", None, "jane austen"]

"""Downloads: one record, a selection, a whole search; names of files, limits, what is refused."""

from __future__ import annotations

import gc
import json
import threading
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

import pytest
from django.test import Client

from pinakes.web import export, selection, streaming

SEED = "pubmed:25473571"


def body(answer: Any) -> str:
    if answer.streaming:
        return b"".join(answer.streaming_content).decode()
    return str(answer.content.decode())


def test_a_selection_is_one_file(client: Client) -> None:
    answer = client.get(f"/export?id={SEED}&id=odd:bare&id=no:such&format=csl-json")
    assert {i["id"] for i in json.loads(body(answer))} == {"25473571", "bare"}
    assert 'filename="selection-20' in answer["Content-Disposition"]


def test_one_record_is_named_by_its_id(client: Client) -> None:
    answer = client.get(f"/export?id={SEED}&format=ris")
    assert 'filename="pubmed-25473571.ris"' in answer["Content-Disposition"]


def test_a_whole_search_is_named_by_its_words(client: Client) -> None:
    answer = client.get("/export?q=tacrolimus+rescue&format=bibtex")
    assert "Rigby" in body(answer)
    assert 'filename="tacrolimus-rescue-20' in answer["Content-Disposition"]


def test_a_search_without_words_is_everything_that_has_its_limits(client: Client) -> None:
    found = json.loads(body(client.get("/export?q=&filter=format:Map&format=csl-json")))
    assert found
    assert {i["type"] for i in found} == {"map"}


def test_more_than_a_batch_streams_all_the_same(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selection, "BATCH", 2)
    answer = client.get("/export?q=tacrolimus&format=csl-json")
    assert answer.streaming
    assert len(json.loads(body(answer))) > 2


def test_without_a_format_all_are_offered(client: Client) -> None:
    page = client.get(f"/export?id={SEED}").content.decode()
    assert f'href="/export?id={SEED.replace(":", "%3A")}&amp;format=ris"' in page
    assert "Export 1 record" in page


def test_a_limit_is_named(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export, "LIMIT", 2)
    assert "These are the first 2 of " in client.get("/export?q=the").content.decode()
    assert len(json.loads(body(client.get("/export?q=the&format=csl-json")))) == 2


@pytest.mark.parametrize("address", ["/export", "/export?format=ris", "/export?id=no:such", "/export?id="])
def test_nothing_chosen_is_said_so(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 422
    assert "Nothing was chosen" in answer.content.decode()


def test_a_format_that_is_not_there_is_said_so(client: Client) -> None:
    answer = client.get(f"/export?id={SEED}&format=doc")
    assert answer.status_code == 422
    assert "bibtex" in answer.content.decode()


def test_a_question_that_is_too_long_is_refused(client: Client) -> None:
    assert client.get("/export", {"q": "(" * 2000, "format": "ris"}).status_code in (200, 422)
    assert client.get("/export", {"q": "a" * 20_000, "format": "ris"}).status_code == 422


def test_what_a_writer_writes_comes_while_it_is_written() -> None:
    pieces = streaming.pulled(_lines, iter(range(100_000)))
    first = next(pieces)
    assert first.startswith(b"0\n1\n")
    assert b"".join([first, *pieces]).endswith(b"99999\n")


def test_a_reader_who_goes_away_ends_the_writing() -> None:
    asked: list[int] = []

    def endless() -> Iterator[int]:
        while True:
            asked.append(1)
            yield 1

    pieces = streaming.pulled(_lines, endless())
    next(pieces)
    del pieces
    gc.collect()
    assert all(t.name != "export" for t in threading.enumerate())
    assert asked


def test_what_goes_wrong_while_writing_is_raised_to_the_reader() -> None:
    def broken() -> Iterator[int]:
        yield 1
        raise ValueError("the disk is gone")

    with pytest.raises(ValueError, match="the disk is gone"):
        list(streaming.pulled(_lines, broken()))


def _lines(given: Iterable[int], out: BinaryIO) -> None:
    for number in given:
        out.write(b"%d\n" % number)

"""Completion: groups by kind, from the first letters of any word, each leading to what it names."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from web_page import Page

SEED = "Tacrolimus rescue therapy for severe respiratory failure in the anti‐synthetase syndrome"


def ask(client: Client, q: str, **query: str) -> Any:
    answer = client.get("/search/suggest", {"q": q, **query})
    assert answer.status_code == 200
    return answer.json()


def texts(found: Any, name: str) -> list[str]:
    return [v["text"] for g in found["groups"] if g["name"] == name for v in g["values"]]


def test_letters_are_completed_in_groups(client: Client) -> None:
    found = ask(client, "tacro")
    assert [g["name"] for g in found["groups"]] == ["title", "subject"]
    assert "Tacrolimus" in texts(found, "subject")
    assert found["status"] == f"{sum(len(g['values']) for g in found['groups'])} suggestions"


@pytest.mark.parametrize(
    ("q", "group", "text"),
    [
        ("amy rig", "author", "Rigby, Amy L."),
        ("RIGBY", "author", "Rigby, Amy L."),
        ("respirology c", "journal", "Respirology Case Reports"),
        ("tacrolimsu", "subject", "Tacrolimus"),
        ("anti-synthetase", "title", SEED),
    ],
)  # fmt: skip
def test_any_word_any_case_and_one_wrong_letter_will_do(
    client: Client, q: str, group: str, text: str
) -> None:
    assert text in texts(ask(client, q), group)


def test_each_completion_leads_to_results(client: Client) -> None:
    for q in ("respir", "tacro", "rig", "wi"):
        for group in ask(client, q)["groups"]:
            for value in group["values"]:
                assert (
                    int(Page(client.get(value["href"], follow=True)).one("//main").get("data-total") or 0) > 0
                )


def test_a_field_completes_only_its_kind(client: Client) -> None:
    assert [g["name"] for g in ask(client, "rig", field="author")["groups"]] == ["author"]
    assert ask(client, "10", field="identifier")["groups"] == []


@pytest.mark.parametrize(
    "q", ["", "t", "xyzzyplugh", "\0\0", "*:*", "\ud800x", "a" * 101, "' OR 1=1", "((((", "  "]
)
def test_no_text_breaks_it(client: Client, q: str) -> None:
    found = ask(client, q.encode("utf-8", "replace").decode())
    assert found["groups"] == [] or found["status"]


def test_browsers_may_keep_an_answer_for_a_minute_and_ask_whether_it_holds(client: Client) -> None:
    answer = client.get("/search/suggest?q=tacro")
    assert answer["Cache-Control"] == "public, max-age=60"
    assert answer["Content-Type"] == "application/json"
    again = client.get("/search/suggest?q=tacro", headers={"if-none-match": answer["ETag"]})
    assert again.status_code == 304


def test_the_heads_of_groups_speak_the_readers_language(client: Client) -> None:
    answer = client.get("/search/suggest?q=rig", headers={"accept-language": "de"}).json()
    assert [g["label"] for g in answer["groups"]] == ["Titel", "Personen", "Schlagworte"]
    assert answer["label"] == "Vorschläge"

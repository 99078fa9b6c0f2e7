"""Live availability by DAIA: reading answers of any kind, one question for many, hostile servers."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pinakes.errors import SourceError
from pinakes.sources import daia
from pinakes.sources.availability import CopyState, Remembering
from pinakes.testing.loopback import loopback


def document(name: str, *items: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"id": f"http://system.example/doc/{name}", "requested": name, "item": list(items), **more}


def answer(*documents: dict[str, Any]) -> bytes:
    return json.dumps({"document": list(documents), "timestamp": "2026-11-25T10:42:00Z"}).encode()


LOAN = {"service": "loan", "href": "https://system.example/request/1"}
ON_SHELF = {
    "label": "Z7052 .B5813 1991",
    "department": {"id": "http://x.example/d", "content": "Main library"},
    "storage": {"content": "Level 2"},
    "available": [LOAN, {"service": "presentation", "limitation": [{"content": "14 days"}]}],
}
LENT = {"label": "Z 1", "unavailable": [{"service": "loan", "expected": "2026-12-12", "queue": 1}]}


def copy(item: dict[str, Any]) -> CopyState:
    return daia.read(answer(document("1", item)), ["1"])["1"][0]


def test_a_copy_on_the_shelf_has_its_place_conditions_and_a_way_to_request_it() -> None:
    assert copy(ON_SHELF) == CopyState(
        state="available",
        call_number="Z7052 .B5813 1991",
        department="Main library",
        storage="Level 2",
        limitations=("14 days",),
        action="https://system.example/request/1",
    )


def test_a_copy_on_loan_says_when_it_comes_back_and_how_many_wait() -> None:
    lent = copy(LENT)
    assert (lent.state, lent.due, lent.queue) == ("on-loan", "2026-12-12", 1)


@pytest.mark.parametrize(
    ("item", "state"),
    [
        ({"available": [{"service": "presentation"}], "unavailable": [{"service": "loan"}]}, "reading-room"),
        ({"available": [{"service": "http://purl.org/ontology/dso#Loan"}]}, "available"),
        ({"available": [{"service": "openaccess", "href": "https://x.example"}]}, "online"),
        ({"unavailable": [{"service": "loan", "expected": "unknown"}]}, "on-loan"),
        ({"unavailable": [{"service": "loan"}]}, "unavailable"),
        ({"label": "Z 2"}, "unknown"),
        ({}, "unknown"),
    ],
)
def test_services_tell_the_state(item: dict[str, Any], state: str) -> None:
    assert copy(item).state == state


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "//x.example", 7, None, ["https://x"]]
)
def test_only_an_address_of_the_web_becomes_a_way_to_request(address: object) -> None:
    assert copy({"available": [{"service": "loan", "href": address}]}).action == ""


def test_documents_are_told_apart_by_what_was_asked_for_or_by_their_address() -> None:
    second = {"id": "http://system.example/ppn:22", "item": [LENT]}
    found = daia.read(answer(document("11", ON_SHELF), second), ["11", "22", "33"])
    assert {name: [c.state for c in copies] for name, copies in found.items()} == {
        "11": ["available"],
        "22": ["on-loan"],
    }


def test_many_are_asked_for_in_one_question() -> None:
    def respond(_path: str, parameters: dict[str, str]) -> bytes:
        return answer(*(document(name, ON_SHELF) for name in parameters["id"].split("|")))

    with loopback(respond) as server:
        found = daia.DaiaSource(f"{server.url}/daia").ask(["1", "2", "x|y", "3"])
        assert set(found) == {"1", "2", "3"}
        assert server.parameters() == [{"id": "1|2|3", "format": "json"}]


def test_what_the_server_does_not_know_is_absent() -> None:
    with loopback(lambda _p, _q: (404, {}, b'{"error":"document not found"}')) as server:
        assert daia.DaiaSource(server.url).ask(["1"]) == {}


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b"[]", b"null", b'{"document": 7}', b"[" * 100_000, b"\xff\xfe", b'{"document":']
)
def test_what_is_no_daia_is_an_error_in_a_sentence(body: bytes) -> None:
    with pytest.raises(SourceError):
        daia.read(body, ["1"])


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(
            ["document", "item", "available", "unavailable", "service", "label", "department", "content", "href",
             "queue", "expected", "limitation", "id", "requested", "storage"]
        ),
        inner, max_size=4,
    ),
    max_leaves=20,
)  # fmt: skip


@given(JSON)
def test_no_json_breaks_the_reader(value: object) -> None:
    body = json.dumps({"document": value}).encode()
    if isinstance(value, list):
        assert set(daia.read(body, ["1"])) <= {"1"}
    else:
        with pytest.raises(SourceError):
            daia.read(body, ["1"])


@pytest.mark.parametrize("status", [400, 401, 403, 429, 500, 503])
def test_a_server_that_refuses_is_asked_once(status: int) -> None:
    with loopback(lambda _p, _q: (status, {"Retry-After": "100"}, b"no")) as server:
        with pytest.raises(SourceError):
            daia.DaiaSource(server.url).ask(["1"])
        assert len(server.asked) == 1


def test_an_answer_without_end_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(daia, "MAX_BYTES", 10_000)
    with loopback(lambda _p, _q: b" " * 50_000) as server, pytest.raises(SourceError, match="more than"):
        daia.DaiaSource(server.url).ask(["1"])


def test_a_redirect_into_ones_own_network_is_not_followed() -> None:
    astray = (302, {"Location": "http://127.0.0.2:1/"}, b"")
    with loopback(lambda _p, _q: astray) as server, pytest.raises(SourceError, match="private"):
        daia.DaiaSource(server.url).ask(["1"])


class Scripted:
    """A system that answers as a test says."""

    def __init__(self, *answers: Mapping[str, tuple[CopyState, ...]] | Exception | threading.Event) -> None:
        self.answers = list(answers)
        self.asked: list[list[str]] = []

    def ask(self, ids: Sequence[str]) -> Mapping[str, tuple[CopyState, ...]]:
        self.asked.append(list(ids))
        found = self.answers.pop(0)
        if isinstance(found, threading.Event):
            found.wait(5)
            return {i: (CopyState(state="available"),) for i in ids}
        if isinstance(found, Exception):
            raise found
        return found


HERE = (CopyState(state="available"),)


def test_an_answer_is_remembered_for_its_time() -> None:
    now = [0.0]
    system = Scripted({"a": HERE}, {"a": ()})
    asking = Remembering(system, fresh=60, clock=lambda: now[0])
    assert asking.ask(["a"]).works["a"].copies == HERE
    now[0] = 59
    assert asking.ask(["a"]).works["a"].copies == HERE
    now[0] = 61
    assert asking.ask(["a"]).works["a"].copies == ()
    assert system.asked == [["a"], ["a"]]


def test_only_what_is_not_remembered_is_asked_for() -> None:
    system = Scripted({"a": HERE}, {"b": HERE})
    asking = Remembering(system)
    asking.ask(["a"])
    assert set(asking.ask(["a", "b"]).works) == {"a", "b"}
    assert system.asked == [["a"], ["b"]]


def test_a_system_that_fails_is_left_alone_for_a_while() -> None:
    now = [0.0]
    system = Scripted(SourceError("It is down."), {"a": HERE})
    asking = Remembering(system, rest=10, clock=lambda: now[0])
    assert asking.ask(["a"]).silent == {"a"}
    assert asking.ask(["a"]).silent == {"a"}
    assert len(system.asked) == 1
    now[0] = 11
    assert asking.ask(["a"]).works["a"].copies == HERE


def test_who_asks_again_does_not_wait_for_the_rest_to_end() -> None:
    asking = Remembering(Scripted(SourceError("It is down."), {"a": HERE}))
    asking.ask(["a"])
    assert asking.ask(["a"], again=True).works["a"].copies == HERE


def test_a_page_does_not_wait_for_a_slow_system_and_a_late_answer_is_not_lost() -> None:
    late = threading.Event()
    asking = Remembering(Scripted(late), wait=0.05)
    began = time.monotonic()
    assert asking.ask(["a"]).silent == {"a"}
    assert time.monotonic() - began < 2
    late.set()
    until = time.monotonic() + 5
    while not (found := asking.ask(["a"]).works) and time.monotonic() < until:
        time.sleep(0.01)
    assert found["a"].copies == HERE


def test_questions_that_hang_do_not_pile_up() -> None:
    hung = threading.Event()
    system = Scripted(hung, hung)
    asking = Remembering(system, wait=0.02)
    for name in "abcdef":
        assert asking.ask([name], again=True).silent == {name}
    assert len(system.asked) <= 2
    hung.set()


def test_memory_is_bounded() -> None:
    system = Scripted({"a": HERE}, {"b": HERE}, {"c": HERE}, {"a": HERE})
    asking = Remembering(system, most=2)
    for name in "abca":
        asking.ask([name])
    assert system.asked == [["a"], ["b"], ["c"], ["a"]]

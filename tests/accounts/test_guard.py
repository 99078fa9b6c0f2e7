"""What keeps guessers and machines out."""

from __future__ import annotations

import sys
import time
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.test import Client, RequestFactory

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parent.parent / "web"))
from account_people import PASSWORD, make_reader
from web_page import Page

from pinakes.accounts import guard
from pinakes.accounts.models import Reader

pytestmark = pytest.mark.django_db


def sign_in(login: str, password: str, address: str = "192.0.2.7") -> Any:
    client = Client(REMOTE_ADDR=address, headers={"accept-language": "en"})
    return client.post("/account/sign-in", {"login": login, "password": password})


def test_guessing_a_password_is_stopped_and_the_answer_says_for_how_long(anna: Any) -> None:
    seen = [sign_in("anna", f"guess {n}").status_code for n in range(8)]
    assert seen == [422] * 6 + [429] * 2
    answer = sign_in("anna", PASSWORD)
    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= 600


def test_guessing_from_one_network_shuts_nobody_out_elsewhere(anna: Any) -> None:
    for n in range(8):
        sign_in("anna", f"guess {n}")
    assert sign_in("anna", PASSWORD, "198.51.100.1").status_code == 302


def test_guessing_from_everywhere_is_stopped_too(anna: Any) -> None:
    for n in range(59):
        guard.after_failure(RequestFactory().post("/", REMOTE_ADDR=f"10.0.{n}.1"), "anna")
    assert sign_in("anna", "guess", "10.0.99.1").status_code == 422
    assert sign_in("Anna ", "guess", "10.1.0.1").status_code == 429


def test_trying_many_names_from_one_network_is_stopped() -> None:
    for n in range(59):
        guard.after_failure(RequestFactory().post("/", REMOTE_ADDR="192.0.2.9"), f"name{n}")
    assert [sign_in(f"other{n}", "password").status_code for n in range(2)] == [422, 429]


def test_a_sign_in_that_succeeds_counts_for_nothing(anna: Any) -> None:
    assert {sign_in("anna", PASSWORD).status_code for _ in range(10)} == {302}


def test_codes_can_not_be_guessed(as_anna: Client) -> None:
    secret = Page(as_anna.get("/account/security/app")).text("//*[contains(@class, 'secret')]")
    from test_second_factor import code_for

    as_anna.post("/account/security/app", {"code": code_for(secret)})
    client = Client(headers={"accept-language": "en"})
    client.post("/account/sign-in", {"login": "anna", "password": PASSWORD})
    seen = [client.post("/account/second-step", {"code": f"{n:06}"}).status_code for n in range(10)]
    assert seen == [422] * 8 + [429] * 2


def test_nobodys_mailbox_is_flooded(anna: Any) -> None:
    seen = [
        Client(REMOTE_ADDR=f"10.0.{n}.1")
        .post("/account/password/forgotten", {"email": "anna@example.org"})
        .status_code
        for n in range(7)
    ]
    assert seen == [302] * 5 + [429] * 2
    assert len(mail.outbox) == 5


def test_a_network_has_so_many_mails_sent_and_no_more() -> None:
    client = Client(REMOTE_ADDR="192.0.2.7")
    seen = [
        client.post("/account/password/forgotten", {"email": f"{n}@example.org"}).status_code
        for n in range(22)
    ]
    assert seen == [302] * 20 + [429] * 2


def solve(challenge: str) -> str:
    n = 0
    while int.from_bytes(sha256(f"{challenge}:{n}".encode()).digest()[:4], "big") >> (32 - guard.WORK):
        n += 1
    return str(n)


def test_work_is_known_when_it_is_done_and_counts_once() -> None:
    challenge = guard.challenge()
    answer = solve(challenge)
    assert not guard.is_solved(challenge, answer + "0")
    assert guard.is_solved(challenge, answer)
    assert not guard.is_solved(challenge, answer)


def test_nobody_chooses_the_work() -> None:
    forged = "mine:1tXyZ:signature"
    assert not guard.is_solved(forged, solve(forged))
    assert guard.is_too_quick(forged)
    assert guard.is_too_quick("")


@pytest.mark.parametrize(
    ("seconds", "quick"), [(0, True), (2, True), (4, False), (3 * 3600, False), (5 * 3600, True)]
)
def test_a_form_takes_a_person_some_seconds(
    seconds: int, quick: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    challenge = guard.challenge()
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + seconds)
    assert guard.is_too_quick(challenge) is quick


def test_registering_without_the_work_is_possible_but_not_often(monkeypatch: pytest.MonkeyPatch) -> None:
    challenges = [guard.challenge() for _ in range(7)]
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 10)
    seen = []
    for n, challenge in enumerate(challenges):
        form = {
            "username": f"new{n}",
            "email": f"new{n}@example.org",
            "password1": PASSWORD,
            "challenge": challenge,
        }
        seen.append(Client(REMOTE_ADDR="192.0.2.7").post("/account/register", form).status_code)
    assert seen == [302] * 5 + [429] * 2
    assert Reader.objects.count() == 5


def test_a_form_that_comes_at_once_is_given_back_with_all_that_was_typed() -> None:
    form = {
        "username": "quick",
        "email": "quick@example.org",
        "password1": PASSWORD,
        "challenge": guard.challenge(),
    }
    page = Page(Client(headers={"accept-language": "en"}).post("/account/register", form))
    assert page.status == 422
    assert "quicker than a person" in page.text("//*[@role='alert' and @data-focus]")
    assert page.one("//input[@name='username']").get("value") == "quick"
    assert not Reader.objects.exists()
    assert make_reader("other").pk

"""Codes of an app, recovery codes, and devices that are signed in."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parent.parent / "web"))
from account_people import PASSWORD
from web_page import Page

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def code_for(secret: str) -> str:
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

    return str(format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time())))))


def turn_on(client: Client) -> tuple[str, list[str]]:
    """Connect an app: its secret and the recovery codes."""
    secret = Page(client.get("/account/security/app")).text("//*[contains(@class, 'secret')]")
    answer = client.post("/account/security/app", {"code": code_for(secret)})
    assert answer["Location"] == "/account/security/codes"
    codes = Page(client.get("/account/security/codes")).all("//ol[@class='codes']/li")
    return secret, [str(c.text_content()) for c in codes]


def signed_in(client: Client) -> bool:
    return client.get("/account").status_code == 200


def test_a_code_is_asked_for_after_the_password(as_anna: Client) -> None:
    turn_on(as_anna)
    client = Client(headers={"accept-language": "en"})
    answer = client.post("/account/sign-in", {"login": "anna", "password": PASSWORD})
    assert answer["Location"] == "/account/second-step"
    assert not signed_in(client), "the password alone opens nothing"
    assert Page(client.post("/account/second-step", {"code": "000000"})).status == 422
    assert not signed_in(client)


def test_a_code_works_once(as_anna: Client) -> None:
    secret, _codes = turn_on(as_anna)
    first, second = Client(), Client()
    code = code_for(secret)
    for client in (first, second):
        client.post("/account/sign-in", {"login": "anna", "password": PASSWORD})
        client.post("/account/second-step", {"code": code})
    assert (signed_in(first), signed_in(second)) == (True, False)


def test_a_recovery_code_lets_in_once(as_anna: Client) -> None:
    _secret, codes = turn_on(as_anna)
    assert len(codes) == 10
    first, second = Client(), Client()
    for client in (first, second):
        client.post("/account/sign-in", {"login": "anna", "password": PASSWORD})
        client.post("/account/second-step", {"code": codes[0]})
    assert (signed_in(first), signed_in(second)) == (True, False)


def test_secrets_of_second_factors_rest_encrypted(as_anna: Client) -> None:
    from allauth.mfa.models import Authenticator

    secret, codes = turn_on(as_anna)
    kept = " ".join(str(a.data) for a in Authenticator.objects.all())
    assert secret not in kept
    assert not any(code in kept for code in codes)


def test_recovery_codes_can_be_kept_as_a_file(as_anna: Client) -> None:
    _secret, codes = turn_on(as_anna)
    answer = as_anna.get("/account/security/codes/file")
    assert answer.content.decode().split() == codes
    assert "attachment" in answer["Content-Disposition"]


def test_turning_it_off_takes_a_form(as_anna: Client) -> None:
    turn_on(as_anna)
    assert as_anna.post("/account/security/app/off").status_code == 302
    client = Client()
    client.post("/account/sign-in", {"login": "anna", "password": PASSWORD})
    assert signed_in(client)


def test_what_touches_safety_asks_again_after_a_while(as_anna: Client) -> None:
    session = as_anna.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 100_000
    session.save()
    answer = as_anna.get("/account/security/app")
    assert answer["Location"].startswith("/account/again")
    assert Page(as_anna.post(answer["Location"], {"password": "wrong"})).status == 422
    answer = as_anna.post(answer["Location"], {"password": PASSWORD})
    assert answer["Location"] == "/account/security/app"


def test_the_list_of_devices_names_browsers_and_keeps_no_address(anna: Any) -> None:
    from allauth.usersessions.models import UserSession

    client = Client(headers={"user-agent": FIREFOX, "accept-language": "en"}, REMOTE_ADDR="192.0.2.7")
    client.post("/account/sign-in", {"login": "anna", "password": PASSWORD})
    assert "Firefox, Linux" in Page(client.get("/account/devices")).text("//main")
    kept = UserSession.objects.get()
    assert (kept.ip, kept.user_agent) == ("0.0.0.0", "Firefox, Linux")


def test_the_other_devices_are_signed_out(as_anna: Client) -> None:
    other = Client()
    other.post("/account/sign-in", {"login": "anna", "password": PASSWORD})
    as_anna.post("/account/devices")
    assert (signed_in(as_anna), signed_in(other)) == (True, False)


def test_everywhere_is_here_too(as_anna: Client) -> None:
    other = Client()
    other.post("/account/sign-in", {"login": "anna", "password": PASSWORD})
    assert as_anna.get("/account/devices/sign-out").status_code == 405
    as_anna.post("/account/devices/sign-out")
    assert (signed_in(as_anna), signed_in(other)) == (False, False)

"""Registration, sign-in and out, forgotten and changed passwords and addresses."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.test import Client

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parent.parent / "web"))
from account_people import PASSWORD, link_in, make_reader
from web_page import Page

from pinakes.accounts import guard
from pinakes.accounts.models import Reader

pytestmark = pytest.mark.django_db
NEW = {"username": "berta", "email": "berta@example.org", "password1": PASSWORD}


@pytest.fixture(autouse=True)
def _forms_take_a_person_long_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "is_too_quick", lambda _challenge: False)


def who(client: Client) -> str:
    """The name in the head of the start page; "" for a guest."""
    found = Page(client.get("/")).all("//header//details//bdi")
    return str(found[0].text_content()) if found else ""


def test_a_guest_is_offered_to_sign_in_and_comes_back_to_the_page(client: Client) -> None:
    page = Page(client.get("/help"))
    assert page.one("//header//a[contains(@href, 'sign-in')]").get("href") == "/account/sign-in?next=/help"


def test_the_page_of_a_guest_asks_for_no_session_and_no_account(
    client: Client, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(0):
        client.get("/help")


def test_registering_confirming_and_being_signed_in(client: Client) -> None:
    answer = client.post("/account/register", NEW)
    assert (answer.status_code, answer["Location"]) == (302, "/account/email/sent")
    assert who(client) == ""
    assert "folder" in Page(client.get("/account/email/sent")).text("//main")
    assert mail.outbox[0].to == ["berta@example.org"]
    link = link_in(mail.outbox[0])
    assert "berta@example.org" in Page(client.get(link)).text("//main")
    assert not Reader.objects.get().emailaddress_set.get().verified, "looking at the page confirms nothing"
    assert client.post(link).status_code == 302
    assert who(client) == "berta"


def test_an_address_that_is_not_confirmed_opens_nothing(client: Client) -> None:
    client.post("/account/register", NEW)
    other = Client(headers={"accept-language": "en"})
    answer = other.post("/account/sign-in", {"login": "berta", "password": PASSWORD})
    assert answer["Location"] == "/account/email/sent"
    assert who(other) == ""


@pytest.mark.parametrize("login", ["anna", "ANNA@example.org", " anna "])
def test_one_signs_in_by_name_or_address(client: Client, anna: Any, login: str) -> None:
    answer = client.post(
        "/account/sign-in?next=/help", {"login": login, "password": PASSWORD, "next": "/help"}
    )
    assert (answer.status_code, answer["Location"]) == (302, "/help")
    assert who(client) == "anna"


def test_a_wrong_password_and_a_wrong_name_get_the_same_answer(client: Client, anna: Any) -> None:
    answers = []
    for login, password in (("anna", "wrong wrong wrong"), ("nobody", PASSWORD), ("x@example.org", "wrong")):
        page = Page(client.post("/account/sign-in", {"login": login, "password": password}))
        assert page.status == 422
        assert page.text("//title").startswith("Error: ")
        answers.append(page.text("//*[@role='alert' and @data-focus]"))
        assert page.one("//input[@name='login']").get("value") == login
    assert set(answers) == {"There is a problem Name and password do not match."}


def test_sign_in_leads_to_no_other_host(client: Client, anna: Any) -> None:
    for evil in ("https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example"):
        client.post("/account/sign-out")
        answer = client.post("/account/sign-in", {"login": "anna", "password": PASSWORD, "next": evil})
        assert answer["Location"] == "/", evil


def test_the_session_gets_a_new_key_when_somebody_signs_in(client: Client, anna: Any) -> None:
    session = client.session
    session["kept"] = 1
    session.save()
    client.cookies["sessionid"] = before = session.session_key
    client.post("/account/sign-in", {"login": "anna", "password": PASSWORD})
    assert client.cookies["sessionid"].value != before


def test_staying_signed_in_is_a_choice(client: Client, anna: Any) -> None:
    answer = client.post("/account/sign-in", {"login": "anna", "password": PASSWORD})
    assert not answer.cookies["sessionid"]["max-age"]
    client.post("/account/sign-out")
    answer = client.post("/account/sign-in", {"login": "anna", "password": PASSWORD, "remember": "on"})
    assert answer.cookies["sessionid"]["max-age"] == 30 * 24 * 60 * 60


def test_signing_out_takes_a_form(as_anna: Client) -> None:
    as_anna.get("/account/sign-out")
    assert who(as_anna) == "anna"
    as_anna.post("/account/sign-out")
    assert who(as_anna) == ""


def test_forms_need_their_token(anna: Any) -> None:
    strict = Client(enforce_csrf_checks=True)
    for path in ("/account/sign-in", "/account/register", "/account/password/forgotten", "/account/sign-out"):
        assert strict.post(path, {"login": "anna", "password": PASSWORD}).status_code == 403, path


@pytest.mark.parametrize(
    ("password", "told"),
    [
        ("short", "at least 10"),
        ("1234567890", "too common"),
        ("berta@example0", "too similar"),
        ("basketball", "too common"),
    ],
)
def test_a_weak_password_is_refused_with_the_reason(client: Client, password: str, told: str) -> None:
    page = Page(client.post("/account/register", NEW | {"password1": password}))
    assert page.status == 422
    assert told in page.text("//*[@role='alert' and @data-focus]")
    assert page.one("//input[@name='username']").get("value") == "berta"
    assert page.one("//input[@name='password1']").get("value") is None
    assert not Reader.objects.exists()


def test_registering_with_a_known_address_looks_the_same_and_tells_its_owner(
    client: Client, anna: Any
) -> None:
    answer = client.post("/account/register", NEW | {"email": "anna@example.org"})
    assert answer["Location"] == "/account/email/sent"
    assert Reader.objects.count() == 1
    assert mail.outbox[0].to == ["anna@example.org"]
    assert "there is one" in str(mail.outbox[0].body)


def test_a_machine_that_fills_every_field_gets_no_account(client: Client) -> None:
    answer = client.post("/account/register", NEW | {"homepage": "https://spam.example"})
    assert answer["Location"] == "/account/email/sent"
    assert not Reader.objects.exists()
    assert mail.outbox == []


def test_names_that_pretend_to_be_the_library_are_refused(client: Client) -> None:
    assert client.post("/account/register", NEW | {"username": "Admin"}).status_code == 422


def test_a_forgotten_password_is_set_anew_by_a_link_that_works_once(client: Client, anna: Any) -> None:
    answer = client.post("/account/password/forgotten", {"email": "anna@example.org"})
    assert answer["Location"] == "/account/password/sent"
    link = link_in(mail.outbox[0])
    form = client.get(link)["Location"]
    assert link.rpartition("-")[2] not in form, "the key leaves the address, so that no link gives it away"
    assert client.post(form, {"password1": "another good sentence"}).status_code == 302
    assert Client().post("/account/sign-in", {"login": "anna", "password": PASSWORD}).status_code == 422
    answer = Client().post("/account/sign-in", {"login": "anna", "password": "another good sentence"})
    assert answer.status_code == 302
    assert "does not work any more" in Page(Client(headers={"accept-language": "en"}).get(link)).text(
        "//main"
    )


def test_asking_for_an_unknown_address_looks_the_same(client: Client) -> None:
    answer = client.post("/account/password/forgotten", {"email": "nobody@example.org"})
    assert answer["Location"] == "/account/password/sent"
    assert "no account" in str(mail.outbox[0].body)


def test_a_changed_password_signs_the_other_devices_out(as_anna: Client) -> None:
    other = Client(headers={"accept-language": "en"})
    other.post("/account/sign-in", {"login": "anna", "password": PASSWORD})
    assert who(other) == "anna"
    wrong = as_anna.post("/account/password", {"oldpassword": "wrong", "password1": "another good sentence"})
    assert wrong.status_code == 422
    right = as_anna.post("/account/password", {"oldpassword": PASSWORD, "password1": "another good sentence"})
    assert right.status_code == 302
    assert (who(as_anna), who(other)) == ("anna", "")
    assert "changed" in mail.outbox[-1].subject


def test_an_address_changes_when_the_new_one_is_confirmed(as_anna: Client, anna: Any) -> None:
    as_anna.post("/account/email", {"email": "new@example.org", "action_add": "1"})
    anna.refresh_from_db()
    assert anna.email == "anna@example.org"
    as_anna.post(link_in(mail.outbox[0]))
    anna.refresh_from_db()
    assert anna.email == "new@example.org"
    assert [m.to for m in mail.outbox[1:]] == [["anna@example.org"]], "the old address is told"


def test_a_closed_account_opens_nothing(client: Client, anna: Any) -> None:
    anna.is_active = False
    anna.save()
    answer = client.post("/account/sign-in", {"login": "anna", "password": PASSWORD})
    assert answer["Location"] == "/account/inactive"
    assert who(client) == ""


def test_pages_of_the_account_ask_guests_to_sign_in(client: Client) -> None:
    for path in ("/account", "/account/password", "/account/email", "/account/security", "/account/devices"):
        assert client.get(path)["Location"] == f"/account/sign-in?next={path}", path


def test_pages_of_accounts_are_kept_nowhere(as_anna: Client) -> None:
    for path in ("/account", "/account/password", "/account/email", "/account/security", "/account/devices"):
        assert "no-store" in as_anna.get(path)["Cache-Control"], path


def test_pages_are_in_the_readers_language(client: Client) -> None:
    page = Page(client.get("/account/sign-in", headers={"accept-language": "de"}))
    assert page.text("//h1") == "Anmelden"


def test_nobody_can_register_where_the_library_makes_accounts(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pinakes import conf
    from pinakes.accounts import frame

    monkeypatch.setattr(frame, "account_settings", lambda: conf.AccountsSettings(registration=False))
    assert "the library makes accounts" in Page(client.get("/account/register")).text("//main")
    client.post("/account/register", NEW)
    assert not Reader.objects.exists()


def test_mails_tell_nobodys_device(as_anna: Client) -> None:
    as_anna.post("/account/password", {"oldpassword": PASSWORD, "password1": "another good sentence"})
    text = str(mail.outbox[-1].body)
    assert "127.0.0.1" not in text
    assert "Browser" not in text
    assert make_reader("berta").email == "berta@example.org"

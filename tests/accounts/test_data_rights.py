"""Rights over one's data: taking it along, putting it in, and the end of accounts."""

from __future__ import annotations

import io
import sys
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parent.parent / "web"))
from account_people import PASSWORD, make_reader
from web_page import Page

from pinakes import conf
from pinakes.accounts import ending, exporting
from pinakes.accounts.models import AuditEntry, OneTimeLink, Reader, record

pytestmark = pytest.mark.django_db
NOW = timezone.now()
SETTINGS = conf.AccountsSettings(unused_days=1000, warning_days=30, audit_days=100)


def days(number: float) -> timedelta:
    return timedelta(days=number)


def expire(after: float = 0) -> ending.Expired:
    return ending.expire(SETTINGS, "https://catalogue.example.org", NOW + days(after))


def exists(name: str) -> bool:
    return Reader.objects.filter(username=name).exists()


def test_everything_comes_as_a_zip(as_anna: Client) -> None:
    answer = as_anna.get("/account/data/export")
    assert "attachment" in answer["Content-Disposition"]
    assert "no-store" in answer["Cache-Control"]
    with zipfile.ZipFile(io.BytesIO(answer.content)) as zipped:
        assert {"about.json", "account.json", "account.csv", "index.html"} <= set(zipped.namelist())


def test_a_guest_gets_nobodys_data(client: Client) -> None:
    for path in ("/account/data", "/account/data/export", "/account/data/delete", "/account/profile"):
        assert client.get(path)["Location"] == f"/account/sign-in?next={path}"


def test_an_export_is_put_in(as_anna: Client, anna: Any) -> None:
    berta = make_reader("berta", display_name="Berta B.")
    file = SimpleUploadedFile("x.zip", exporting.archive(berta))
    assert as_anna.post("/account/data/put-in", {"file": file})["Location"] == "/account/data"
    anna.refresh_from_db()
    assert anna.display_name == "Berta B."
    assert "1 thing was new" in Page(as_anna.get("/account/data")).text("//main")


@pytest.mark.parametrize("data", [None, b"no zip"])
def test_something_else_is_refused_with_the_reason(as_anna: Client, data: bytes | None) -> None:
    form = {"file": SimpleUploadedFile("x.zip", data)} if data else {}
    page = Page(as_anna.post("/account/data/put-in", form))
    assert page.status == 422
    assert page.one("//input[@type='file']").get("aria-invalid") == "true"


def test_deleting_can_be_taken_back_for_some_days(as_anna: Client, anna: Any) -> None:
    as_anna.post("/account/data/delete", {"when": "later"})
    anna.refresh_from_db()
    assert days(13) < anna.ends_at - timezone.now() < days(15)
    assert "will be deleted" in Page(as_anna.get("/account")).text("//main")
    expire(13)
    assert exists("anna")
    as_anna.post("/account/data/keep")
    expire(15)
    assert exists("anna")


def test_after_these_days_it_is_gone(as_anna: Client) -> None:
    as_anna.post("/account/data/delete", {"when": "later"})
    assert expire(15).deleted == 1
    assert not exists("anna")
    assert as_anna.get("/account").status_code == 302


def test_at_once_is_at_once(as_anna: Client) -> None:
    other = Client()
    other.post("/account/sign-in", {"login": "anna", "password": PASSWORD})
    assert as_anna.get("/account/data/delete").status_code == 200
    assert as_anna.post("/account/data/delete", {"when": "now"})["Location"] == "/account/deleted"
    assert not exists("anna")
    assert other.get("/account").status_code == 302
    assert as_anna.get("/account/deleted").status_code == 200


def test_deleting_asks_for_the_password_when_the_sign_in_is_old(as_anna: Client) -> None:
    session = as_anna.session
    for entry in session["account_authentication_methods"]:
        entry["at"] -= 100_000
    session.save()
    assert as_anna.post("/account/data/delete", {"when": "now"})["Location"].startswith("/account/again")
    assert exists("anna")


def test_who_runs_the_catalogue_does_not_delete_the_account_by_a_click(client: Client) -> None:
    make_reader("boss", is_staff=True, is_superuser=True)
    client.post("/account/sign-in", {"login": "boss", "password": PASSWORD})
    assert client.post("/account/data/delete", {"when": "now"}).status_code == 404
    assert exists("boss")


def test_parts_are_told_whether_public_things_stay(anna: Any) -> None:
    told: list[tuple[str, bool]] = []

    def leave(reader: Any, stay: bool) -> None:
        told.append((reader.username, stay))

    exporting.register(
        exporting.Part(name="t", title=lambda: "t", things=lambda _reader: [], columns=(), leave=leave)
    )
    try:
        ending.end(anna, conf.AccountsSettings())
        ending.end(make_reader("berta"), conf.AccountsSettings(public_after_deletion="removed"))
    finally:
        exporting._parts.pop("t")
    assert told == [("anna", True), ("berta", False)]


def used(name: str, ago: float | None, **options: Any) -> Reader:
    reader = make_reader(name, **options)
    reader.last_login = NOW - days(ago) if ago is not None else None
    reader.save()
    return reader  # type: ignore[no-any-return]


def test_who_does_not_come_for_years_is_told_and_then_deleted() -> None:
    used("gone", 980), used("here", 900)
    assert expire().warned == 1
    assert [m.to for m in mail.outbox] == [["gone@example.org"]]
    assert "https://catalogue.example.org/account/sign-in" in str(mail.outbox[0].body)
    assert expire(1).warned == 0, "nobody is told twice"
    assert (expire(29).deleted, exists("gone")) == (0, True)
    assert (expire(31).deleted, exists("gone"), exists("here")) == (1, False, True)


def test_who_signs_in_after_the_mail_stays(client: Client) -> None:
    reader = used("gone", 980)
    expire()
    client.post("/account/sign-in", {"login": "gone", "password": PASSWORD})
    Reader.objects.filter(pk=reader.pk).update(last_login=NOW + days(5))
    expire(31)
    reader.refresh_from_db()
    assert (reader.ends_at, reader.warned_at) == (None, None)


def test_an_account_that_was_never_used_ends_too() -> None:
    reader = used("never", None)
    Reader.objects.filter(pk=reader.pk).update(date_joined=NOW - days(2000))
    assert expire().warned == 1


def test_those_who_run_the_catalogue_are_never_deleted() -> None:
    boss = used("boss", 2000, is_staff=True)
    boss.ends_at = NOW - days(1)
    boss.save()
    assert expire() == ending.Expired()


def test_the_mail_is_in_the_readers_language() -> None:
    used("gone", 980, language="de")
    expire()
    assert "gelöscht" in mail.outbox[0].subject


def test_old_actions_of_staff_and_links_are_forgotten(anna: Any) -> None:
    old = record(anna, "comment.hide", "x")
    AuditEntry.objects.filter(pk=old.pk).update(at=NOW - days(101))
    kept = record(None, "comment.hide", "y")
    OneTimeLink.make(anna, days(-1))
    assert expire().forgotten == 2
    assert list(AuditEntry.objects.all()) == [kept]
    assert (kept.by_name, old.by_name) == ("pinakes", "anna")


def test_an_action_of_staff_outlives_its_account(anna: Any) -> None:
    entry = record(anna, "comment.hide", "x")
    anna.delete()
    entry.refresh_from_db()
    assert (entry.by, entry.by_name) == (None, "anna")


def test_a_link_opens_an_account_once(client: Client) -> None:
    reader = Reader.objects.create_superuser("librarian")
    reader.set_unusable_password()
    reader.save()
    path = f"/account/open/{OneTimeLink.make(reader, days(1))}"
    assert path.rpartition("/")[2] not in str(OneTimeLink.objects.get().digest)
    for _ in range(2):
        assert "librarian" in Page(client.get(path)).text("//main")
    assert client.post(path)["Location"] == "/account/password/set"
    client.post("/account/password/set", {"password1": PASSWORD})
    assert client.get("/account").status_code == 200
    other = Client()
    assert (other.get(path).status_code, other.post(path).status_code) == (404, 404)


def test_a_link_ends_and_a_new_one_voids_the_old(client: Client, anna: Any) -> None:
    assert client.get(f"/account/open/{OneTimeLink.make(anna, days(-1))}").status_code == 404
    old = OneTimeLink.make(anna, days(1))
    new = OneTimeLink.make(anna, days(1))
    assert [client.get(f"/account/open/{token}").status_code for token in (old, new)] == [404, 200]
    anna.is_active = False
    anna.save()
    assert client.get(f"/account/open/{new}").status_code == 404


def test_the_name_that_others_see_can_be_chosen(as_anna: Client, anna: Any) -> None:
    as_anna.post("/account/profile", {"display_name": "  Anna   B. ", "language": "de"})
    anna.refresh_from_db()
    assert (anna.display_name, anna.language, anna.shown_name) == ("Anna B.", "de", "Anna B.")
    page = Page(as_anna.post("/account/profile", {"display_name": "x" * 81, "language": "tlh"}))
    assert page.status == 422
    assert page.one("//input[@name='display_name']").get("value") == "x" * 81

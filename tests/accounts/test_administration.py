"""The administration: who comes in, what is there, and what is written down."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.test import Client

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parent.parent / "web"))
from account_people import PASSWORD, make_reader
from web_page import Page

from pinakes.accounts.models import AuditEntry, Reader

pytestmark = pytest.mark.django_db


def browser_of(name: str, *groups: str, **options: Any) -> Client:
    reader = make_reader(name, **options)
    reader.groups.add(*Group.objects.filter(name__in=groups))
    client = Client(headers={"accept-language": "en"})
    client.post("/account/sign-in", {"login": name, "password": PASSWORD})
    return client


@pytest.fixture
def boss(db: None) -> Client:
    return browser_of("boss", "administrators")


def test_guests_are_led_to_our_sign_in(client: Client) -> None:
    answer = client.get("/admin/", follow=True)
    assert answer.redirect_chain[-1][0] == "/account/sign-in?next=/admin/"


def test_readers_do_not_come_in(as_anna: Client) -> None:
    assert as_anna.get("/admin/", follow=True).status_code == 403
    assert as_anna.get("/admin/accounts/reader/", follow=True).status_code == 403
    assert "Administration" not in Page(as_anna.get("/")).text("//header")


def test_moderators_see_their_queue_and_no_people() -> None:
    client = browser_of("moderator", "moderators")
    assert client.get("/admin/").status_code == 200
    assert client.get("/admin/accounts/reader/").status_code == 403
    assert client.get("/admin/accounts/auditentry/").status_code == 403
    assert client.get("/admin/tagging/comment/").status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "",
        "accounts/reader/",
        "accounts/reader/add/",
        "auth/group/",
        "usersessions/usersession/",
        "accounts/auditentry/",
    ],
)
def test_administrators_see_all_of_it(boss: Client, path: str) -> None:
    assert boss.get(f"/admin/{path}").status_code == 200


def test_every_list_of_the_administration_opens(boss: Client) -> None:
    for model in admin.site._registry:
        path = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        assert boss.get(path).status_code == 200, path


def test_it_is_in_german_too(boss: Client) -> None:
    page = Page(boss.get("/admin/", headers={"accept-language": "de"}))
    assert page.text("//h1") == "Verwaltung"
    assert "Leserkonten" in page.text("//*[@id='content']")


def test_tables_with_secrets_are_not_there(boss: Client) -> None:
    for path in (
        "mfa/authenticator",
        "socialaccount/socialtoken",
        "socialaccount/socialapp",
        "sessions/session",
    ):
        assert boss.get(f"/admin/{path}/").status_code == 404, path


def test_closing_an_account_signs_it_out_and_is_written_down(boss: Client, anna: Any) -> None:
    hers = Client()
    hers.post("/account/sign-in", {"login": "anna", "password": PASSWORD})
    me = Reader.objects.get(username="boss")
    boss.post("/admin/accounts/reader/", {"action": "disable", "_selected_action": [anna.pk, me.pk]})
    anna.refresh_from_db()
    me.refresh_from_db()
    assert (anna.is_active, me.is_active) == (False, True)
    assert hers.get("/account").status_code == 302
    entry = AuditEntry.objects.get()
    assert (entry.by_name, entry.action, entry.subject) == ("boss", "reader.disable", "anna")


def test_what_is_changed_in_the_administration_is_written_down(boss: Client) -> None:
    boss.post("/admin/auth/group/add/", {"name": "students"})
    assert AuditEntry.objects.get().action == "admin.group.add"


def test_nobody_takes_anything_out_of_what_is_written_down(boss: Client) -> None:
    boss.post("/admin/auth/group/add/", {"name": "students"})
    entry = AuditEntry.objects.get()
    for path in (f"{entry.pk}/delete/", "add/"):
        assert boss.post(f"/admin/accounts/auditentry/{path}", {"post": "yes"}).status_code == 403
    boss.post(
        "/admin/accounts/auditentry/",
        {"action": "delete_selected", "_selected_action": [entry.pk], "post": "yes"},
    )
    assert AuditEntry.objects.filter(pk=entry.pk).exists()


def test_groups_make_staff_and_leaving_them_ends_it(anna: Any) -> None:
    moderators = Group.objects.get(name="moderators")
    anna.groups.add(moderators)
    anna.refresh_from_db()
    assert anna.is_staff
    anna.groups.remove(moderators)
    anna.refresh_from_db()
    assert not anna.is_staff
    moderators.user_set.add(anna)
    anna.refresh_from_db()
    assert anna.is_staff


def test_ones_own_account_is_not_deleted_there(boss: Client, anna: Any) -> None:
    me = Reader.objects.get(username="boss")
    assert boss.post(f"/admin/accounts/reader/{me.pk}/delete/", {"post": "yes"}).status_code == 403
    assert boss.post(f"/admin/accounts/reader/{anna.pk}/delete/", {"post": "yes"}).status_code == 302
    assert not Reader.objects.filter(username="anna").exists()

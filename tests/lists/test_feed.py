"""Public lists for others: feeds, and a page that may be framed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from lxml import etree

from pinakes import conf
from pinakes.discovery.catalogue import Catalogue
from pinakes.lists import saving
from pinakes.lists.models import ReaderList

ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture
def public(reader: Any, catalogue: Catalogue) -> ReaderList:
    made = ReaderList.objects.create(owner=reader, title="Seminar <1>", visibility="public")
    books = [s for s in catalogue.store.changes(0, limit=8) if not s.deleted][:3]
    saving.save(made, books, reader)
    return made


def test_a_feed_has_the_last_added_first(guest: Client, public: ReaderList) -> None:
    response = guest.get(f"{public.address}/feed")
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    tree = etree.fromstring(response.content)
    assert tree.xpath("string(a:title)", namespaces=ATOM) == "Seminar <1>"
    links = tree.xpath("a:entry/a:link/@href", namespaces=ATOM)
    newest = [e.record_id for e in public.entries.order_by("-id")]
    assert [link.rpartition("/record/")[2] for link in links] == newest
    assert len(set(tree.xpath("//a:id/text()", namespaces=ATOM))) == 4


def test_a_feed_survives_what_xml_cannot_say(guest: Client, public: ReaderList) -> None:
    ReaderList.objects.update(title="bell \x07 here", description="**x** \x01")
    public.entries.update(note="a\x0bb")
    etree.fromstring(guest.get(f"{public.address}/feed").content)


def test_a_user_name_is_told_to_nobody(guest: Client, public: ReaderList, reader: Any) -> None:
    pages = [
        guest.get(a).content.decode() for a in (public.address, f"{public.address}/feed", "/lists/public")
    ]
    assert [p for p in pages if "clara" in p] == []
    reader.display_name = "Clara B."
    reader.save()
    pages = [
        guest.get(a).content.decode() for a in (public.address, f"{public.address}/feed", "/lists/public")
    ]
    assert all("Clara B." in p for p in pages)


def test_only_the_embedded_page_may_be_framed(guest: Client, public: ReaderList) -> None:
    framed = guest.get(f"{public.address}/embed")
    assert framed.status_code == 200
    assert "frame-ancestors *" in framed["Content-Security-Policy"]
    for address in (public.address, "/", "/lists/", "/bag", f"{public.address}/feed"):
        assert "frame-ancestors 'none'" in guest.get(address)["Content-Security-Policy"]
        assert guest.get(address)["X-Frame-Options"] == "DENY"


def test_a_list_by_secret_link_has_neither_feed_nor_embedded_page(guest: Client, public: ReaderList) -> None:
    ReaderList.objects.update(visibility="link")
    for end in ("feed", "embed"):
        assert guest.get(f"{public.address}/{end}?key={public.key}").status_code == 404


def test_public_lists_are_listed_private_ones_not(guest: Client, public: ReaderList, reader: Any) -> None:
    ReaderList.objects.create(owner=reader, title="Nobody sees this")
    for address in ("/lists/public", "/lists/"):
        page = guest.get(address).content.decode()
        assert "Seminar &lt;1&gt;" in page
        assert "Nobody sees" not in page


def test_the_code_to_embed_is_one_element(client: Client, public: ReaderList) -> None:
    from lxml import html

    page = html.fromstring(client.get(f"{public.address}/share").content)
    code = page.xpath('string(//textarea[@id="f-embed"])')
    frame = html.fragment_fromstring(code)
    assert (frame.tag, frame.get("title")) == ("iframe", "Seminar <1>")


def test_a_feed_that_did_not_change_is_not_sent_again(guest: Client, public: ReaderList) -> None:
    etag = guest.get(f"{public.address}/feed")["ETag"]
    assert guest.get(f"{public.address}/feed", headers={"if-none-match": etag}).status_code == 304


def test_staff_hide_and_show_public_lists_and_see_no_private_ones(
    client: Client, guest: Client, public: ReaderList, reader: Any, django_user_model: Any
) -> None:
    ReaderList.objects.create(owner=reader, title="Nobody sees this")
    staff = django_user_model.objects.create_superuser("admin")
    client.force_login(staff)
    listed = client.get("/admin/lists/readerlist/")
    assert "Seminar" in listed.content.decode()
    assert "Nobody sees" not in listed.content.decode()
    for action, status in (("hide", 404), ("show", 200)):
        client.post("/admin/lists/readerlist/", {"action": action, "_selected_action": public.pk})
        assert guest.get(public.address).status_code == status


def test_addresses_of_vufind_lead_to_ours(guest: Client) -> None:
    for address, ours in (
        ("/MyResearch/Favorites", "/lists/"),
        ("/MyResearch/MyList/12", "/lists/"),
        ("/Cart", "/bag"),
        ("/Cart/Home", "/bag"),
    ):
        response = guest.get(address)
        assert (response.status_code, response["Location"]) == (301, ours)


def test_a_library_may_want_no_public_lists(
    client: Client, guest: Client, public: ReaderList, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(
        conf, "current_settings", lambda: conf.Settings(lists=conf.ListsSettings(public=False))
    )
    (tmp_path / conf.FILE).write_text("")
    monkeypatch.setattr(conf, "current_home", lambda: tmp_path)
    for end in ("", "/feed", "/embed"):
        assert guest.get(public.address + end).status_code == 404
    assert "Seminar" not in guest.get("/lists/public").content.decode()
    assert client.get(public.address).status_code == 200
    made = client.post("/lists/new", {"title": "x", "visibility": "public"})["Location"]
    assert guest.get(made).status_code == 404
    assert 'value="public"' not in client.get(f"{made}/share").content.decode()

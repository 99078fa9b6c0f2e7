"""Lists on their pages: made, filled from a record's page, edited, shown again."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pinakes.discovery.catalogue import Catalogue
from pinakes.lists import saving
from pinakes.lists.models import ReaderList

sys.path.insert(0, str(Path(__file__).parent.parent / "web"))
from web_page import Page, words


@pytest.fixture
def books(catalogue: Catalogue) -> list[Any]:
    return [s for s in catalogue.store.changes(0, limit=8) if not s.deleted][:5]


@pytest.fixture
def a_list(reader: Any, books: list[Any]) -> ReaderList:
    made = ReaderList.objects.create(owner=reader, title="To read")
    saving.save(made, books[:3], reader)
    return made


def open_page(client: Client, address: str, **options: Any) -> Page:
    return Page(client.get(address, **options))


def test_a_list_is_made_a_record_saved_from_its_page_and_seen(client: Client, books: list[Any]) -> None:
    made = client.post("/lists/new", {"title": " ILD –  salvage therapy ", "visibility": "private"})
    address = made["Location"]
    public_id = address.removeprefix("/lists/")
    asked = open_page(client, f"/lists/save?id={books[0].id}")
    assert asked.one('//input[@name="list"][@value!="bag"]').get("value") == public_id
    saved = client.post("/lists/save", {"id": books[0].id, "list": public_id}, follow=True)
    assert saved.redirect_chain[-1][0] == f"/record/{books[0].id}"
    record = Page(saved)
    assert record.text('//*[@data-field="saved-in"]') == "Saved in: ILD – salvage therapy"
    shown = open_page(client, address)
    assert shown.text("//h1") == "ILD – salvage therapy"
    assert [e.get("data-record-id") for e in shown.all("//li[@data-record-id]")] == [books[0].id]


def test_a_list_is_private_at_first_and_says_so(client: Client) -> None:
    page = open_page(client, client.post("/lists/new", {"title": "x"})["Location"])
    assert page.text('//*[@data-field="seen-by"]/dd') == "only you"
    assert page.response["X-Robots-Tag"] == "noindex"


def test_a_list_without_a_title_is_refused_and_nothing_typed_is_lost(client: Client) -> None:
    page = Page(client.post("/lists/new", {"title": " ", "description": "why"}))
    assert page.status == 422
    assert page.text("//title").startswith("Error: ")
    assert page.one("//textarea").text == "why"


def test_what_others_keep_is_not_there(stranger: Client, guest: Client, a_list: ReaderList) -> None:
    for client in (stranger, guest):
        for end in ("", "/edit", "/share", "/feed", "/embed", "/entry?id=x"):
            assert client.get(a_list.address + end).status_code == 404, end
        for end in (
            "/act",
            "/delete",
            "/copy",
            "/merge",
            "/share",
            "/edit",
            "/entry",
            "/leave",
            "/hide",
            "/share/add",
            "/share/remove",
            "/share/link",
        ):
            assert client.post(a_list.address + end, {"do": "remove", "every": "1"}).status_code == 404, end
    assert ReaderList.objects.get(pk=a_list.pk).entries.count() == 3


def test_a_bag_has_no_address_as_a_list(client: Client, reader: Any) -> None:
    assert client.get(f"/lists/{saving.bag_of(reader).public_id}").status_code == 404


def test_the_secret_link_opens_a_list_until_there_is_a_new_one(
    client: Client, guest: Client, a_list: ReaderList
) -> None:
    client.post(f"{a_list.address}/share", {"visibility": "link"})
    link = open_page(client, f"{a_list.address}/share").one("//input[@readonly]").get("value")
    path = link.removeprefix("http://testserver")
    assert guest.get(a_list.address).status_code == 404
    assert guest.get(f"{a_list.address}?key=wrong").status_code == 404
    page = open_page(guest, path)
    assert page.status == 200
    assert page.response["Referrer-Policy"] == "no-referrer"
    assert len(page.all("//li[@data-record-id]")) == 3
    client.post(f"{a_list.address}/share/link")
    assert guest.get(path).status_code == 404
    client.post(f"{a_list.address}/share", {"visibility": "private"})
    a_list.refresh_from_db()
    assert guest.get(f"{a_list.address}?key={a_list.key}").status_code == 404


def test_a_collaborator_reads_or_writes(
    client: Client, stranger: Client, a_list: ReaderList, books: list[Any]
) -> None:
    client.post(f"{a_list.address}/share/add", {"name": "OTTO", "rights": "read"})
    assert stranger.get(a_list.address).status_code == 200
    assert stranger.post(f"{a_list.address}/act", {"do": "remove", "id": books[0].id}).status_code == 403
    client.post(f"{a_list.address}/share/add", {"name": "otto", "rights": "write"})
    assert stranger.post(f"{a_list.address}/act", {"do": "remove", "id": books[0].id}).status_code == 302
    assert a_list.entries.count() == 2
    assert stranger.get(f"{a_list.address}/edit").status_code == 403
    assert open_page(stranger, "/lists/").one('//ul[@class="list-rows"]//a').get("href") == a_list.address
    stranger.post(f"{a_list.address}/leave")
    assert stranger.get(a_list.address).status_code == 404


def test_a_list_is_shared_with_people_who_have_an_account(client: Client, a_list: ReaderList) -> None:
    for name in ("nobody", "clara", ""):
        page = Page(client.post(f"{a_list.address}/share/add", {"name": name}))
        assert page.status == 422
        assert page.one('//input[@name="name"]').get("value") == name


def test_every_change_needs_the_token_of_a_form(reader: Any, a_list: ReaderList, books: list[Any]) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(reader)
    for address in (
        "/lists/new",
        "/lists/save",
        "/lists/undo",
        "/bag/add",
        "/bag/act",
        *(
            a_list.address + e
            for e in (
                "/act",
                "/edit",
                "/delete",
                "/copy",
                "/merge",
                "/share",
                "/share/add",
                "/share/remove",
                "/share/link",
                "/entry",
                "/leave",
                "/hide",
            )
        ),
    ):
        assert client.post(address, {"id": books[0].id, "title": "x"}).status_code == 403, address


def test_no_change_is_made_by_a_link(client: Client, a_list: ReaderList) -> None:
    for end in ("/act", "/delete", "/copy", "/merge", "/share/add", "/share/remove", "/share/link", "/leave"):
        assert client.get(a_list.address + end).status_code == 405, end
    for address in ("/lists/undo", "/bag/add", "/bag/act"):
        assert client.get(address).status_code == 405


def test_what_was_removed_is_had_back_from_the_note(
    client: Client, a_list: ReaderList, books: list[Any]
) -> None:
    page = Page(client.post(f"{a_list.address}/act", {"one": f"remove {books[1].id}"}, follow=True))
    assert "1 record was removed." in page.text('//form[contains(@class, "said")]')
    key = page.one('//form[contains(@class, "said")]//button[@name="key"]').get("value")
    assert a_list.entries.count() == 2
    client.post("/lists/undo", {"key": key})
    assert [e.record_id for e in a_list.entries.all()] == [b.id for b in books[:3]]


def test_a_deleted_list_is_had_back(client: Client, a_list: ReaderList) -> None:
    page = Page(client.post(f"{a_list.address}/delete", follow=True))
    key = page.one('//button[@name="key"]').get("value")
    assert client.get(a_list.address).status_code == 404
    assert client.post("/lists/undo", {"key": key})["Location"] == a_list.address
    assert len(open_page(client, a_list.address).all("//li[@data-record-id]")) == 3


def test_two_windows_do_not_overwrite_a_title(client: Client, a_list: ReaderList) -> None:
    first = {"title": "Mine", "version": "1"}
    assert client.post(f"{a_list.address}/edit", first).status_code == 302
    page = Page(client.post(f"{a_list.address}/edit", {"title": "Late", "version": "1"}))
    assert page.status == 409
    assert "Mine" in page.text('//*[@role="alert"]')
    assert page.one('//input[@name="title"]').get("value") == "Late"
    version = page.one('//input[@name="version"]').get("value")
    client.post(f"{a_list.address}/edit", {"title": "Late", "version": version})
    a_list.refresh_from_db()
    assert a_list.title == "Late"


def test_two_windows_do_not_overwrite_a_note(client: Client, a_list: ReaderList, books: list[Any]) -> None:
    form = {"id": books[0].id, "version": "1"}
    assert client.post(f"{a_list.address}/entry", form | {"note": "first"}).status_code == 302
    page = Page(client.post(f"{a_list.address}/entry", form | {"note": "second"}))
    assert page.status == 409
    assert "first" in page.text('//*[@role="alert"]')
    assert page.one("//textarea").text == "second"


def test_a_note_is_markdown_and_harmless(client: Client, a_list: ReaderList, books: list[Any]) -> None:
    note = "**Ask** about <script>alert(1)</script> [x](javascript:alert(1)) [y](https://example.org)"
    client.post(f"{a_list.address}/entry", {"id": books[0].id, "version": "1", "note": note})
    page = open_page(client, a_list.address)
    shown = page.one('//div[@class="own-note"]')
    assert shown.xpath(".//strong")[0].text == "Ask"
    assert not shown.xpath(".//script")
    assert [a.get("href") for a in shown.xpath(".//a")] == ["https://example.org"]
    assert "nofollow" in shown.xpath(".//a")[0].get("rel")


def test_labels_limit_a_list(client: Client, a_list: ReaderList, books: list[Any]) -> None:
    act = f"{a_list.address}/act"
    client.post(act, {"do": "label.on", "id": [books[0].id, books[1].id], "label": 'cohort "case series"'})
    client.post(act, {"do": "label.off", "id": [books[1].id], "label": "COHORT"})
    page = open_page(client, f"{a_list.address}?label=cohort")
    assert [e.get("data-record-id") for e in page.all("//li[@data-record-id]")] == [books[0].id]
    options = [words(o) for o in page.all('//select[@name="label"]/option')]
    assert options == ["all", "case series (2)", "cohort (1)"]


def test_reading_states_are_for_those_who_want_them(
    client: Client, guest: Client, a_list: ReaderList, books: list[Any]
) -> None:
    assert not open_page(client, a_list.address).all('//select[@name="state"]')
    edit = {"title": "x", "version": "1", "reading_states": "1", "visibility": "public"}
    client.post(f"{a_list.address}/edit", edit)
    client.post(f"{a_list.address}/act", {"do": "state.reading", "id": books[0].id})
    page = open_page(client, f"{a_list.address}?state=reading")
    assert page.one("//li[@data-record-id]").get("data-record-id") == books[0].id
    assert page.text("//*[@data-state]") == "reading"
    assert not open_page(guest, a_list.address).all("//*[@data-state]")


def test_a_list_is_searched_without_regard_to_case_and_marks(
    client: Client, a_list: ReaderList, books: list[Any]
) -> None:
    client.post(f"{a_list.address}/entry", {"id": books[2].id, "version": "1", "note": "Für die Königin"})
    for q in ("konigin", "KÖNIGIN fur"):
        page = open_page(client, f"{a_list.address}?q={q}")
        assert [e.get("data-record-id") for e in page.all("//li[@data-record-id]")] == [books[2].id]
    assert not open_page(client, f"{a_list.address}?q=nothing+such").all("//li[@data-record-id]")
    found = open_page(client, "/lists/?q=konigin")
    assert found.one("//li[@data-record-id]").get("data-record-id") == books[2].id
    assert found.one('//li[@class="in-list"]/a').get("href") == a_list.address


@pytest.mark.parametrize("order", ["hand", "added", "title", "author", "newest", "oldest", "nonsense"])
def test_a_list_is_shown_in_every_order(client: Client, a_list: ReaderList, order: str) -> None:
    page = open_page(client, f"{a_list.address}?sort={order}")
    assert len(page.all("//li[@data-record-id]")) == 3


def test_a_list_is_sorted_by_title_past_the_article(client: Client, reader: Any, books: list[Any]) -> None:
    made = ReaderList.objects.create(owner=reader, title="x", order="title")
    saving.save(made, books, reader)
    page = open_page(client, made.address)
    shown = [e.get("data-record-id") for e in page.all("//li[@data-record-id]")]
    by_filing = list(made.entries.order_by("filing_title").values_list("record_id", flat=True))
    assert shown == by_filing


def test_entries_move_without_script(client: Client, a_list: ReaderList, books: list[Any]) -> None:
    client.post(f"{a_list.address}/act", {"one": f"up {books[2].id}"})
    client.post(f"{a_list.address}/act", {"one": f"place {books[2].id}", "before": books[0].id})
    assert [e.record_id for e in a_list.entries.all()] == [books[2].id, books[0].id, books[1].id]


def test_ticked_records_are_copied_moved_cited_exported_and_sent(
    client: Client, a_list: ReaderList, books: list[Any], reader: Any
) -> None:
    act, ids = f"{a_list.address}/act", [books[0].id, books[1].id]
    client.post(act, {"do": "copy", "id": ids, "new": "Copies"})
    copies = ReaderList.objects.get(title="Copies")
    assert copies.entries.count() == 2
    client.post(act, {"do": "move", "id": ids, "to": copies.public_id})
    assert (a_list.entries.count(), copies.entries.count()) == (1, 2)
    where = [client.post(act, {"do": do, "every": "1"})["Location"] for do in ("cite", "send", "export")]
    assert [w.partition("?")[0] for w in where] == ["/cite", "/send", f"{a_list.address}/export"]
    assert client.get(where[0]).status_code == 200
    assert f"{a_list.address}/export?format=ris" in client.get(where[2]).content.decode()
    file = client.post(act, {"do": "export.ris", "every": "1"})
    assert file.content.count(b"TY  - ") == 1
    assert 'filename="To-read.ris"' in file["Content-Disposition"]
    assert client.get(f"{a_list.address}/export?format=ris").content == file.content
    assert client.get(f"{a_list.address}/export?format=nonsense").status_code == 404
    assert client.post(act, {"do": "cite"}).status_code == 422


def test_whole_lists_are_copied_and_merged(client: Client, a_list: ReaderList, reader: Any) -> None:
    copied = client.post(f"{a_list.address}/copy")["Location"]
    assert copied != a_list.address
    other = ReaderList.objects.create(owner=reader, title="Other")
    client.post(f"{a_list.address}/merge", {"to": other.public_id})
    assert not ReaderList.objects.filter(pk=a_list.pk).exists()
    assert other.entries.count() == 3


def test_a_public_list_is_copied_without_the_owners_reading_states(
    client: Client, stranger: Client, a_list: ReaderList, other: Any
) -> None:
    ReaderList.objects.filter(pk=a_list.pk).update(visibility="public", reading_states=True)
    a_list.entries.update(state="read", note="seen by all")
    stranger.post(f"{a_list.address}/copy")
    copied = ReaderList.objects.get(owner=other)
    assert copied.visibility == "private"
    assert {(e.state, e.note) for e in copied.entries.all()} == {("", "seen by all")}


def test_a_page_of_a_list_costs_as_many_queries_as_a_short_one(
    client: Client, catalogue: Catalogue, reader: Any, a_list: ReaderList
) -> None:
    def queries(address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as found:
            client.get(address)
        return len(found)

    long = ReaderList.objects.create(owner=reader, title="Long")
    saving.save(long, [s for s in catalogue.store.changes(0, limit=60) if not s.deleted], reader)
    assert long.entries.count() > 40
    assert queries(long.address) == queries(a_list.address) < 20


def test_results_show_what_is_saved_with_one_query(client: Client, a_list: ReaderList) -> None:
    record_id = a_list.entries.first().record_id  # type: ignore[union-attr]
    with CaptureQueriesContext(connection) as found:
        page = open_page(client, "/search?q=&size=50")
    assert sum("list_entry" in q["sql"] and "IN (" in q["sql"] for q in found) == 1
    hit = page.one(f'//li[@data-record-id="{record_id}"]')
    assert words(hit.xpath(".//*[@data-places]")[0]) == "Saved in: To read"
    assert hit.xpath(".//button[@data-save]")[0].get("aria-pressed") == "true"


def test_pages_ask_no_people_for_guests(guest: Client, a_list: ReaderList) -> None:
    with CaptureQueriesContext(connection) as found:
        guest.get("/search?q=")
    assert len(found) == 0


def test_a_moderator_takes_a_list_from_the_public(
    guest: Client, client: Client, stranger: Client, a_list: ReaderList, other: Any
) -> None:
    from django.contrib.auth.models import Group

    ReaderList.objects.filter(pk=a_list.pk).update(visibility="public")
    assert guest.get(a_list.address).status_code == 200
    assert stranger.post(f"{a_list.address}/hide").status_code == 403
    other.groups.add(Group.objects.get_or_create(name="moderators")[0])
    stranger.post(f"{a_list.address}/hide")
    assert guest.get(a_list.address).status_code == 404
    assert "moderator" in open_page(client, a_list.address).text('//*[@data-field="seen-by"]/dd')


def test_a_page_with_forms_is_sent_once(client: Client) -> None:
    client.get("/search?q=lung")
    first = client.get("/search?q=lung")
    assert b"csrfmiddlewaretoken" in first.content
    again = client.get("/search?q=lung", headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304


def test_a_nul_is_no_fault_of_ours(client: Client, a_list: ReaderList) -> None:
    nul = "a\0b"
    for address in (
        f"{a_list.address}?q={nul}&label={nul}",
        f"/lists/?q={nul}",
        f"/lists/save?id={nul}",
        f"{a_list.address}/entry?id={nul}",
    ):
        assert client.get(address.replace("\0", "%00")).status_code in (200, 404, 422), address
    form = {"id": nul, "one": f"remove {nul}", "key": nul, "to": nul, "name": nul, "list": nul, "new": nul}
    for address in (
        f"{a_list.address}/act",
        f"{a_list.address}/share/add",
        f"{a_list.address}/merge",
        "/lists/undo",
        "/bag/act",
        "/lists/save",
        "/bag/add",
    ):
        assert client.post(address, form).status_code in (302, 404, 422), address
    for do in ("remove", "copy", "move", "label.on", "cite"):
        assert client.post(f"{a_list.address}/act", {"do": do, "id": nul, "label": nul}).status_code == 422, (
            do
        )


def test_who_has_the_link_cites_and_copies_too(guest: Client, stranger: Client, a_list: ReaderList) -> None:
    ReaderList.objects.filter(pk=a_list.pk).update(visibility="link")
    form = {"do": "cite", "every": "1"}
    assert guest.post(f"{a_list.address}/act", form).status_code == 404
    assert guest.post(f"{a_list.address}/act", form | {"key": a_list.key})["Location"].startswith("/cite?")
    assert stranger.post(f"{a_list.address}/copy", {"key": a_list.key})["Location"].startswith("/lists/")
    assert (
        stranger.post(f"{a_list.address}/act", form | {"do": "remove", "key": a_list.key}).status_code == 403
    )


def test_the_page_of_a_record_says_where_it_is_saved_also_when_nowhere(guest: Client, client: Client) -> None:
    for who in (guest, client):
        page = open_page(who, "/record/odd:bare", headers={"accept-language": "de"})
        assert page.text('//*[@data-field="saved-in"]') == "Gespeichert in: noch keiner Liste"


def test_a_long_list_is_exported_whole_and_cited_as_far_as_a_page_goes(
    client: Client, catalogue: Catalogue, reader: Any
) -> None:
    made = ReaderList.objects.create(owner=reader, title="Long")
    saving.save(made, [s for s in catalogue.store.changes(0, limit=1000) if not s.deleted], reader)
    number = made.entries.count()
    assert number > 300
    act = f"{made.address}/act"
    assert client.post(act, {"do": "export.ris", "every": "1"}).content.count(b"TY  - ") == number
    assert client.post(act, {"do": "cite", "every": "1"})["Location"].count("id=") == 101
    pages = [open_page(client, f"{made.address}?page={n}") for n in (1, 2, 99)]
    assert [len(p.all("//li[@data-record-id]")) for p in pages] == [50, 50, number % 50 or 50]
    assert len(open_page(client, f"{made.address}?all=1").all("//li[@data-record-id]")) == number

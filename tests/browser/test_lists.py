"""Lists, Save and the book bag in a browser: with script and without, by keyboard, axe in both schemes."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.browser
Opener = Callable[..., Any]


class Kept:
    """A reader who is signed in, with two lists."""

    def __init__(self, address: str) -> None:
        from django.conf import settings
        from django.contrib.auth import get_user_model
        from django.test import Client

        from pinakes import conf
        from pinakes.lists import saving
        from pinakes.lists.models import ReaderList

        self.reader = get_user_model().objects.create_user(uuid.uuid4().hex)
        self.list = ReaderList.objects.create(owner=self.reader, title="ILD – salvage", reading_states=True)
        self.other = ReaderList.objects.create(owner=self.reader, title="Other", visibility="public")
        living = [s for s in conf.current_catalogue().store.changes(0, limit=10) if not s.deleted]
        self.ids = [s.id for s in living[:4]]
        saving.save(self.list, living[:4], self.reader)
        saving.label(self.list, self.ids[:2], ["case series"])
        self.list.entries.filter(record_id=self.ids[0]).update(note="Ask about *levels*.", state="reading")
        gone = {"record_id": "gone:1", "title": "Withdrawn work", "identifiers": [["pmid", "99900021"]]}
        self.list.entries.filter(record_id=self.ids[3]).update(**gone)
        saving.save(saving.bag_of(self.reader), living[:2], self.reader)
        client = Client()
        client.force_login(self.reader)
        cookie = {
            "name": settings.SESSION_COOKIE_NAME,
            "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
        }
        self.state = {"cookies": [{**cookie, "url": address}], "origins": []}

    def order(self) -> list[str]:
        return [e.record_id for e in self.list.entries.all()]


@pytest.fixture
def kept(address: str) -> Kept:
    return Kept(address)


def open_as(open_page: Opener, kept: Kept, path: str, **options: Any) -> Any:
    page = open_page("/health", **options)
    page.context.add_cookies(kept.state["cookies"])
    page.goto(page.url.removesuffix("/health") + path)
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(open_page: Opener, kept: Kept, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = open_as(open_page, kept, "/lists/", color_scheme=scheme)
    origin = page.url.removesuffix("/lists/")
    address = kept.list.address
    for path in ("/lists/?q=tacrolimus", address, f"{address}/edit", f"{kept.other.address}/share", "/bag",
                 f"{address}/entry?id={kept.ids[0]}", f"/lists/save?id={kept.ids[0]}",
                 f"{kept.other.address}/embed", "/lists/public"):  # fmt: skip
        page.goto(origin + path)
        found = [(v["id"], v["nodes"][0]["html"][:200]) for v in Axe().run(page).response["violations"]]
        assert found == [], path


@pytest.mark.parametrize("width", [320, 390])
def test_nothing_is_wider_than_the_screen(open_page: Opener, kept: Kept, width: int) -> None:
    page = open_as(open_page, kept, "/lists/", width=width)
    origin = page.url.removesuffix("/lists/")
    for path in ("/lists/", kept.list.address, f"{kept.list.address}/edit", f"{kept.other.address}/share", "/bag",
                 f"/lists/save?id={kept.ids[0]}", f"/record/{kept.ids[0]}"):  # fmt: skip
        page.goto(origin + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_a_hit_is_saved_in_its_place_and_that_is_undone(open_page: Opener, kept: Kept) -> None:
    page = open_as(open_page, kept, "/search?q=bibliography")
    free = page.locator("li.hit:has([data-save][aria-pressed=false])").first
    record_id = free.get_attribute("data-record-id")
    hit = page.locator(f'li.hit[data-record-id="{record_id}"]')
    hit.locator("[data-save]").click()
    hit.locator("text=Saved in “ILD – salvage”.").wait_for()
    button = hit.locator("[data-save]")
    assert button.get_attribute("aria-pressed") == "true"
    assert "ILD – salvage" in page.locator("#live").inner_text()
    assert record_id in kept.order()
    hit.locator("button.link").click()
    page.wait_for_load_state()
    page.locator(f'[data-record-id="{record_id}"] [data-save][aria-pressed=false]').wait_for()
    assert record_id not in kept.order()


def test_the_dialog_goes_by_keyboard_and_gives_the_focus_back(open_page: Opener, kept: Kept) -> None:
    page = open_as(open_page, kept, f"/record/{kept.ids[0]}")
    button = page.locator("[data-save]")
    button.focus()
    page.keyboard.press("Enter")
    dialog = page.locator("dialog.save-dialog[open]")
    dialog.wait_for()
    assert page.evaluate("document.activeElement.type") == "checkbox"
    page.keyboard.press("Escape")
    dialog.wait_for(state="detached")
    assert button.evaluate("b => b === document.activeElement")
    page.keyboard.press("Enter")
    dialog.wait_for()
    dialog.get_by_label("Other").check()
    dialog.get_by_role("button", name="Save").click()
    page.locator('[data-field="saved-in"] >> text=Other').wait_for()
    assert kept.other.entries.filter(record_id=kept.ids[0]).exists()


def test_ticked_hits_are_saved_together(open_page: Opener, kept: Kept) -> None:
    page = open_as(open_page, kept, "/search?q=bibliography")
    for at in (0, 1):
        page.locator(".hits input[name=id]").nth(at).check()
    page.locator("[data-save-ticked]").click()
    dialog = page.locator("dialog.save-dialog[open]")
    dialog.get_by_label("A new list").fill("Seminar")
    dialog.get_by_role("button", name="Save").click()
    page.locator("text=2 records saved in “Seminar”.").first.wait_for()


def test_a_guest_fills_the_bag_without_leaving_the_page(open_page: Opener) -> None:
    page = open_page("/search?q=bibliography")
    button = page.locator("[data-save]").first
    button.click()
    page.locator("[data-save][aria-pressed=true]").first.wait_for()
    page.locator('header a[href="/bag"] b >> text=1').wait_for()
    button.click()
    page.locator(".saved-now >> text=Taken out of the book bag.").wait_for()
    page.locator(".saved-now button").click()
    page.locator('header a[href="/bag"] b >> text=1').wait_for()


def test_an_entry_is_dragged_to_another_place(open_page: Opener, kept: Kept) -> None:
    page = open_as(open_page, kept, kept.list.address)
    before = kept.order()
    first, third = (page.locator(".handle").nth(n).bounding_box() for n in (0, 2))
    page.mouse.move(third["x"] + 8, third["y"] + 8)
    page.mouse.down()
    page.mouse.move(first["x"] + 8, first["y"] - 20, steps=5)
    with page.expect_response("**/act"):
        page.mouse.up()
    assert kept.order() == [before[2], before[0], before[1], before[3]]


def test_ticks_are_counted_and_removed_ones_come_back(open_page: Opener, kept: Kept) -> None:
    page = open_as(open_page, kept, kept.list.address)
    page.locator(".tick input").nth(0).check()
    page.locator(".tick input").nth(1).check()
    assert page.locator("[data-count]").inner_text() == "2 of 4 chosen"
    page.locator(".bulk button[value=remove]").click()
    page.locator("text=2 records were removed.").wait_for()
    page.get_by_role("button", name="Undo").click()
    page.locator("text=It is back.").wait_for()
    assert len(kept.order()) == 4


def test_all_of_it_works_without_script(open_page: Opener, kept: Kept) -> None:
    page = open_as(open_page, kept, "/search?q=bibliography", java_script_enabled=False)
    page.locator("[data-save]").first.click()
    assert "/search?q=bibliography" in page.url
    page.goto(page.url.partition("/search")[0] + kept.list.address)
    page.locator(".entry .menu summary").nth(1).click()
    page.locator(".entry .menu[open] button[value^=up]").click()
    assert "It was moved." in page.locator(".said").inner_text()
    page.locator(".tick input").nth(0).check()
    page.locator(".bulk button[value=remove]").click()
    page.get_by_role("button", name="Undo").click()
    assert "It is back." in page.locator(".said").inner_text()


def test_on_paper_there_are_records_and_notes(open_page: Opener, kept: Kept) -> None:
    page = open_as(open_page, kept, kept.list.address)
    page.emulate_media(media="print")
    assert page.locator(".own-note").first.is_visible()
    for hidden in (".list-side", ".list-find", ".actions", ".bulk", ".entry .menu", ".handle"):
        assert not page.locator(hidden).first.is_visible(), hidden
    page.emulate_media(media="screen")
    page.locator(".tick input").nth(1).check()
    page.emulate_media(media="print")
    assert [page.locator(".entry").nth(n).is_visible() for n in range(3)] == [False, True, False]

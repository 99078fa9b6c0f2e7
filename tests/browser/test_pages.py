"""The pages in a browser: axe, keyboard, narrow screens, without script, light and dark."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.browser

PAGES = {
    "start": "/",
    "results": "/search?q=lung&filter=format:Article&filter=-language:deu&year_from=1990&year_to=2024",
    "article": "/record/pubmed:25473571",
    "book": "/record/sample:managing-myositis-2020",
    "facet": "/search/facet/author?q=lung",
    "nothing": "/search?q=xyzzyplugh&filter=format:Map",
    "gone": "/record/odd:withdrawn",
    "staff": "/record/pubmed:25473571/staff",
    "why": "/record/pubmed:25473571/why?q=tacrolimus+for+lungs+in+rare+disease+of+children",
    "preferences": "/preferences",
    "help": "/help",
    "walk": "/record/pubmed:25473571?q=lung&at=2",
    "found-by": "/search?q=10.1002/rcr2.52",
    "few": "/search?q=tacrolimus+antisyntetase",
    "history": "/search/history",
    "compact": "/search?q=lung&view=compact",
    "send": "/send?id=pubmed:25473571&id=odd:bare",
    "privacy": "/pages/privacy",
    "no-page": "/nothing/here",
    "advanced": "/search/advanced?g1=OR&f1=title&m1=any&w1=lung&g2=NOT&w2=child&filter=format:Article&filter=author:X",
    "advanced-failed": "/search/advanced?go=1&w1=lung&year_from=2024&year_to=1999",
    "advanced-results": "/search?f1=title&m1=any&w1=lung+myositis&g2=NOT&w2=child",
}
Opener = Callable[..., Any]


def overflow(page: Any) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
def test_axe_finds_nothing(open_page: Opener, path: str, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = open_page(path, color_scheme=scheme, reduced_motion="reduce")
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": tags}}).response["violations"]
    assert [(v["id"], [n["html"][:120] for n in v["nodes"]]) for v in found] == []


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
def test_nothing_is_wider_than_the_screen(open_page: Opener, path: str) -> None:
    page = open_page(path, locale="de-DE")
    for width in (1280, 768, 390, 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert overflow(page) <= 0, width


def test_the_text_can_be_twice_as_large(open_page: Opener) -> None:
    page = open_page(PAGES["results"], width=640)
    page.evaluate("document.documentElement.style.setProperty('font-size', '30px')")
    assert overflow(page) <= 0


def test_the_first_tab_leads_to_the_content(open_page: Opener) -> None:
    page = open_page(PAGES["results"])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#content"
    page.keyboard.press("Enter")
    page.wait_for_selector("#content:focus", state="attached")  # the policy forbids evaluated text


def test_a_slash_moves_to_the_search_box(open_page: Opener) -> None:
    page = open_page(PAGES["article"])
    page.keyboard.press("/")
    page.keyboard.type("tacrolimus")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?*q=tacrolimus*")
    assert int(page.locator("[data-total]").get_attribute("data-total")) > 0


def test_a_tick_applies_at_once_and_keeps_the_focus(open_page: Opener) -> None:
    page = open_page("/search?q=lung")
    before = page.locator("[data-total]").get_attribute("data-total")
    page.locator('[data-facet="format"] [data-value="Book"] input').focus()
    page.keyboard.press("Space")
    page.wait_for_url("**filter=format%3ABook*")
    page.locator(f'[data-total]:not([data-total="{before}"])').wait_for()
    assert page.evaluate("document.activeElement.value") == "format:Book"
    assert (
        page.locator("#live")
        .text_content()
        .startswith(page.locator("[data-total]").get_attribute("data-total"))
    )
    page.go_back()
    page.locator(f'[data-total="{before}"]').wait_for()


def test_the_order_applies_at_once(open_page: Opener) -> None:
    page = open_page("/search?q=lung")
    page.locator('select[name="sort"]').select_option("newest")
    page.wait_for_url("**sort=newest*")
    assert page.locator('select[name="sort"]').input_value() == "newest"


def test_without_script_the_filters_are_a_form(open_page: Opener) -> None:
    page = open_page("/search?q=lung", java_script_enabled=False)
    page.locator('[data-facet="format"] [data-value="Book"] input').check()
    page.locator(".sheet-foot button.primary").click()
    page.wait_for_url("**filter=format%3ABook*")
    page.locator('select[name="sort"]').select_option("newest")
    page.locator(".toolbar button.no-script").click()
    page.wait_for_url("**sort=newest*")
    assert "filter=format%3ABook" in page.url


def test_on_a_phone_the_filters_are_a_sheet(open_page: Opener) -> None:
    page = open_page("/search?q=lung", width=390)
    assert not page.locator("#filter-form").is_visible()
    page.locator(".filters-open").click()
    assert page.locator("dialog #filter-form").is_visible()
    page.locator('dialog [data-facet="format"] summary').click()
    page.locator('dialog [data-facet="format"] [data-value="Book"] input').check()
    page.wait_for_url("**filter=format%3ABook*")
    page.keyboard.press("Escape")
    page.locator("dialog").wait_for(state="detached")
    assert page.evaluate("document.activeElement.className").find("filters-open") >= 0


def test_on_a_phone_without_script_the_filters_open_too(open_page: Opener) -> None:
    page = open_page("/search?q=lung", width=390, java_script_enabled=False)
    page.locator(".filters-open").click()
    page.locator('[data-facet="format"] [data-value="Book"] input').check()
    page.locator(".sheet-foot button.primary").click()
    page.wait_for_url("**filter=format%3ABook*")


def test_all_values_of_a_facet_open_in_a_dialog(open_page: Opener) -> None:
    page = open_page("/search?q=lung")
    more = page.locator('[data-facet="author"] a.more')
    more.click()
    dialog = page.locator("dialog.facet-dialog")
    dialog.wait_for()
    dialog.locator('input[type="search"]').fill("danoff")
    page.keyboard.press("Enter")
    dialog.locator('[data-value="Aggarwal, Rohit"]').wait_for(state="detached")
    dialog.locator('[data-value="Danoff, Sonye K."] input').check()
    dialog.locator("button.primary").click()
    page.wait_for_url("**filter=author%3ADanoff**")


def test_esc_closes_the_dialog_and_goes_back_to_its_link(open_page: Opener) -> None:
    page = open_page("/search?q=lung")
    page.locator('[data-facet="author"] a.more').click()
    page.locator("dialog.facet-dialog").wait_for()
    page.keyboard.press("Escape")
    page.locator("dialog").wait_for(state="detached")
    assert "more" in page.evaluate("document.activeElement.className")


def test_dark_is_chosen_at_once_and_remembered(open_page: Opener) -> None:
    page = open_page("/")
    page.locator("[data-themes] summary").click()
    page.locator('[data-theme-choice="dark"]').click()
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(21, 23, 28)"
    page.reload()
    assert page.locator("html").get_attribute("data-theme") == "dark"


def test_the_language_is_chosen_and_remembered(open_page: Opener) -> None:
    page = open_page("/search?q=lung")
    page.locator("details.menu summary", has_text="English").click()
    page.locator('a[hreflang="de"]').click()
    page.wait_for_url("**lang=de*")
    page.goto(page.url.split("/search")[0] + "/record/pubmed:25473571")
    assert page.locator('[data-field="main-authors"] dt').text_content() == "Hauptverfasser"


def test_no_request_goes_to_another_host(open_page: Opener, address: str) -> None:
    page = open_page("/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in PAGES.values():
        page.goto(address + path)
    assert asked
    assert [url for url in asked if not url.startswith((address, "data:"))] == []


def test_on_paper_the_frame_is_gone(open_page: Opener) -> None:
    page = open_page(PAGES["article"])
    page.emulate_media(media="print")
    assert not page.locator("header").is_visible()
    assert not page.locator(".section-nav").is_visible()
    assert page.locator("text=This record:").is_visible()
    assert page.locator('[data-field="summary"]').is_visible()

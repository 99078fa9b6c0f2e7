"""Filters in a browser: branches, the brush over the years, the dialog of all values, the sheet, and without script."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.browser

Opener = Callable[..., Any]
TREE = '[data-facet="classification"]'


def total(page: Any) -> int:
    return int(page.locator("[data-total]").get_attribute("data-total"))


def violations(page: Any) -> list[Any]:
    from axe_playwright_python.sync_playwright import Axe

    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": tags}}).response["violations"]
    return [(v["id"], [n["html"][:120] for n in v["nodes"]]) for v in found]


def focused(page: Any) -> str:
    return str(page.evaluate("document.activeElement.closest('[data-value]')?.dataset.value ?? ''"))


PAGES = {
    "tree": "/search/facet/classification?q=&filter=classification:lcc:QA&filter=-classification:lcc:QC",
    "years": "/search/facet/year?q=",
    "impossible": "/search?q=lung&filter=author:Nobody&filter=classification:lcc:QA",
    "many": "/search?q=&filter=format:Book&filter=format:Map&filter=-language:deu&filter=place:&all=format",
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
def test_axe_finds_nothing(open_page: Opener, path: str, scheme: str) -> None:
    assert violations(open_page(path, color_scheme=scheme, reduced_motion="reduce")) == []


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
def test_nothing_is_wider_than_the_screen(open_page: Opener, path: str) -> None:
    page = open_page(path, locale="de-DE")
    for width in (1280, 768, 390, 320):
        page.set_viewport_size({"width": width, "height": 900})
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, width


def test_a_branch_opens_in_its_place_and_stays_open(open_page: Opener) -> None:
    page = open_page("/search?q=the")
    twig = page.locator(f'{TREE} [data-value="lcc"] > .twig, {TREE} [data-value="lcc:Q"] > .twig').first
    twig.focus()
    page.keyboard.press("Enter")
    row = page.locator(f"{TREE} .facet-row:has(> .twig[aria-expanded=true])").first
    row.locator("> ul:not(.waiting) > li").first.wait_for()
    opened = row.get_attribute("data-value")
    page.locator('[data-facet="format"] [data-value="Book"] input').check()
    page.wait_for_url("**filter=format%3ABook*")
    page.locator(f'{TREE} [data-value="{opened}"] > ul:not(.waiting) > li').first.wait_for()
    page.locator(f'{TREE} [data-value="{opened}"] > .twig').press("Enter")
    assert not page.locator(f'{TREE} [data-value="{opened}"] > ul').is_visible()


def test_a_parent_is_half_ticked_when_a_child_is(open_page: Opener) -> None:
    page = open_page("/search?q=&filter=classification:lcc:QA")
    box = page.locator(f'{TREE} [data-value="lcc:Q"] > label input')
    assert box.evaluate("box => box.indeterminate")
    # Not uncheck(), which looks again for a box that may be gone with the new list of filters.
    page.locator(f'{TREE} [data-value="lcc:QA"] input').click()
    page.wait_for_url(lambda url: "QA" not in url)
    assert focused(page) in ("lcc:QA", "")


def test_a_branch_that_cannot_be_counted_says_so_and_can_be_tried_again(open_page: Opener) -> None:
    page = open_page("/search?q=")
    page.route("**/search/facet/**", lambda route: route.fulfill(status=404, body=""))
    twig = page.locator(f"{TREE} .twig[aria-expanded=false]").first
    twig.click()
    page.locator(f"{TREE} .failed").wait_for()
    assert page.locator(f"{TREE} .failed").text_content().startswith("Could not be counted.")
    page.unroute("**/search/facet/**")
    page.locator(f"{TREE} .failed button").click()
    page.locator(
        f"{TREE} .facet-row:has(> .twig[aria-expanded=true]) > ul:not(.waiting) > li"
    ).first.wait_for()


def test_the_handles_over_the_years_write_into_the_fields(open_page: Opener) -> None:
    page = open_page("/search?q=lung&year_from=2000&year_to=2020")
    low = page.get_by_role("slider", name="First year")
    before = total(page)
    low.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("PageUp")
    assert low.get_attribute("aria-valuenow") == "2011"
    assert page.locator('input[name="year_from"]').input_value() == "2011"
    page.wait_for_url("**year_from=2011*")
    page.locator(f'[data-total]:not([data-total="{before}"])').wait_for()
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "First year"
    high = page.get_by_role("slider", name="Last year")
    high.focus()
    page.keyboard.press("Home")
    assert high.get_attribute("aria-valuenow") == "2011"
    assert high.get_attribute("aria-valuemin") == "2011"


def test_the_years_are_brushed_with_the_mouse(open_page: Opener) -> None:
    page = open_page("/search?q=lung")
    handle = page.get_by_role("slider", name="Last year").bounding_box()
    page.mouse.move(handle["x"] + 12, handle["y"] + 20)
    page.mouse.down()
    page.mouse.move(handle["x"] - 60, handle["y"] + 20, steps=4)
    page.mouse.up()
    page.wait_for_url("**year_to=*")
    assert page.locator(".chip").text_content().strip().startswith("Year of publication: up to ")


def test_a_value_is_excluded_and_let_in_again(open_page: Opener) -> None:
    page = open_page("/search?q=lung")
    before = total(page)
    row = page.locator('[data-facet="format"] [data-value="Article"]')
    row.hover()
    row.locator(".exclude").click()
    page.wait_for_url("**filter=-format%3AArticle*")
    page.locator(f'[data-total]:not([data-total="{before}"])').wait_for()
    assert focused(page) == "Article"
    page.keyboard.press("Space")
    page.locator(f'[data-total="{before}"]').wait_for()


def test_chips_go_without_a_reload(open_page: Opener) -> None:
    page = open_page("/search?q=lung&filter=format:Article&filter=format:Book&filter=language:eng")
    page.evaluate("window.same = true")
    page.locator('.chips a[aria-label="Remove Book"]').click()
    page.wait_for_url(lambda url: "Book" not in url)
    page.locator(".chips .clear").click()
    page.locator(".chips").wait_for(state="detached")
    assert page.evaluate("window.same")


def test_all_of_the_chosen_is_one_click(open_page: Opener) -> None:
    page = open_page("/search?q=&filter=format:Article&filter=format:CaseReport")
    before = total(page)
    page.locator('[data-facet="format"] .mode a').click()
    page.wait_for_url("**all=format*")
    page.locator(f'[data-total]:not([data-total="{before}"])').wait_for()
    assert total(page) < before


def test_a_filter_that_finds_nothing_leaves_the_filters_where_they_are(open_page: Opener) -> None:
    page = open_page("/search?q=lung&filter=classification:lcc:QA")
    page.evaluate("window.same = true")
    assert total(page) == 0
    page.locator(f'{TREE} [data-value="lcc:QA"] input').uncheck()
    page.locator('[data-total]:not([data-total="0"])').wait_for()
    assert page.evaluate("window.same")


def test_the_dialog_stays_over_several_ticks_and_finding(open_page: Opener) -> None:
    page = open_page("/search?q=lung")
    page.locator('[data-facet="author"] a.more').click()
    dialog = page.locator("dialog.facet-dialog")
    dialog.locator('[data-value="Oddis, Chester V."] input').check()
    dialog.locator("[data-apply]", has_text="Show 4 results").or_(
        dialog.locator("[data-apply]")
    ).first.wait_for()
    assert focused(page) == "Oddis, Chester V."
    dialog.locator('input[type="search"]').press_sequentially("danoff", delay=20)
    dialog.locator('[data-value="Danoff, Sonye K."]').wait_for()
    dialog.locator('[data-value="Aggarwal, Rohit"]').wait_for(state="detached")
    assert dialog.locator('input[type="search"]').input_value() == "danoff"
    dialog.locator('[data-value="Danoff, Sonye K."] input').check()
    dialog.locator(".chips", has_text="Oddis").locator("text=Danoff").wait_for()
    assert violations(page) == []
    shown = dialog.locator("[data-apply] .with-script").text_content()
    dialog.locator("[data-apply]").click()
    dialog.wait_for(state="detached")
    page.wait_for_url("**filter=author%3ADanoff**")
    page.locator(".chips").wait_for()
    assert shown == f"Show {total(page)} results"
    assert "find=" not in page.url


def test_a_dialog_that_cannot_be_filled_says_so(open_page: Opener) -> None:
    page = open_page("/search?q=lung")
    page.route("**/search/facet/**", lambda route: route.fulfill(status=404, body=""))
    page.locator('[data-facet="author"] a.more').click()
    page.locator("dialog .failed").wait_for()
    page.unroute("**/search/facet/**")
    page.locator("dialog .failed button").click()
    page.locator("dialog [data-value]").first.wait_for()


def test_cancel_in_the_sheet_goes_back_to_what_was_before(open_page: Opener) -> None:
    page = open_page("/search?q=lung", width=390)
    before = total(page)
    page.locator(".filters-open").click()
    page.locator('dialog [data-facet="access"] input').first.check()
    page.wait_for_url("**filter=access**")
    page.locator("dialog .sheet-foot .primary", has_text="Show").wait_for()
    assert violations(page) == []
    page.locator("dialog [data-cancel]").click()
    page.locator(f'[data-total="{before}"]').wait_for()
    assert "filter" not in page.url


def test_keep_my_filters_is_remembered(open_page: Opener) -> None:
    page = open_page("/search?q=lung&filter=format:Article")
    page.locator("[data-keep]").uncheck()
    page.locator("#search-words").fill("heart")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=heart*")
    assert "filter" not in page.url
    page.locator('[data-facet="format"] input').first.check()
    page.locator("[data-keep]").wait_for()
    assert not page.locator("[data-keep]").is_checked()


def test_without_script_many_values_are_picked_and_applied_together(open_page: Opener) -> None:
    page = open_page("/search?q=the", java_script_enabled=False)
    page.locator('[data-facet="format"] [data-value="Book"] input').check()
    page.locator('[data-facet="format"] [data-value="Article"] input').check()
    page.locator('[data-facet="language"] [data-value="eng"] input').check()
    page.locator('[data-facet="format"] .facet-more button').click()
    for value in ("format%3ABook", "format%3AArticle", "language%3Aeng"):
        assert value in page.url
    page.locator('input[name="year_from"]').fill("1990")
    page.keyboard.press("Enter")
    page.wait_for_url("**filter=year%3A1990..*")
    assert "=-" not in page.url


def test_without_script_finding_in_a_list_keeps_the_ticks(open_page: Opener) -> None:
    page = open_page("/search/facet/author?q=lung", java_script_enabled=False)
    page.locator('[data-value="Oddis, Chester V."] input').check()
    page.locator('input[name="find"]').fill("danoff")
    page.keyboard.press("Enter")
    page.wait_for_url("**find=danoff*")
    page.locator('[data-value="Danoff, Sonye K."] input').check()
    page.locator("[data-apply]").click()
    assert page.locator(".chip").text_content().startswith("Author: Oddis, Chester V. or Danoff, Sonye K.")


def test_without_script_a_branch_leads_to_the_tree(open_page: Opener) -> None:
    page = open_page("/search?q=", java_script_enabled=False)
    page.locator(f"{TREE} .twig").first.click()
    page.wait_for_url("**/search/facet/classification**")
    assert page.locator('[data-value="lcc:QA"] input').is_visible()
    assert not page.locator(".twig").first.is_visible()


def test_branches_of_the_whole_tree_stay_open_over_a_tick(open_page: Opener) -> None:
    page = open_page("/search/facet/classification?q=")
    twig = page.locator('[data-value="lcc:P"] > .twig')
    twig.click()
    page.locator('[data-value="lcc:Q"] > label input').check()
    page.locator(".chips", has_text="Q Science").wait_for()
    assert twig.get_attribute("aria-expanded") == "true"
    assert page.locator('[data-value="lcc:PR"] input').is_visible()
    assert focused(page) == "lcc:Q"

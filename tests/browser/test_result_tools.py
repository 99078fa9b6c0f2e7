"""Results with script: ticking, the bar over the list, keys from hit to hit, years chosen by dragging over the bars."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.browser
Opener = Callable[..., Any]


def test_ticks_are_counted_in_a_bar_that_stays_at_the_top(open_page: Opener) -> None:
    page = open_page("/search?q=lung&size=10")
    bar = page.locator("#chosen")
    assert not bar.is_visible()
    before = page.locator(".hit").nth(2).bounding_box()
    page.locator(".hit input").nth(1).check()
    page.locator(".hit input").nth(2).check()
    assert bar.locator("[data-count]").inner_text() == "2 of 10 chosen"
    assert page.locator("#live").inner_text() == "2 of 10 chosen"
    assert page.locator(".hit").nth(2).bounding_box()["y"] == before["y"]
    page.locator(".hit").last.scroll_into_view_if_needed()
    assert bar.bounding_box()["y"] < 60
    bar.get_by_label("Select all 19").check()
    assert bar.locator("[data-count]").inner_text() == "All 19 chosen"
    bar.get_by_role("button", name="Select none").click()
    assert page.locator(".hit input:checked").count() == 0
    assert not bar.is_visible()


def test_the_page_is_ticked_at_once_and_cited(open_page: Opener) -> None:
    page = open_page("/search?q=tacrolimus&filter=format:Article")
    number = page.locator(".hit").count()
    page.get_by_label("Select page").check()
    assert page.locator(".hit input:checked").count() == number
    page.locator("#chosen").get_by_role("button", name="Cite", exact=True).click()
    page.wait_for_selector("dialog [data-reference]")
    assert page.locator("dialog [data-reference]").count() == number


def test_ticking_works_without_script(open_page: Opener) -> None:
    page = open_page("/search?q=tacrolimus", java_script_enabled=False)
    page.locator(".hit input").nth(1).check()
    page.locator("#chosen").get_by_role("button", name="Cite", exact=True).click()
    assert page.url.count("id=") == 1
    assert page.locator("h1").inner_text() == "Cite"


def test_keys_move_from_hit_to_hit_and_can_be_switched_off(open_page: Opener) -> None:
    page = open_page("/search?q=lung&view=compact")
    for key in "jjkx":
        page.keyboard.press(key)
    assert page.locator(".hit input:checked").count() == 1
    assert page.evaluate("document.activeElement.closest('.hit').dataset.recordId") == page.locator(
        ".hit"
    ).first.get_attribute("data-record-id")
    page.keyboard.press("?")
    assert page.locator("dialog.keys-dialog").is_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("o")
    page.wait_for_url("**/record/**")
    page.context.add_cookies([{"name": "keys", "value": "0", "domain": "127.0.0.1", "path": "/"}])
    page.go_back()
    page.reload()
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.closest('.hit')") is None


def test_dragging_over_bars_chooses_their_years(open_page: Opener) -> None:
    page = open_page("/search?q=")
    bars = page.locator(".filters .histogram rect[data-value]")
    first, last = bars.nth(2), bars.nth(5)
    low, high = (b.get_attribute("data-value").split("..") for b in (first, last))
    one, other = first.bounding_box(), last.bounding_box()
    ground = page.locator(".filters .histogram").bounding_box()["y"] + 20
    page.mouse.move(other["x"] + other["width"] / 2, ground)
    page.mouse.down()
    page.mouse.move(one["x"] + one["width"] / 2, ground, steps=4)
    page.mouse.up()
    page.wait_for_url(f"**year_from={low[0]}&year_to={high[-1]}")


@pytest.mark.parametrize("path", ["/", "/search?q=lung", "/record/pubmed:25473571"])
@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_moves_while_a_page_comes(open_page: Opener, path: str, width: int) -> None:
    page = open_page(path, width=width)
    page.wait_for_load_state("networkidle")
    moved = page.evaluate(
        """new Promise((done) => {
          let sum = 0;
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value;
          }).observe({ type: "layout-shift", buffered: true });
          setTimeout(() => done(sum), 100);
        })"""
    )
    assert moved <= 0.02


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_with_ticks_menus_and_the_list_of_keys(open_page: Opener, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = open_page("/search?q=lung&size=10", color_scheme=scheme, reduced_motion="reduce")
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    options = {"runOnly": {"type": "tag", "values": tags}}
    page.locator(".hit input").first.check()
    page.locator("#chosen .menu summary").click()
    ticked = Axe().run(page, options=options).response["violations"]
    page.locator("body").press("?")
    page.wait_for_selector("dialog.keys-dialog")
    dialog = Axe().run(page, options=options).response["violations"]
    assert [(v["id"], [n["html"][:120] for n in v["nodes"]]) for v in (*ticked, *dialog)] == []

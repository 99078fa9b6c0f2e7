"""Help on the way in a browser: completion, the advanced form, both by keyboard and without script."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.browser
Opener = Callable[..., Any]


def violations(page: Any) -> list[tuple[str, list[str]]]:
    from axe_playwright_python.sync_playwright import Axe

    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": tags}}).response["violations"]
    return [(v["id"], [n["html"][:120] for n in v["nodes"]]) for v in found]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_open_list_of_completions_has_no_findings(open_page: Opener, scheme: str) -> None:
    page = open_page("/", color_scheme=scheme, reduced_motion="reduce")
    page.locator("#search-words").press_sequentially("tacro")
    page.locator("[role=option]").first.wait_for()
    page.keyboard.press("ArrowDown")
    assert violations(page) == []


def test_completions_are_walked_through_with_arrows_and_opened_with_enter(open_page: Opener) -> None:
    page = open_page("/search?q=lung")
    page.keyboard.press("/")
    box = page.locator("#search-words")
    box.fill("amy r")
    page.locator("[role=option]").first.wait_for()
    assert box.get_attribute("aria-expanded") == "true"
    assert "suggestion" in page.locator("#live").text_content()
    page.keyboard.press("ArrowDown")
    active = box.get_attribute("aria-activedescendant")
    assert page.locator(f"#{active}").get_attribute("aria-selected") == "true"
    page.keyboard.press("ArrowUp")
    assert box.get_attribute("aria-activedescendant") is None
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?*filter=author%3A*")


def test_escape_closes_the_list_first_and_then_clears_the_box(open_page: Opener) -> None:
    page = open_page("/")
    box = page.locator("#search-words")
    box.fill("tacro")
    page.locator("[role=option]").first.wait_for()
    page.keyboard.press("Escape")
    assert page.locator("[role=option]:visible").count() == 0
    assert box.input_value() == "tacro"
    page.keyboard.press("Escape")
    assert box.input_value() == ""


def test_a_click_opens_a_completion_and_leaving_the_box_closes_the_list(open_page: Opener) -> None:
    page = open_page("/")
    page.locator("#search-words").fill("tacro")
    page.locator("[role=option]").first.wait_for()
    page.keyboard.press("Tab")
    assert page.locator("[role=option]:visible").count() == 0
    page.locator("#search-words").press_sequentially("l")
    page.locator("[role=option]", has_text="Tacrolimus").first.click()
    page.wait_for_url("**/search?**")


def test_after_a_tick_the_new_box_is_completed_too(open_page: Opener) -> None:
    page = open_page("/search?q=lung")
    page.locator('[data-facet="format"] [data-value="Book"] input').check()
    page.wait_for_url("**filter=format%3ABook*")
    page.locator("#search-words").fill("tacro")
    page.locator("[role=option]").first.wait_for()


def test_rows_come_and_go_without_losing_what_was_typed_or_the_focus(open_page: Opener) -> None:
    page = open_page("/search/advanced")
    page.locator('input[name="w1"]').first.fill("lung")
    page.locator('button[value="row.1"]').click()
    page.locator('input[name="w1"]').nth(3).wait_for()
    page.keyboard.type("typed into the new row")
    assert page.locator('input[name="w1"]').nth(3).input_value() == "typed into the new row"
    assert page.locator('input[name="w1"]').first.input_value() == "lung"
    page.locator('button[value="group"]').click()
    page.locator('input[name="w2"]').fill("liver")
    page.locator('select[name="g2"]').select_option("NOT")
    page.locator("#will-search", has_text="does not contain").wait_for()
    page.locator('button[value="row.1.4"]').click()
    page.locator('input[name="w1"]').nth(3).wait_for(state="detached")
    page.locator("button.primary").click()
    page.wait_for_url("**/search?**g2=NOT**w2=liver**")
    page.locator("[data-edit]").click()
    page.wait_for_url("**/search/advanced?**")
    assert page.locator('input[name="w2"]').input_value() == "liver"


def test_without_script_the_form_comes_back_with_a_row_more(open_page: Opener) -> None:
    page = open_page("/search/advanced", java_script_enabled=False)
    page.locator('input[name="w1"]').first.fill("lung")
    page.locator('[data-facet="format"] input[name="filter"]').first.check()
    page.locator('button[value="row.1"]').click()
    page.wait_for_url("**add=row.1**")
    assert page.locator('input[name="w1"]').count() == 4
    assert page.locator('input[name="w1"]').first.input_value() == "lung"
    page.locator('input[name="w1"]').first.press("Enter")
    page.wait_for_url("**/search?**w1=lung**filter=**")


def test_a_long_list_is_narrowed_by_typing(open_page: Opener) -> None:
    page = open_page("/search/advanced", locale="de-DE")
    box = page.locator('[data-facet="language"] [data-find]')
    box.fill("latei")
    assert page.locator('[data-facet="language"] li:visible').count() == 1


def test_an_error_in_the_years_gets_the_focus(open_page: Opener) -> None:
    page = open_page("/search/advanced?w1=lung&year_from=2024&year_to=1999&go=1")
    page.wait_for_selector("#failure:focus")
    page.locator("#failure a").click()
    page.wait_for_selector("#year-from:focus")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_history_has_no_findings_and_joins_two_searches(open_page: Opener, scheme: str) -> None:
    page = open_page("/search?q=lung", color_scheme=scheme, reduced_motion="reduce")
    address = page.url.partition("/search")[0]
    page.goto(f"{address}/search?f1=title&m1=any&w1=tacrolimus+myositis&filter=format:Article")
    page.locator(".search-band").get_by_role("link", name="History").click()
    page.wait_for_url("**/search/history")
    assert page.locator("[data-search]").count() == 2
    assert violations(page) == []
    for box in page.locator('input[name="pick"]').all():
        box.check()
    page.get_by_role("button", name="Combine with AND", exact=True).last.click()
    page.wait_for_url("**/search?q=**")
    assert int(page.locator("[data-total]").get_attribute("data-total")) > 0


def test_after_a_tick_the_way_to_the_form_has_it_too(open_page: Opener) -> None:
    page = open_page("/search?q=lung")
    page.locator('[data-facet="format"] [data-value="Book"] input').check()
    page.wait_for_url("**filter=format%3ABook*")
    page.locator('#to-advanced[href*="filter=format%3ABook"]').click()
    page.wait_for_url("**/search/advanced?**")
    assert page.locator('input[value="format:Book"]').is_checked()

"""Citing in a browser: the dialog, another style, copying, by keyboard alone and without script."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.browser

Opener = Callable[..., Any]
SEED = "/record/pubmed:25473571"


def violations(page: Any) -> list[Any]:
    from axe_playwright_python.sync_playwright import Axe

    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": tags}}).response["violations"]
    return [(v["id"], [n["html"][:120] for n in v["nodes"]]) for v in found]


def copied(page: Any, kind: str) -> str:
    read = f"navigator.clipboard.read().then(i => i[0].getType('{kind}')).then(b => b.text())"
    return str(page.evaluate(read))


def opened(page: Any) -> Any:
    dialog = page.locator("dialog.cite-dialog")
    dialog.locator("[data-reference]").first.wait_for()
    return dialog


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_page_and_in_the_dialog(open_page: Opener, scheme: str) -> None:
    page = open_page(SEED + "/cite?find=jama", color_scheme=scheme, reduced_motion="reduce")
    assert violations(page) == []
    page.goto(page.url.split("/record")[0] + SEED)
    page.locator("a[href$='/cite']").first.click()
    opened(page)
    assert violations(page) == []


def test_the_dialog_goes_by_keyboard_alone_and_gives_the_focus_back(open_page: Opener) -> None:
    page = open_page("/search?q=tacrolimus+rescue")
    link = page.locator("a[href$='/cite']").first
    link.focus()
    page.keyboard.press("Enter")
    dialog = opened(page)
    assert page.evaluate("document.activeElement.value") == "nlm-citation-sequence"
    page.keyboard.press("ArrowDown")
    dialog.locator(
        "[data-reference]", has_text="Rigby, A. L., Plit, M., & Glanville, A. R. (2014)"
    ).wait_for()
    assert page.evaluate("document.activeElement.value") == "apa"
    assert dialog.locator(".cite-head a").get_attribute("href").endswith("style=apa&locale=en-US")
    page.keyboard.press("Escape")
    dialog.wait_for(state="detached")
    assert page.evaluate("document.activeElement.pathname").endswith("/cite")


def test_the_chosen_style_is_remembered(open_page: Opener) -> None:
    page = open_page(SEED + "/cite")
    page.locator("input[value=ieee]").check()
    page.locator("[data-reference]", has_text="[1]").wait_for()
    page.goto(page.url.split("?")[0])
    assert page.locator("input[value=ieee]").is_checked()


def test_copies_carry_the_form_and_the_plain_text(open_page: Opener) -> None:
    page = open_page(SEED + "/cite?style=apa", permissions=["clipboard-read", "clipboard-write"])
    button = page.locator("button[data-copy=formatted]")
    button.click()
    page.locator("button[data-copy=formatted]", has_text="Copied").wait_for()
    page.locator("#live", has_text="Copied").wait_for(state="attached")
    assert "<i>Respirology Case Reports</i>" in copied(page, "text/html")
    assert copied(page, "text/plain").startswith("Rigby, A. L., Plit, M., & Glanville")
    page.locator("button[data-copy=formatted]:has-text('Copy')").wait_for()
    page.locator("button[data-copy$='.ris']").click()
    page.locator("button[data-copy$='.ris']", has_text="Copied").wait_for(state="attached")
    assert copied(page, "text/plain").startswith("TY  - JOUR")


def test_styles_are_found_while_one_types(open_page: Opener) -> None:
    page = open_page(SEED)
    page.locator("a[href$='/cite']").first.click()
    dialog = opened(page)
    dialog.locator("#cite-find").press_sequentially("jama", delay=10)
    dialog.locator("input[value=jama]").check()
    dialog.locator("[data-reference]", has_text="Rigby AL, Plit M, Glanville AR.").wait_for()


def test_the_page_works_without_script(open_page: Opener) -> None:
    page = open_page(SEED, java_script_enabled=False)
    page.locator("a[href$='/cite']").first.click()
    page.locator("input[value=apa]").check()
    page.locator(".cite-apply").click()
    assert page.locator("#cite-plain").input_value().startswith("Rigby, A. L., Plit")
    assert page.locator("[data-copy]:visible").count() == 0


def test_nothing_is_wider_than_the_screen(open_page: Opener) -> None:
    page = open_page(SEED + "/cite?lang=de")
    for width in (1280, 390, 320):
        page.set_viewport_size({"width": width, "height": 900})
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, width


def test_ticked_results_are_cited_together(open_page: Opener) -> None:
    page = open_page("/search?q=tacrolimus")
    for box in page.locator(".hit input[name=id]").all()[:2]:
        box.check()
    page.locator("#chosen button.action[value=cite]").click()
    dialog = opened(page)
    assert dialog.locator("[data-reference]").count() == 2
    assert "id=" in dialog.locator(".export-links a").first.get_attribute("href")

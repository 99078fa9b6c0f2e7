"""Lists to leaf through and pages of headings in a browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.browser

PAGES = (
    "/browse",
    "/browse/author?from=d",
    "/browse/title",
    "/browse/lcc",
    "/browse/tree",
    "/browse/year",
    "/browse/new",
    "/author/Einstein,%20Albert",
    "/subject/Lung%20Diseases,%20Interstitial",
    "/journal/0028-0836",
    "/journal/0028-0836?volume=171&year=1953",
    "/series/Harry%20Potter",
)
Opener = Callable[..., Any]


@pytest.mark.parametrize(("scheme", "language"), [("light", "de"), ("dark", "en")])
def test_axe_finds_nothing(open_page: Opener, address: str, scheme: str, language: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = open_page(PAGES[0], color_scheme=scheme, reduced_motion="reduce", locale=language)
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    problems = []
    for path in PAGES:
        page.goto(address + path)
        page.evaluate(
            "document.querySelectorAll('details').forEach(d => d.open = d.open || !d.matches('.menu'))"
        )
        found = Axe().run(page, options={"runOnly": {"type": "tag", "values": tags}}).response["violations"]
        problems += [(path, v["id"], [n["html"][:120] for n in v["nodes"]]) for v in found]
    assert problems == []


def test_nothing_is_wider_than_the_screen(open_page: Opener, address: str) -> None:
    page = open_page(PAGES[0], locale="de-DE")
    for path in PAGES:
        page.goto(address + path)
        for width in (1280, 390, 320):
            page.set_viewport_size({"width": width, "height": 900})
            wide = page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            assert (path, width, max(0, wide)) == (path, width, 0)


def test_one_leafs_by_typing_and_turning_without_script(open_page: Opener) -> None:
    page = open_page("/", java_script_enabled=False)
    page.get_by_role("link", name="Browse", exact=True).first.click()
    page.locator(".ways").get_by_role("link", name="Authors", exact=True).click()
    page.get_by_label("Start at").last.fill("danoff")
    page.get_by_role("button", name="Go").click()
    assert page.locator("#here").get_attribute("data-value") == "Danoff, Sonye K."
    page.locator('.turning a[rel~="next"]').click()
    first = page.locator(".browse-list > li").first.get_attribute("data-value")
    page.locator('.turning a[rel~="prev"]').click()
    page.locator('.turning a[rel~="next"]').click()
    assert page.locator(".browse-list > li").first.get_attribute("data-value") == first
    page.locator(".browse-list .heading a").first.click()
    assert page.locator("h1").text_content() == first

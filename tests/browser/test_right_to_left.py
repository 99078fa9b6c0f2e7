"""Pages in Arabic in a browser: mirrored as a whole, within the screen, axe without findings."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import override_settings

from pinakes import conf

pytestmark = pytest.mark.browser

Opener = Callable[..., Any]
SEED = "/record/pubmed:25473571"
PAGES = {
    "home": "/?lang=ar",
    "results": "/search?q=lung&filter=format:Article&filter=-language:deu&lang=ar",
    "record": f"{SEED}?lang=ar",
    "cite": f"{SEED}/cite?lang=ar",
    "advanced": "/search/advanced?q=lung&lang=ar",
    "facet": "/search/facet/classification?q=&lang=ar",
    "lost": "/nothing-here?lang=ar",
}


@pytest.fixture(autouse=True)
def all_languages() -> Iterator[None]:
    with override_settings(LANGUAGES=list(conf.LANGUAGE_NAMES.items())):
        yield


def violations(page: Any) -> list[Any]:
    from axe_playwright_python.sync_playwright import Axe

    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": tags}}).response["violations"]
    return [(v["id"], [n["html"][:120] for n in v["nodes"]]) for v in found]


def centre(page: Any, selector: str) -> float:
    box = page.locator(selector).first.bounding_box()
    return float(box["x"] + box["width"] / 2)


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(open_page: Opener, path: str) -> None:
    page = open_page(path, reduced_motion="reduce")
    assert violations(page) == []
    for width in (390, 320):
        page.set_viewport_size({"width": width, "height": 900})
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, width


def test_the_page_is_mirrored(open_page: Opener) -> None:
    page = open_page(PAGES["results"])
    assert centre(page, "#filters") > centre(page, "#content") > 0
    assert centre(page, ".brand") > 640 > centre(page, ".tools")
    rule = page.locator(".facet-row .rule").first.evaluate("rule => getComputedStyle(rule).transform")
    assert rule == "matrix(-1, 0, 0, 1, 0, 0)"


def test_the_first_year_stands_at_the_right_and_the_arrow_to_the_left_goes_on(open_page: Opener) -> None:
    page = open_page("/search?q=lung&year_from=2000&year_to=2020&lang=ar")
    low, high = page.locator(".brush .handle").nth(0), page.locator(".brush .handle").nth(1)
    assert low.bounding_box()["x"] > high.bounding_box()["x"]
    low.press("ArrowLeft")
    assert low.get_attribute("aria-valuenow") == "2001"


def test_decades_run_from_the_right_and_their_labels_can_be_read(open_page: Opener) -> None:
    page = open_page(PAGES["home"])
    texts = page.locator(".wide .ticks text")
    boxes = [texts.nth(n).bounding_box()["x"] for n in range(texts.count())]
    assert boxes == sorted(boxes, reverse=True)
    assert all(0 <= x <= 1280 for x in boxes)


def test_the_menu_of_languages_holds_all_within_the_screen(open_page: Opener) -> None:
    page = open_page(PAGES["results"], width=390)
    page.locator(".tools details.menu summary").first.click()
    menu = page.locator(".menu > .many")
    assert menu.locator("a").count() == len(conf.LANGUAGE_NAMES)
    box = menu.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390

"""The page of a record in a browser: folds, copying, live states, sharing, paper, axe in both schemes."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from pinakes import conf
from pinakes.records.record import (
    Abstract,
    Contributor,
    Holding,
    HostItem,
    Identifier,
    Item,
    Record,
    Reference,
    Section,
    Subject,
)
from pinakes.testing.loopback import loopback

pytestmark = pytest.mark.browser
Opener = Callable[..., Any]
DOI = (Identifier(scheme="doi", value="10.5555/many"),)
ORCID = (Identifier(scheme="orcid", value="0000-0002-1825-0097"),)
MANY = Record(
    source="t",
    local_id="many",
    title="Many hands",
    formats=("Article",),
    contributors=tuple(
        Contributor(name=f"Name{n}, Ann", family=f"Name{n}", given="Ann", primary=True, identifiers=ORCID)
        for n in range(30)
    ),
    host=HostItem(title="Journal of Hands", volume="1"),
    identifiers=DOI,
    abstracts=(
        Abstract(
            text="Why. How.", sections=(Section(label="Aim", text="Why."), Section(label="Way", text="How."))
        ),
    ),
    subjects=tuple(Subject(parts=(f"Heading {n}", "part"), scheme="mesh") for n in range(20)),
    references=tuple(Reference(text=f"Work number {n}") for n in range(30)),
)
CITING = Record(
    source="t", local_id="citing", title="It cites", references=(Reference(text="Many", identifiers=DOI),)
)
BOOK = Record(
    source="t",
    local_id="book",
    title="A book of lamps",
    formats=("Book",),
    holdings=(
        Holding(
            location="Stacks",
            call_number="Z 1",
            items=(Item(copy="1", status="available"), Item(copy="2", status="on loan")),
        ),
    ),
)


@pytest.fixture(autouse=True)
def _own(_its_catalogue: None) -> None:
    from web_catalogue import catalogue_of

    conf.use_catalogue(catalogue_of([MANY, CITING, BOOK]))
    return


@pytest.mark.parametrize(
    ("path", "scheme"),
    [
        ("/record/t:many", "light"),
        ("/record/t:many", "dark"),
        ("/record/t:book", "dark"),
        ("/record/t:many/share", "dark"),
        ("/record/t:book/staff", "light"),
    ],
)
def test_axe_finds_nothing_with_all_folds_open(open_page: Opener, path: str, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = open_page(path, color_scheme=scheme, reduced_motion="reduce", locale="de-DE")
    page.eval_on_selector_all("details.more", "all => all.forEach(d => { d.open = true })")
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": tags}}).response["violations"]
    assert [(v["id"], [n["html"][:120] for n in v["nodes"]]) for v in found] == []
    for width in (1280, 390, 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert (
            page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
        ), width


def test_a_number_is_copied_and_that_is_announced(open_page: Opener) -> None:
    page = open_page("/record/t:many", permissions=["clipboard-read", "clipboard-write"])
    button = page.locator('[data-field="doi"] button')
    button.focus()
    page.keyboard.press("Enter")
    page.wait_for_function("document.getElementById('live').textContent !== ''", polling=50)
    assert page.locator("#live").text_content() == "Copied: 10.5555/many"
    assert page.evaluate("navigator.clipboard.readText()") == "10.5555/many"
    assert page.evaluate("document.activeElement.dataset.copyText") == "10.5555/many"


def test_folds_open_by_keyboard_and_by_an_address_that_leads_into_them(open_page: Opener) -> None:
    page = open_page("/record/t:many")
    fold = page.locator(".people summary")
    fold.focus()
    page.keyboard.press("Enter")
    assert page.get_by_role("link", name="Ann Name29").first.is_visible()
    page = open_page("/record/t:many#row-main-authors")
    assert page.locator('[data-field="main-authors"] details').get_attribute("open") is not None


def test_without_script_all_is_there(open_page: Opener) -> None:
    page = open_page("/record/t:many", java_script_enabled=False)
    assert page.locator("button.copy:visible").count() == 0
    page.locator(".people summary").click()
    assert page.get_by_role("link", name="Ann Name29").first.is_visible()
    page.get_by_role("link", name="Share").click()
    assert page.locator(".qr").is_visible()
    assert page.locator("[data-share]:visible").count() == 0


def test_the_systems_own_way_to_share_is_offered_where_it_is(open_page: Opener) -> None:
    page = open_page("/record/t:many")
    page.add_init_script("navigator.share = (what) => { window.shared = what; return Promise.resolve(); }")
    page.goto(page.url + "/share")
    page.get_by_role("button", name="Share with an app").click()
    assert page.evaluate("window.shared.url").endswith("/record/t:many")


def test_paper_has_folded_names_and_no_buttons(open_page: Opener) -> None:
    page = open_page("/record/t:many")
    page.emulate_media(media="print")
    assert page.locator('[data-field="main-authors"]').get_by_text("Name29, Ann").is_visible()
    for hidden in (".actions", ".access-side", ".section-nav", "button.copy", ".header", ".teaser"):
        assert page.locator(f"{hidden}:visible").count() == 0, hidden
    assert page.locator(".addresses").is_visible()
    assert page.locator("body > .print-only").is_visible()


@pytest.fixture
def system(tmp_path: Path, settings: Any) -> Iterator[dict[str, Any]]:
    """A library system: what it says can be changed, and how long it takes."""
    told: dict[str, Any] = {
        "items": [{"label": "Z 1", "unavailable": [{"service": "loan", "expected": "2026-12-12"}]}],
        "after": 0.3,
    }

    def daia(_path: str, query: dict[str, str]) -> Any:
        time.sleep(told["after"])
        if told["items"] is None:
            return (503, {}, b"")
        return json.dumps(
            {"document": [{"requested": i, "item": told["items"]} for i in query["id"].split("|")]}
        ).encode()

    with loopback(daia) as server:
        (tmp_path / conf.FILE).write_text(f'[availability]\ndaia = "{server.url}"\n')
        settings.PINAKES_HOME = tmp_path
        told["server"] = server
        yield told


SHIFT = """new Promise(done => { let sum = 0;
  new PerformanceObserver(list => { for (const e of list.getEntries()) sum += e.value; })
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(sum), 300); })"""


def test_a_list_gets_its_states_later_and_does_not_jump(open_page: Opener, system: dict[str, Any]) -> None:
    page = open_page("/search?q=lamps")
    assert page.locator("li.hit .access").inner_text().startswith("On the shelf")
    page.get_by_text("On loan until 12 December 2026").first.wait_for()
    assert page.evaluate(SHIFT) < 0.02
    assert len(system["server"].asked) == 1


def test_the_page_of_a_record_gets_its_states_and_asks_again(
    open_page: Opener, system: dict[str, Any]
) -> None:
    page = open_page("/record/t:book")
    page.locator("#live-holdings").get_by_text("On loan until 12 December 2026").wait_for()
    assert "0 of 1" in page.locator("#get-it").inner_text()
    system["items"] = None
    conf.build_availability(conf.current_home())._kept.clear()  # type: ignore[union-attr]
    page.get_by_role("link", name="Ask again").click()
    page.locator("#live-holdings").get_by_text("The library system does not answer").wait_for()
    assert page.evaluate("document.activeElement.textContent") == "Ask again"
    assert page.locator("#live").text_content().startswith("The library system does not answer")
    assert "On the shelf" in page.locator("#live-holdings").inner_text()

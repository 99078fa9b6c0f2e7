"""The overview, trees, years and what is new."""

from __future__ import annotations

import pytest
from django.test import Client
from web_catalogue import to_store
from web_page import Page, words

from pinakes.records.record import Record
from pinakes.store.memory import MemoryStore
from pinakes.web.browse_new import newest
from pinakes.web.browse_years import decades
from pinakes.web.treemap import treemap


@pytest.mark.parametrize("numbers", [(5,), (3, 2, 1), (100, 50, 20, 20, 5, 1, 1), tuple(range(40, 0, -1))])
@pytest.mark.parametrize("ratio", [2.6, 1.0, 0.7])
def test_areas_of_a_treemap_are_the_numbers_and_fill_the_picture(
    numbers: tuple[int, ...], ratio: float
) -> None:
    cells = treemap(numbers, ratio)
    for cell in cells:
        assert cell.width * cell.height / 1e4 == pytest.approx(numbers[cell.at] / sum(numbers))
        assert cell.x >= -1e-6
        assert cell.y >= -1e-6
        assert cell.x + cell.width <= 100 + 1e-6
        assert cell.y + cell.height <= 100 + 1e-6
    assert [c.at for c in cells] == list(range(len(numbers)))


def test_a_picture_of_nothing_has_no_cells() -> None:
    assert treemap((), 2.6) == []


def test_years_stand_in_their_decades_the_newest_first() -> None:
    found = decades({1999: 2, 2001: 1, 2004: 3, -43: 1})
    assert [d.label for d in found] == ["2000–2009", "1990–1999", "−50–−41"]
    assert [(y.label, y.count) for y in found[0].years] == [("2004", 3), ("2001", 1)]
    assert [d.share for d in found] == ["100.0", "50.0", "25.0"]


def test_what_is_new_is_turned_from_the_latest_to_the_first() -> None:
    store = MemoryStore()
    store.put_many([to_store(Record(source="t", local_id=str(n), title=f"Title {n}")) for n in range(70)])
    store.delete_many(["t:69"])
    store.put_many([to_store(Record(source="t", local_id="3", title="Title 3, changed"))])
    walked, before, more = [], store.last_sequence() + 1, True
    while more:
        some, more = newest(store, before)
        walked += [s.id for s in some]
        before = some[-1].sequence if some else 0
    assert walked == ["t:3", *(f"t:{n}" for n in range(68, -1, -1) if n != 3)]


def test_the_overview_leads_to_every_list_and_shows_the_collection(client: Client) -> None:
    page = Page(client.get("/browse"))
    names = [words(a) for a in page.all('//ul[@class="ways"]//a[@class="name"]')]
    assert {
        "Authors",
        "Titles",
        "Subjects",
        "Journals",
        "Library of Congress",
        "Classes",
        "Years",
        "New",
    } <= set(names)
    areas = page.all('//*[contains(@class, "treemap") and contains(@class, "wide")]//a')
    assert areas[0].get("aria-label") == "P Language and literature: 54 records"
    table = page.all('//table[@class="counts"]/tbody/tr')
    assert [int(tr.get("data-count")) for tr in table] == sorted(
        (int(tr.get("data-count")) for tr in table), reverse=True
    )
    assert len(table) == len(areas)


@pytest.mark.parametrize(
    "by", ["subject", "format", "language", "journal", "author", "classification", "nothing"]
)
def test_the_picture_shows_what_is_asked_for(client: Client, by: str) -> None:
    page = Page(client.get(f"/browse?by={by}"))
    for area in page.all('//*[contains(@class, "treemap")]//a')[:3]:
        assert client.get(area.get("href")).status_code in (200, 302)


def test_classes_stand_under_each_other_with_counts(client: Client) -> None:
    page = Page(client.get("/browse/tree"))
    values = [
        li.get("data-value") for li in page.all('//section[@data-tree="classification"]//li[@data-value]')
    ]
    assert values.index("lcc") < values.index("lcc:P") < values.index("lcc:PR") < values.index("lcc:Q")
    found = Page(client.get(page.all('//li[@data-value="lcc:Q"]/a')[0].get("href")))
    assert found.one("//*[@data-total]").get("data-total") == page.one('//li[@data-value="lcc:Q"]').get(
        "data-count"
    )


def test_years_and_new_records_are_pages(client: Client) -> None:
    page = Page(client.get("/browse/year"))
    year = page.one('//li[@data-value="1905"]')
    found = Page(client.get(year.find("a").get("href")))
    assert found.one("//*[@data-total]").get("data-total") == year.get("data-count")
    page = Page(client.get("/browse/new"))
    assert len(page.all('//*[@class="work-title"]')) == 30
    older = page.one('//nav[@class="turning"]//a').get("href")
    assert Page(client.get(older)).all('//*[@class="work-title"]')
    for wrong in ("x", "-1", "0", "99999999999999999999"):
        assert client.get(f"/browse/new?before={wrong}").status_code == 200

"""Which records are one work in one edition, and which are not."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from pinakes.ingest.duplicates.grouping import group
from pinakes.ingest.duplicates.keys import keys
from pinakes.ingest.duplicates.rules import Rules
from pinakes.ingest.duplicates.scoring import forbidden, same
from pinakes.ingest.duplicates.traits import Traits, edition, numbers, traits
from pinakes.records.dates import PublicationDate
from pinakes.records.record import Contributor, HostItem, Identifier, Record

TITLE = "Tacrolimus rescue therapy in anti-synthetase syndrome"


def record(
    title: str = TITLE,
    *,
    authors: tuple[str, ...] = ("Rigby, Amy L.", "Plit, Marshall", "Glanville, Allan R."),
    year: int | None = 2014,
    pages: str = "70",
    volume: str = "2",
    host: str = "Respirology Case Reports",
    formats: tuple[str, ...] = ("Article",),
    ids: dict[str, str] | None = None,
    **more: Any,
) -> Traits:
    record.count = getattr(record, "count", 0) + 1  # type: ignore[attr-defined]
    return traits(
        Record(
            source="s",
            local_id=str(record.count),  # type: ignore[attr-defined]
            title=title,
            contributors=tuple(Contributor(name=n) for n in authors),
            date=PublicationDate(edtf=str(year), first_year=year) if year else None,
            formats=formats,
            host=HostItem(title=host, volume=volume, first_page=pages) if host else None,
            identifiers=tuple(Identifier(scheme=s, value=v) for s, v in (ids or {}).items()),
            **more,
        )
    )


def book(title: str = "Anatomy of the lung", **more: Any) -> Traits:
    return record(title, host="", formats=("Book",), authors=("Weibel, Ewald R.",), **more)


SAME = {
    "printed otherwise": record("TACROLIMUS rescue therapy in anti\u2010synthetase syndrome."),
    "names shortened": record(authors=("Rigby AL", "Plit M", "Glanville AR")),
    "first author only": record(authors=("A. L. Rigby",)),
    "a slip in the title": record("Tacrolimus resuce therapy in anti-synthetase syndrome"),
    "host abbreviated": record(host="Respirol Case Rep"),
    "year of the printed issue": record(year=2015),
    "no place": record(host=""),
}
OTHER = {
    "erratum": record("Erratum to: " + TITLE),
    "comment": record("Comment on: " + TITLE),
    "reply": record("Reply to: " + TITLE),
    "abstract of a meeting": record(TITLE + " [abstract]"),
    "other authors": record(authors=("Miller, Joan",), pages="12"),
    "other year and pages": record(year=2003, pages="12", volume="9"),
    "preprint": record(host="", formats=("Preprint",)),
    "other title": record("Tacrolimus nephropathy after lung transplantation"),
}


@pytest.mark.parametrize("name", SAME)
def test_one_article_in_two_catalogues_is_one(name: str) -> None:
    assert same(record(), SAME[name])
    assert set(keys(record())) & set(keys(SAME[name])), "it would never be looked at"


@pytest.mark.parametrize("name", OTHER)
def test_what_is_about_it_or_only_like_it_is_another(name: str) -> None:
    assert not same(record(), OTHER[name])


def test_one_doi_is_one_work_and_two_are_two() -> None:
    here = record(ids={"doi": "10.1002/rcr2.52"})
    assert same(here, record(year=2013, authors=(), pages="", ids={"doi": "10.1002/RCR2.52"}))
    assert not same(here, record(ids={"doi": "10.1002/rcr2.53"}))


def test_a_doi_that_stands_in_the_record_of_something_else_joins_nothing() -> None:
    here = record(ids={"doi": "10.1002/rcr2.52"})
    assert not same(
        here, record("Proceedings of the congress of 2014", ids={"doi": "10.1002/rcr2.52"}, authors=())
    )


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (book("Anatomy of the lung, volume 1"), book("Anatomy of the lung, volume 2")),
        (book("Anatomy of the lung. Part II"), book("Anatomy of the lung. Part III")),
        (book(edition="2nd ed."), book(edition="3. Auflage")),
        (book(year=1990), book(year=2004)),
        (book(), record("Anatomy of the lung", host="", formats=("Thesis",), authors=("Weibel, Ewald R.",))),
        (record("Thorax", formats=("Journal",), host="", authors=()), record("Thorax", authors=(), host="")),
    ],
)
def test_parts_editions_and_other_kinds_stay_apart(one: Traits, two: Traits) -> None:
    assert not same(one, two)


def test_print_and_e_book_are_one_unless_the_library_wants_them_apart() -> None:
    printed, electronic = (
        book(),
        record("Anatomy of the lung", host="", formats=("EBook",), authors=("Weibel, Ewald R.",)),
    )
    assert same(printed, electronic)
    assert not same(printed, electronic, apart_by_medium=True)


def test_a_common_short_title_needs_more_than_itself() -> None:
    assert not same(
        record("Introduction", authors=(), pages="", volume=""),
        record("Introduction", authors=(), pages="", volume=""),
    )


def test_sameness_does_not_depend_on_the_order() -> None:
    for other in (*SAME.values(), *OTHER.values()):
        assert same(record(), other) == same(other, record())


def test_a_group_never_joins_two_of_which_something_says_that_they_are_two() -> None:
    first, bridge = record(ids={"doi": "10.1/a"}), record()
    second = record(ids={"doi": "10.1/b"})
    assert forbidden(first, second)
    groups = [{t.id for t in g} for g in group([first, bridge, second], Rules(within_sources=True))]
    assert not any({first.id, second.id} <= g for g in groups)
    assert len(groups) == 2


def test_records_without_anything_in_common_are_never_compared() -> None:
    assert not set(keys(record())) & set(keys(book()))
    assert keys(Traits(id="s:1")) == ()


def test_numbers_and_editions_are_read_in_any_notation() -> None:
    assert numbers("part iv, 1990") == (4, 1990)
    assert numbers("vitamin c in man") == ()
    assert [edition(e) for e in ("2nd ed.", "3., verb. Aufl.", "Dritte Auflage", "First edition", "", "rev. ed.")] == [
        2, 3, 3, 1, 0, 0,
    ]  # fmt: skip


@pytest.mark.shared
def test_citations_of_cora_are_grouped_as_people_did(shared: Path) -> None:
    benchmark = Path(__file__).parents[2] / "benchmarks" / "duplicates.py"
    done = subprocess.run(
        [sys.executable, str(benchmark), str(shared / "data" / "dedup" / "cora")],
        capture_output=True,
        text=True,
        check=True,
    )
    f1 = float(done.stdout.partition("F1 ")[2].partition(";")[0])
    assert f1 >= 0.95, done.stdout

"""Editions, translations and versions meet under one key."""

from __future__ import annotations

from typing import Any

import pytest

from pinakes.records.record import Contributor, Identifier, Record, Relation, TitleVariant
from pinakes.records.works import work_keys


def book(title: str = "Die Verwandlung", author: str = "Kafka, Franz", **more: Any) -> Record:
    values: dict[str, Any] = {
        "title": title,
        "contributors": (Contributor(name=author),),
        "formats": ("Book",),
    }
    return Record(**(values | more))


@pytest.mark.parametrize(
    "other",
    [
        book("Verwandlung", edition="2. Auflage"),
        book(author="Kafka, F."),
        book("DIE VERWANDLUNG", formats=("EBook",)),
        book(
            "The metamorphosis",
            titles=(TitleVariant(title="Die Verwandlung", kind="uniform", language="deu"),),
        ),
        book("La métamorphose", relations=(Relation(kind="original", title="Die Verwandlung"),)),
    ],
)
def test_versions_of_a_work_share_a_key(other: Record) -> None:
    one = book(title_language="deu", nonfiling=4)
    assert set(work_keys(one)) & set(work_keys(other))


@pytest.mark.parametrize(
    "other",
    [book(author="Ovidius Naso, Publius"), book("Der Prozess"), book("Die Verwandlung der Welt")],
)
def test_another_author_or_title_is_another_work(other: Record) -> None:
    assert not set(work_keys(book())) & set(work_keys(other))


@pytest.mark.parametrize(
    "record",
    [
        book(formats=("Journal",)),
        book(contributors=()),
        book("Notes"),
        book(contributors=(Contributor(name="World Health Organization", kind="corporate"),)),
        book(contributors=(Contributor(name="Brod, Max", roles=("edt",)),)),
    ],
)
def test_what_runs_on_or_has_no_author_has_none(record: Record) -> None:
    assert work_keys(record) == ()


def test_a_subtitle_tells_apart_only_titles_that_say_little() -> None:
    short = [book("Immunology", subtitle=s) for s in ("a primer", "an atlas")]
    assert work_keys(short[0]) != work_keys(short[1])
    long = [book("The origin of species", subtitle=s) for s in ("a facsimile", "by natural selection")]
    assert work_keys(long[0]) == work_keys(long[1])


def doi(value: str) -> tuple[Identifier, ...]:
    return (Identifier(scheme="doi", value=value),)


@pytest.mark.parametrize(
    ("kind", "label", "one"),
    [
        ("other-edition", "Preprint of", True),
        ("translation", "", True),
        ("later", "Previous version of", True),
        ("later", "Continued by", False),
        ("data", "Has data", False),
        ("cites", "", False),
    ],
)
def test_a_tie_by_doi_makes_versions_whatever_their_titles(kind: Any, label: str, one: bool) -> None:
    article = book("Breath", "Rigby, A.", formats=("Article",), identifiers=doi("10.1000/Article"))
    tie = Relation(kind=kind, label=label, identifiers=doi("10.1000/article"))
    preprint = book(
        "On breathing", "Rigby, A.", formats=("Preprint",), identifiers=doi("10.1000/p"), relations=(tie,)
    )
    assert bool(set(work_keys(article)) & set(work_keys(preprint))) is one

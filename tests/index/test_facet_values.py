"""What a record gives to the facets of access, classification, collection and place."""

from __future__ import annotations

import pytest

from pinakes.index import fields
from pinakes.records.record import Classification, Holding, HostItem, Identifier, Link, Record


def values(record: Record, name: str) -> tuple[object, ...]:
    return fields.document(record).values.get(fields.facet_field(name), ())


LINK = Link(url="https://example.org/x", kind="fulltext")
OPEN = Link(url="https://example.org/x", kind="fulltext", access="open")
DOI = (Identifier(scheme="doi", value="10.1000/1"),)


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (Record(title="x"), ()),
        (Record(title="x", links=(LINK,)), ("online",)),
        (Record(title="x", links=(OPEN,)), ("online", "open")),
        (Record(title="x", links=(Link(url="https://example.org/c", kind="cover", access="open"),)), ()),
        (Record(title="x", open_access=True), ("open",)),
        (Record(title="x", identifiers=DOI, host=HostItem(title="Journal")), ("online",)),
        (Record(title="x", identifiers=DOI), ()),
        (
            Record(title="x", holdings=(Holding(location="Stacks"),), links=(OPEN,)),
            ("online", "open", "library"),
        ),
    ],
)
def test_access_is_only_what_is_known(record: Record, expected: tuple[str, ...]) -> None:
    assert values(record, "access") == expected


def test_a_record_has_its_classes_and_all_over_them_once() -> None:
    numbers = (("lcc", "QA76.73"), ("lcc", "QA9.8"), ("ddc", "005.1"), ("rvk", "ST 250"))
    record = Record(title="x", classifications=tuple(Classification(scheme=s, number=n) for s, n in numbers))
    assert values(record, "classification") == ("lcc", "lcc:Q", "lcc:QA", "ddc", "ddc:0", "ddc:00")


def test_collections_and_places_are_paths() -> None:
    record = Record(
        title="x",
        collections=("Rare books › Incunabula", "Maps"),
        holdings=(Holding(institution="Main", location="Level 2"), Holding(institution="Main")),
    )
    assert values(record, "collection") == ("Rare books", "Rare books › Incunabula", "Maps")
    assert values(record, "place") == ("Main", "Main › Level 2")

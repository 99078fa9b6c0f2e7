"""Names of one person are joined by numbers and authorities, and namesakes kept apart."""

from __future__ import annotations

import pytest

from pinakes.discovery.catalogue import Catalogue
from pinakes.discovery.identity import identity, persons
from pinakes.formats import native
from pinakes.index.memory import MemoryIndex
from pinakes.ingest.catching_up import catch_up
from pinakes.records.record import Contributor, Identifier, Record
from pinakes.store import encoding
from pinakes.store.memory import MemoryStore
from pinakes.store.port import RecordToStore
from pinakes.testing.authority_suite import TWAIN
from pinakes.testing.authority_suite import to_store as authority_to_store


def number(scheme: str, value: str) -> Identifier:
    return Identifier(scheme=scheme, value=value)


ORCID = number("orcid", "0000-0002-1825-0097")
OTHER = number("orcid", "0000-0001-5109-3700")
GND = number("gnd", "118624822")


def by(name: str, *identifiers: Identifier) -> Contributor:
    return Contributor(name=name, identifiers=identifiers)


@pytest.fixture
def catalogue() -> Catalogue:
    return Catalogue(MemoryStore(), MemoryIndex())


def add(catalogue: Catalogue, *contributors: Contributor) -> None:
    for n, contributor in enumerate(contributors):
        record = Record(
            source="a",
            local_id=f"{catalogue.store.last_sequence()}-{n}",
            title="T",
            contributors=(contributor,),
        )
        data = native.encode(record)
        to_store = RecordToStore(
            id=record.id, source="a", title="T", digest=data[-16:], encoded=encoding.compress(data),
            raw=encoding.compress(data), raw_format="pinakes",
        )  # fmt: skip
        catalogue.store.put_many([to_store])
    catch_up(catalogue.store, catalogue.index)


def test_a_number_joins_the_forms_of_a_name_with_their_counts(catalogue: Catalogue) -> None:
    add(
        catalogue, by("Rigby, Amy L.", ORCID), by("Rigby, A.", ORCID), by("Rigby, A.", ORCID), by("Rigby, A.")
    )
    found = identity(catalogue, "Rigby, Amy L.")
    assert found.identifiers == (ORCID,)
    assert [(f.name, f.count) for f in found.forms] == [("Rigby, A.", 2)]


def test_numbers_that_stand_together_lead_on_to_each_other(catalogue: Catalogue) -> None:
    add(catalogue, by("Twain, Mark", GND, ORCID), by("Tven, Mark", ORCID), by("Mark Twain", GND))
    assert {f.name for f in identity(catalogue, "Twain, Mark").forms} == {"Tven, Mark", "Mark Twain"}


def test_namesakes_with_different_numbers_are_two(catalogue: Catalogue) -> None:
    add(catalogue, by("Wang, Li", ORCID), by("Wang, Li", ORCID), by("Wang, Li", OTHER), by("Wang, L.", OTHER))
    found = identity(catalogue, "Wang, Li")
    assert (found.identifiers, found.forms) == ((ORCID,), ())
    assert [(p.identifiers, p.count) for p in found.namesakes] == [((OTHER,), 1)]


def test_one_number_with_two_of_another_registry_does_not_join_them() -> None:
    found = persons([by("A", GND, ORCID), by("A", GND, OTHER), by("A", ORCID), by("A")])
    assert [(len(p.identifiers), p.count) for p in found] == [(2, 2), (2, 1)]


def test_an_authority_joins_works_under_its_other_forms(catalogue: Catalogue) -> None:
    catalogue.store.authorities.apply([authority_to_store(TWAIN)])
    add(catalogue, by("Clemens, Samuel Langhorne"), by("Twain, Mark"), by("Twain, Shania"))
    found = identity(catalogue, "Clemens, Samuel Langhorne")
    assert [(f.name, f.count) for f in found.forms] == [("Twain, Mark", 1)]
    assert (found.identifiers, [a.id for a in found.authorities]) == ((GND,), ["names:1"])


def test_a_name_without_numbers_has_nothing_sure(catalogue: Catalogue) -> None:
    add(catalogue, by("Miller, Jo"))
    assert identity(catalogue, "Miller, Jo").forms == ()

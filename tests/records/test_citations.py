"""Works that a record cites, by their numbers."""

from __future__ import annotations

from pinakes.records.citations import cited_keys
from pinakes.records.record import Identifier, Record, Reference, Relation


def number(scheme: str, value: str, *, valid: bool = True) -> Identifier:
    return Identifier(scheme=scheme, value=value, valid=valid)


def test_each_number_of_references_and_of_works_named_as_cited_stands_once() -> None:
    record = Record(
        title="x",
        references=(
            Reference(identifiers=(number("doi", "10.1/a"), number("pmid", "1"))),
            Reference(identifiers=(number("doi", "10.1/a"),)),
            Reference(text="without"),
        ),
        relations=(
            Relation(kind="cites", identifiers=(number("pmcid", "PMC1"),)),
            Relation(kind="related", identifiers=(number("doi", "10.1/not"),)),
        ),
    )
    assert cited_keys(record) == ("10.1/a", "1", "PMC1")


def test_wrong_numbers_and_other_schemes_are_left_out() -> None:
    references = (Reference(identifiers=(number("doi", "x", valid=False), number("isbn", "9780299131708"))),)
    assert cited_keys(Record(title="x", references=references)) == ()

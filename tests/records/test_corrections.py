"""Retracted, of concern, corrected: what a record says of itself and of others."""

from __future__ import annotations

import pytest

from pinakes.records.corrections import amended, amendments, states
from pinakes.records.record import Identifier, Record, Relation

DOI = (Identifier(scheme="doi", value="10.5555/ABC"),)


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (Record(title="A trial"), ()),
        (Record(title="A trial", relations=(Relation(kind="retraction", title="Notice"),)), ("retracted",)),
        (Record(title="A trial", publication_types=("Retracted Publication",)), ("retracted",)),
        (Record(title="RETRACTED: A trial"), ("retracted",)),
        (Record(title="[Retracted article] A trial"), ("retracted",)),
        (Record(title="Retracted nails in orthopaedics"), ()),
        (
            Record(title="A trial", relations=(Relation(kind="erratum"), Relation(kind="retraction"))),
            ("retracted", "corrected"),
        ),
        (
            Record(title="A trial", relations=(Relation(kind="related", label="Expression of concern in"),)),
            ("concern",),
        ),
        (Record(title="Notice", relations=(Relation(kind="retracts", identifiers=DOI),)), ()),
        (
            Record(title="Notice", relations=(Relation(kind="related", label="Expression of concern for"),)),
            (),
        ),
    ],
)
def test_a_record_says_what_has_become_of_it(record: Record, expected: tuple[str, ...]) -> None:
    assert states(record) == expected


def test_a_notice_names_the_works_that_it_speaks_of_however_their_numbers_are_printed() -> None:
    relations = (
        Relation(kind="retracts", identifiers=DOI),
        Relation(kind="corrects", identifiers=(*DOI, Identifier(scheme="pmid", value="17"))),
        Relation(
            kind="related",
            label="Expression of concern for",
            identifiers=(Identifier(scheme="pmid", value="9"),),
        ),
        Relation(kind="cites", identifiers=(Identifier(scheme="pmid", value="1"),)),
    )
    assert amended(Record(title="Notice", relations=relations)) == ("doi:10.5555/abc", "pmid:17", "pmid:9")


def test_a_tie_that_is_no_notice_says_nothing_of_the_other_work() -> None:
    relations = (Relation(kind="corrects", identifiers=DOI), Relation(kind="related", identifiers=DOI))
    assert amendments(Record(title="Notice", relations=relations)) == (("corrected", "doi:10.5555/abc"),)

"""The MEDLINE text form."""

from __future__ import annotations

import io

from pinakes.formats.base import read
from pinakes.formats.nbib import NBIB
from pinakes.records.record import Record
from pinakes.testing.format_suite import FormatSuite


class TestNbibSuite(FormatSuite):
    name = "nbib"


def record(text: str | bytes) -> Record:
    raw = text.encode() if isinstance(text, str) else text
    (found,) = read(NBIB.reader(), io.BytesIO(raw))  # type: ignore[misc]
    assert isinstance(found, Record), found
    return found


def test_a_wrapped_line_that_looks_like_a_field_is_text() -> None:
    assert record("PMID- 1\nTI  - One\n      AB  - two.\n").title == "One AB - two"


def test_the_short_name_is_not_a_second_person() -> None:
    found = record("PMID- 1\nTI  - T\nFAU - Rigby, Amy L\nAU  - Rigby AL\nAUID- ORCID: 0000-0002-1825-0097\n")
    (one,) = found.contributors
    assert (one.family, one.given, one.identifiers[0].value) == ("Rigby", "Amy L", "0000-0002-1825-0097")


def test_labels_in_capitals_make_sections() -> None:
    found = record("PMID- 1\nTI  - T\nAB  - BACKGROUND: Four. RESULTS: DNA: all.\n").abstracts[0]
    assert [(s.label, s.text) for s in found.sections] == [("BACKGROUND", "Four."), ("RESULTS", "DNA: all.")]


def test_a_star_on_the_qualifier_makes_only_its_pair_major() -> None:
    found = record("PMID- 1\nTI  - T\nMH  - Lung/drug effects/*injuries\n")
    assert [s.major for s in found.subjects] == [False, True]


def test_the_source_is_pubmed() -> None:
    assert NBIB.source == "pubmed"

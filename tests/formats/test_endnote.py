"""EndNote's XML and its tagged format: one set of fields in two dresses."""

from __future__ import annotations

import io

import pytest

from pinakes.formats import registry
from pinakes.formats.base import read
from pinakes.records.record import Contributor, Record
from pinakes.testing import golden
from pinakes.testing.format_suite import FormatSuite


class TestEndNoteXml(FormatSuite):
    name = "endnote"


class TestEndNoteTagged(FormatSuite):
    name = "endnote-tagged"


def record(name: str, raw: str) -> Record:
    reader = registry.get(name).reader
    assert reader is not None
    (found,) = read(reader(), io.BytesIO(raw.encode()))
    assert isinstance(found, Record), found
    return found


def tagged(text: str) -> Record:
    return record("endnote-tagged", f"%0 Journal Article\n%T T\n%J J\n{text}\n")


@pytest.mark.parametrize("name", ["endnote", "endnote-tagged"])
def test_addresses_come_back_to_the_authors_that_they_belong_to(name: str) -> None:
    people = (
        Contributor(name="Rigby, Amy", family="Rigby", given="Amy", roles=("aut",), primary=True),
        Contributor(
            name="Berg, Jan",
            family="Berg",
            given="Jan",
            roles=("aut",),
            primary=True,
            affiliations=("Lung Unit",),
        ),
    )
    written = golden.written(registry.get(name), [Record(title="T", contributors=people, formats=("Book",))])
    assert record(name, written.decode()).contributors == people


def test_a_percent_sign_in_the_middle_of_a_line_is_text() -> None:
    assert tagged("%X We saw\n50 % of them").abstracts[0].text == "We saw 50 % of them"


def test_the_accession_number_of_pubmed_is_a_pmid() -> None:
    found = tagged("%M 25473571\n%~ PubMed")
    assert found.values("pmid") == ("25473571",)
    assert found.local_id == "25473571"


def test_a_small_accession_number_is_no_id() -> None:
    assert tagged("%M 12").local_id == ""


def test_a_year_of_which_the_date_is_another_wins() -> None:
    found = tagged("%D 2014\n%8 2015 Mar 2").date
    assert found is not None
    assert found.edtf == "2014"


def test_what_endnote_has_no_field_for_is_read_back_from_notes() -> None:
    found = tagged("%Z Funding: Lung Foundation; award L-1\n%Z Plain")
    assert [(f.funder, f.award) for f in found.funding] == [("Lung Foundation", "L-1")]
    assert [n.text for n in found.notes] == ["Plain"]

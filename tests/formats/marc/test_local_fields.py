"""What MARC has no field for comes back from local ones."""

from __future__ import annotations

import pytest

from pinakes.formats.marc.reading import record_from_marc
from pinakes.formats.marc.record import DataField, MarcRecord
from pinakes.formats.marc.writing import marc_from_record
from pinakes.records.dates import PublicationDate
from pinakes.records.record import HostItem, Identifier, Record, Reference

LEADER = "00000nam a2200000   4500"


@pytest.mark.parametrize("name", ["peer_reviewed", "open_access"])
@pytest.mark.parametrize("value", [True, False, None])
def test_statements_about_the_whole_come_back(name: str, value: bool | None) -> None:
    made = Record(title="T", **{name: value})
    assert getattr(record_from_marc(marc_from_record(made)), name) is value


def test_collections_and_references_come_back() -> None:
    reference = Reference(
        title="On lungs",
        authors=("Wilkes MR", "Ng M"),
        host="Lung",
        year="2005",
        volume="3",
        first_page="1",
        identifiers=(Identifier(scheme="doi", value="10.1000/lung.1"),),
        key="r1",
    )
    made = Record(
        title="T", collections=("Lungs", "Hearts"), references=(reference, Reference(text="NN. Atlas."))
    )
    found = record_from_marc(marc_from_record(made))
    assert (found.collections, found.references) == (made.collections, made.references)


def test_other_peoples_local_fields_are_no_references_and_no_collections() -> None:
    fields = [
        DataField("245", "0", "0", [("a", "T")]),
        DataField("980", " ", " ", [("2", "31"), ("a", "holding")]),
        DataField("999", " ", " ", [("c", "12"), ("d", "12")]),
    ]
    found = record_from_marc(MarcRecord(LEADER, [], fields))
    assert (found.collections, found.references) == ((), ())


def test_a_reference_of_invenio_is_read() -> None:
    field = DataField("999", "C", "5", [("a", "doi:10.1000/a"), ("s", "Phys.Lett.,B1"), ("o", "7")])
    (found,) = record_from_marc(
        MarcRecord(LEADER, [], [DataField("245", "0", "0", [("a", "T")]), field])
    ).references
    assert (found.host, found.key, found.identifiers[0].value) == ("Phys.Lett.,B1", "7", "10.1000/a")


@pytest.mark.parametrize("edtf", ["2005-03/2005-04", "1999-22", "2005-12/2006-01", "2014-06-02/2014-06-04"])
@pytest.mark.parametrize("hosted", [True, False])
def test_a_date_that_008_has_no_place_for_stands_in_046(edtf: str, hosted: bool) -> None:
    made = Record(
        title="T",
        formats=("Article",) if hosted else ("Book",),
        host=HostItem(title="J") if hosted else None,
        date=PublicationDate(edtf=edtf, first_year=int(edtf[:4])),
    )
    found = record_from_marc(marc_from_record(made)).date
    assert found is not None
    assert found.edtf == edtf

"""Finding aids in EAD: a record for the whole and for each component."""

from __future__ import annotations

import io
import tracemalloc
from collections.abc import Iterator
from typing import BinaryIO, cast

import pytest

from pinakes.formats import registry
from pinakes.formats.base import ReadFailure, read
from pinakes.formats.ead import EAD, date_of
from pinakes.formats.ead_cutting import EadCutter
from pinakes.records.record import Record
from pinakes.testing.format_suite import FormatSuite


class TestEadSuite(FormatSuite):
    name = "ead"


def outcome(raw: str | bytes) -> list[Record | ReadFailure]:
    data = raw.encode() if isinstance(raw, str) else raw
    return list(read(EAD.reader(), io.BytesIO(data)))  # type: ignore[misc]


def aid(components: str, did: str = "<unittitle>Whole</unittitle>") -> str:
    return (
        "<ead><eadheader><eadid>A</eadid></eadheader><archdesc level='fonds'>"
        f"<did>{did}</did><dsc>{components}</dsc></archdesc></ead>"
    )


def titles(raw: str) -> dict[str, str]:
    return {one.title: one.local_id for one in outcome(raw) if isinstance(one, Record)}


def test_each_component_is_a_record_with_an_id_of_its_own() -> None:
    c = "<did><unittitle>{}</unittitle></did>"
    found = titles(
        aid(f"<c01 id='x'>{c.format('One')}<c02>{c.format('Two')}</c02></c01><c01>{c.format('Three')}</c01>")
    )
    assert found == {"Whole": "A", "One": "A/x", "Two": "A/1.1", "Three": "A/2"}


def test_numbered_and_unnumbered_components_nest_alike() -> None:
    inner = "<did><unittitle>{}</unittitle></did>"
    numbered = aid(f"<c01>{inner.format('A')}<c02>{inner.format('B')}</c02></c01>")
    plain = aid(f"<c>{inner.format('A')}<c>{inner.format('B')}</c></c>")
    assert titles(numbered) == titles(plain)


def test_the_path_leads_from_the_whole_to_the_component() -> None:
    raw = aid(
        "<c01 level='series'><did><unittitle>Series</unittitle></did>"
        "<c02><did><unittitle>File</unittitle></did></c02></c01>"
    )
    (file,) = (one for one in outcome(raw) if isinstance(one, Record) and one.title == "File")
    assert file.host is not None
    assert (file.host.title, file.host.record, file.host.statement) == ("Series", "A/1", "Whole › Series")
    assert [(r.title, r.record) for r in file.relations] == [("Whole", "A")]
    assert file.collections == ("Whole",)


def test_place_and_language_are_inherited() -> None:
    language = "<langmaterial><language langcode='fre'/></langmaterial>"
    did = f"<unittitle>W</unittitle><repository>Archive</repository>{language}"
    (component,) = (
        one
        for one in outcome(aid("<c><did><unittitle>C</unittitle></did></c>", did))
        if isinstance(one, Record) and one.title == "C"
    )
    assert (component.languages, component.holdings[0].institution) == (("fra",), "Archive")


@pytest.mark.parametrize(
    ("normal", "printed", "edtf"),
    [
        ("1950/1999", "1950-1999", "1950/1999"), ("19700102", "2 Jan. 1970", "1970-01-02"), ("1970-01", "", "1970-01"),
        ("1990/1990", "1990", "1990"), ("", "[ca. 1980]", "1980~"), ("", "1950-1960", "1950/1960"),
        ("1990/9999", "", "1990/.."),
    ],
)  # fmt: skip
def test_dates_are_read_by_their_normal_form(normal: str, printed: str, edtf: str) -> None:
    found = date_of(normal, printed)
    assert found is not None
    assert found.edtf == edtf


def test_a_component_without_title_is_named_by_date_number_or_box() -> None:
    found = titles(
        aid(
            "<c><did><unitdate>1980</unitdate></did></c><c><did><unitid>7</unitid></did></c>"
            "<c><did><container type='box'>3</container></did></c>"
        )
    )
    assert set(found) == {"Whole", "1980", "7", "box 3"}


def test_names_and_comments_that_look_like_components_are_none() -> None:
    found = titles(
        aid("<!-- <c><did/></c> --><c><did><unittitle>C</unittitle><container>1</container></did></c>")
    )
    assert set(found) == {"Whole", "C"}


def test_the_whole_alone_is_read_from_one_element() -> None:
    """As the harvester gives it."""
    record = EAD.reader().parse(aid("<c><did><unittitle>C</unittitle></did></c>").encode())  # type: ignore[misc]
    assert (record.title, record.local_id) == ("Whole", "A")


def test_an_entity_bomb_is_never_expanded() -> None:
    bomb = '<!DOCTYPE ead [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    found = outcome(bomb + aid("<c><did><unittitle>X &b;</unittitle></did></c>"))
    assert "aaaa" not in repr(found)


class _Long(io.RawIOBase):
    """A finding aid of many components that is made while it is read."""

    def __init__(self, count: int) -> None:
        self._parts = self._made(count)

    def _made(self, count: int) -> Iterator[bytes]:
        start, end = aid("|").encode().split(b"|")
        yield start
        for number in range(count):
            yield (
                b"<c01><did><unittitle>N%d</unittitle></did><scopecontent><p>%s</p></scopecontent></c01>"
                % (
                    number,
                    b"words " * 200,
                )
            )
        yield end

    def read(self, size: int = -1) -> bytes:
        return next(self._parts, b"")


def test_a_long_finding_aid_is_cut_in_bounded_memory() -> None:
    tracemalloc.start()
    long = cast(BinaryIO, _Long(5_000))
    count = len([None for _ in EadCutter().cut(long)])
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 5_001
    assert peak < 4 << 20


def test_a_component_longer_than_allowed_is_one_failure() -> None:
    cutter = EadCutter(limit=100_000)
    raw = aid(
        f"<c><did><unittitle>{'x' * 200_000}</unittitle></did></c><c><did><unittitle>Good</unittitle></did></c>"
    )
    pieces = list(cutter.cut(io.BytesIO(raw.encode())))
    reader = EAD.reader()  # type: ignore[misc]
    assert len(pieces) == 3
    assert len(pieces[0]) < 70_000
    assert reader.parse(pieces[1]).title == "Good"


def test_components_nested_without_end_are_no_danger() -> None:
    found = outcome("<ead><archdesc><did><unittitle>W</unittitle></did>" + "<c>" * 20_000)
    assert all(isinstance(one, ReadFailure) for one in found)


def test_a_finding_aid_is_known_in_both_versions() -> None:
    assert registry.recognise(b'<ead xmlns="http://ead3.archivists.org/schema/"><control/>').name == "ead"
    assert registry.recognise(b"<!DOCTYPE ead PUBLIC 'x' 'y'><ead><eadheader/>").name == "ead"

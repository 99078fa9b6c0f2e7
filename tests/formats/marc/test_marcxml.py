"""MARCXML in all the frames and with all the faults that files have."""

import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from pinakes.errors import ReadError
from pinakes.formats.marc import marcxml
from pinakes.formats.marc.record import DataField, MarcRecord

LEADER = "00000nam a2200000   4500"
BODY = (
    "<leader>00000nam a2200000   4500</leader>"
    '<controlfield tag="001">{}</controlfield>'
    '<datafield tag="245" ind1="1" ind2="0"><subfield code="a">{}</subfield></datafield>'
)


def record(number: str, title: str = "Tacrolimus") -> str:
    return f"<record>{BODY.format(number, title)}</record>"


def read(data: str | bytes) -> list[MarcRecord | str]:
    found: list[MarcRecord | str] = []
    for piece in marcxml.split(io.BytesIO(data.encode() if isinstance(data, str) else data)):
        try:
            found.append(marcxml.parse(piece))
        except ReadError as error:
            found.append(str(error))
    return found


def one(data: str | bytes) -> MarcRecord:
    (found,) = read(data)
    assert isinstance(found, MarcRecord), found
    return found


def title(marc: MarcRecord | str) -> str:
    return marc.fields[0].get("a") if isinstance(marc, MarcRecord) else marc


def shape(marc: MarcRecord) -> tuple[object, ...]:
    return marc.leader, marc.control, [(f.tag, f.ind1, f.ind2, f.subfields) for f in marc.fields]


def with_prefix(prefix: str) -> str:
    text = record("1")
    for name in ("record", "leader", "controlfield", "datafield", "subfield"):
        text = text.replace(f"<{name}", f"<{prefix}:{name}").replace(f"</{name}", f"</{prefix}:{name}")
    return text


@pytest.mark.parametrize(
    "data",
    [
        record("1"),
        f'<?xml version="1.0"?>\n<!-- of today -->\n{record("1")}\n',
        f"<collection>{record('1')}</collection>",
        f'<collection xmlns="http://www.loc.gov/MARC21/slim">{record("1")}</collection>',
        f'<marc:collection xmlns:marc="http://www.loc.gov/MARC21/slim">{with_prefix("marc")}</marc:collection>',
        with_prefix("undeclared"),
        record("1").replace('"', "'"),
        record("1").replace("><", ">\n\t<"),
        record("1").replace("><", ">\r\n  <"),
        record("1").replace('tag="245" ind1="1" ind2="0"', 'ind2="0"  ind1="1" id="f1" tag="245"'),
        record("1").replace("Tacrolimus", "<![CDATA[Tacrolimus]]>"),
        record("1").replace("Tacrolimus", "Tacro<!-- no -->limus"),
        record("1").replace("Tacrolimus", "&#84;acrolimus"),
        record("1").replace("<leader>", '<leader xml:space="preserve">'),
        f'<!DOCTYPE collection [<!ENTITY x SYSTEM "file:///etc/passwd">]><collection>{record("1")}</collection>',
        "﻿" + record("1"),
    ],
)
def test_every_frame_gives_the_same_record(data: str) -> None:
    marc = one(data)
    expected = (LEADER, [("001", "1")], [("245", "1", "0", [("a", "Tacrolimus")])])
    assert shape(marc) == expected
    assert marc.repairs == []


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "iso-8859-1"])
def test_every_encoding_is_read(encoding: str) -> None:
    declared = "iso-8859-1" if encoding == "iso-8859-1" else encoding[:6].rstrip("-")
    data = f'<?xml version="1.0" encoding="{declared}"?><collection>{record("1", "Köln")}</collection>'
    assert title(one(data.encode(encoding))) == "Köln"


def test_a_record_is_taken_out_of_an_answer_of_oai_pmh() -> None:
    data = (
        '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords>'
        '<record><header><identifier>oai:a:1</identifier></header><metadata><record xmlns="http://www.loc.gov/MARC21/slim">'
        f"{BODY.format('1', 'One')}</record></metadata></record>"
        '<record><header status="deleted"><identifier>oai:a:2</identifier></header></record>'
        f"<record><header/><metadata>{with_prefix('marc')}</metadata></record>"
        "<record><header/><metadata><dc><title>Three</title></dc></metadata></record>"
        "</ListRecords></OAI-PMH>"
    )
    assert [title(r) for r in read(data)] == [
        "One",
        "The OAI-PMH server says that this record is deleted; there is no MARC in it.",
        "Tacrolimus",
        "This is no MARC but dc.",
    ]


@pytest.mark.parametrize(
    "packed",
    [record("1"), record("1").replace("<", "&lt;").replace(">", "&gt;"), f"<![CDATA[{record('1')}]]>"],
)
def test_a_record_is_taken_out_of_an_answer_of_sru(packed: str) -> None:
    data = (
        '<zs:searchRetrieveResponse xmlns:zs="http://www.loc.gov/zing/srw/"><zs:records><zs:record>'
        f"<zs:recordPacking>xml</zs:recordPacking><zs:recordData>{packed}</zs:recordData></zs:record>"
        "</zs:records></zs:searchRetrieveResponse>"
    )
    assert title(one(data)) == "Tacrolimus"


@pytest.mark.parametrize(
    ("inside", "text", "repaired"),
    [
        ("AT&T", "AT&T", "Ampersands"),
        ("a < b", "a < b", "angle brackets"),
        ("M&uuml;ller", "Müller", "HTML"),
        ("a\x0bb\x1fc", "abc", "Control characters"),
        ("a&#x1F;b", "ab", "Control characters"),
        ("a&#xFFFF;b", "ab", "Control characters"),
    ],
)
def test_what_commonly_breaks_xml_is_mended(inside: str, text: str, repaired: str) -> None:
    marc = one(record("1").replace("Tacrolimus", inside))
    assert title(marc) == text
    assert repaired in marc.repairs[0]


def test_bytes_of_latin_1_under_the_name_of_utf8_are_read() -> None:
    marc = one(record("1", "Köln").encode("latin-1"))
    assert title(marc) == "Köln"
    assert "Windows-1252" in marc.repairs[0]


def test_one_broken_byte_in_much_unicode_is_replaced() -> None:
    marc = one(record("1", "Köln, Zürich, Genève!").encode().replace(b"!", b"\xff"))
    assert title(marc) == "Köln, Zürich, Genève\ufffd"


def test_a_broken_record_costs_no_other() -> None:
    broken = record("2").replace("</subfield></datafield></record>", "")
    found = read(f"<collection>{record('1')}{broken}{record('3')}</collection>")
    assert [r.control_value("001") for r in found if isinstance(r, MarcRecord)] == ["1", "2", "3"]
    assert isinstance(found[1], MarcRecord)
    assert "not well-formed" in found[1].repairs[0]


def test_entities_within_a_record_are_refused() -> None:
    bomb = record("1").replace("<record>", '<record><!DOCTYPE r [<!ENTITY a "aaaa">]>')
    assert "document type" in str(read(bomb)[0])


def test_an_entity_of_the_file_is_never_expanded() -> None:
    data = f'<!DOCTYPE c [<!ENTITY a "secret">]><collection>{record("1", "x&a;y")}</collection>'
    assert title(one(data)) == "x&a;y"


def test_a_record_without_end_is_a_bounded_failure() -> None:
    data = "<record>" + BODY.format("1", "x" * 70_000)
    assert "no end" in str(read(data)[0])


@pytest.mark.parametrize(
    ("old", "new", "expected", "repaired"),
    [
        ('tag="245"', 'tag="42"', "042", True),
        ('code="a"', 'code=""', "245", True),
        ('code="a"', "", "245", True),
        (' ind1="1" ind2="0"', "", "245", False),
        ('ind1="1"', 'ind1=""', "245", False),
    ],
)
def test_a_malformed_tag_or_code_keeps_its_text(old: str, new: str, expected: str, repaired: bool) -> None:
    marc = one(record("1").replace(old, new))
    field = marc.fields[0]
    assert (field.tag, field.get("a"), len(field.ind1)) == (expected, "Tacrolimus", 1)
    assert bool(marc.repairs) is repaired


def test_a_leader_that_is_missing_or_short_has_24_characters_all_the_same() -> None:
    for leader in (
        "",
        "nam",
        "<leader></leader>",
        "<leader>nam a22     4500</leader>",
        "<leader>\n     nam</leader>",
    ):
        marc = one(record("1").replace(f"<leader>{LEADER}</leader>", leader))
        assert len(marc.leader) == 24
        assert marc.leader[6] == "a"


def test_control_fields_in_data_fields_change_places() -> None:
    data = record("1").replace("</record>", '<controlfield tag="500">Note</controlfield></record>')
    data = data.replace(
        '<controlfield tag="001">1</controlfield>',
        '<datafield tag="001"><subfield code="a">1</subfield></datafield>',
    )
    marc = one(data)
    assert marc.control == [("001", "1")]
    assert [f.tag for f in marc.fields] == ["500", "245"]


def test_both_ways_of_reading_agree() -> None:
    data = record("1", "A &amp; B &lt; C &quot;&#228;&#x4e2d;").encode()
    assert shape(marcxml.parse(data)) == shape(marcxml._by_tree(data))
    assert marcxml._plain(data) is not None


@given(st.binary(max_size=300), st.integers(0, 260), st.integers(0, 30))
def test_no_bytes_lose_the_record_after_them(noise: bytes, at: int, cut: int) -> None:
    damaged = record("1").encode()
    found = read(
        b"<collection>" + damaged[:at] + noise + damaged[at + cut :] + b"\n" + record("good").encode()
    )
    assert (
        any(isinstance(r, MarcRecord) and r.control_value("001") == "good" for r in found) or b"<!--" in noise
    )


text = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff"),
    max_size=30,
)
fields = st.builds(
    DataField,
    st.sampled_from(["100", "245", "650", "880", "9XX", "999"]),
    st.sampled_from(" 0123456789abc"),
    st.sampled_from(" 0123456789abc"),
    st.lists(st.tuples(st.sampled_from("abcdxyz0123456789&<>\"'"), text), min_size=1, max_size=5),
)
records = st.builds(
    MarcRecord,
    st.just(LEADER),
    st.lists(st.tuples(st.sampled_from(["001", "003", "005", "008"]), text), min_size=1, max_size=4),
    st.lists(fields, max_size=8),
)


@given(st.lists(records, min_size=1, max_size=3))
def test_what_is_written_is_read_back(many: list[MarcRecord]) -> None:
    out = io.BytesIO()
    marcxml.write(many, out)
    etree.fromstring(out.getvalue())
    found = read(out.getvalue())
    assert [shape(r) for r in found if isinstance(r, MarcRecord)] == [shape(r) for r in many]


wild = st.text(max_size=6)
wild_records = st.builds(
    MarcRecord,
    wild | st.text(st.characters(max_codepoint=126), min_size=24, max_size=24),
    st.lists(st.tuples(wild, wild), max_size=3),
    st.lists(st.builds(DataField, wild, wild, wild, st.lists(st.tuples(wild, wild), max_size=3)), max_size=3),
)
# The patterns of MARC21slim.xsd, version 1.2.
SCHEMA = {
    "leader": r"[\d ]{5}[\dA-Za-z ][\dA-Za-z][\dA-Za-z ]{3}(2| )(2| )[\d ]{5}[\dA-Za-z ]{3}(4500|    )",
    "controlfield": "00[1-9A-Za-z]",
    "datafield": "(0([1-9A-Z][0-9A-Z])|0([1-9a-z][0-9a-z]))|(([1-9A-Z][0-9A-Z]{2})|([1-9a-z][0-9a-z]{2}))",
    "ind": r"[\da-z ]",
    "code": r"""[\dA-Za-z!"#$%&'()*+,-./:;<=>?{}_^`~\[\]\\]""",
}


@given(wild_records)
def test_whatever_is_written_is_valid_by_the_schema(marc: MarcRecord) -> None:
    out = io.BytesIO()
    marcxml.write([marc], out)
    (found,) = etree.fromstring(out.getvalue())
    names = [etree.QName(part).localname for part in found]
    assert names == sorted(names, key=["leader", "controlfield", "datafield"].index)
    assert names.count("leader") == 1
    for name, part in zip(names, found, strict=True):
        value = part.text if name == "leader" else part.get("tag")
        assert re.fullmatch(SCHEMA[name], value, re.ASCII), (name, value)
        if name == "datafield":
            assert len(part)
            assert all(re.fullmatch(SCHEMA["ind"], part.get(ind), re.ASCII) for ind in ("ind1", "ind2"))
            assert all(re.fullmatch(SCHEMA["code"], sub.get("code"), re.ASCII) for sub in part)


def test_what_xml_forbids_is_not_written() -> None:
    marc = MarcRecord(
        "xx", [("001", "a\x00b\ufffe"), ("FMT", "BK")], [DataField("2é", "é", "A", [("é", "\ud800\x1f\r\n")])]
    )
    out = io.BytesIO()
    marcxml.write([marc], out)
    found = one(out.getvalue())
    assert found.leader == "00000 aa  a2200000   4500"[:6] + "a  a2200000   4500"
    assert found.control == [("001", "a b\ufffd")]
    assert [f.tag for f in found.fields] == ["FMT", "029"]
    assert found.fields[1].subfields == [("a", "? \r\n")]

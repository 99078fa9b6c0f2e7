"""MARC-in-JSON: arrays, lines and frames, sound and broken."""

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pinakes.errors import ReadError
from pinakes.formats.marc import json_objects, marcjson
from pinakes.formats.marc.record import DataField, MarcRecord

LEADER = "00000nam a2200000   4500"


def raw(number: str, title: str = 'A {"title"} \\ of "245"') -> str:
    field = {"245": {"ind1": "1", "ind2": "0", "subfields": [{"a": title}, {"a": "again"}]}}
    return json.dumps({"leader": LEADER, "fields": [{"001": number}, field]})


def read(data: str | bytes) -> list[MarcRecord | str]:
    found: list[MarcRecord | str] = []
    for piece in json_objects.split(io.BytesIO(data.encode() if isinstance(data, str) else data)):
        try:
            found.append(marcjson.parse(piece))
        except ReadError as error:
            found.append(str(error))
    return found


def numbers(data: str | bytes) -> list[str]:
    return [r.control_value("001") if isinstance(r, MarcRecord) else "failure" for r in read(data)]


def shape(marc: MarcRecord) -> tuple[object, ...]:
    return marc.leader, marc.control, [(f.tag, f.ind1, f.ind2, f.subfields) for f in marc.fields]


@pytest.mark.parametrize(
    "data",
    [
        f"[{raw('1')},{raw('2')}]",
        f"{raw('1')}\n{raw('2')}\n",
        f"{raw('1')}{raw('2')}",
        f'{{"total": 2, "records": [{raw("1")}, {raw("2")}], "next": null}}',
        f'{{"collection": [{raw("1")},\n{raw("2")}]}}',
        f'[{{"id": 7, "marc": {raw("1")}}}, {{"id": 8, "marc": {raw("2")}}}]',
        f"﻿[{raw('1')},{raw('2')}]",
        json.dumps([json.loads(raw("1")), json.loads(raw("2"))], indent=4),
    ],
)
def test_every_frame_gives_the_same_records(data: str) -> None:
    assert numbers(data) == ["1", "2"]


@pytest.mark.parametrize(
    "broken",
    [
        raw("2")[:60],
        raw("2")[:-2],
        raw("2").replace('"001"', '001"'),
        raw("2").replace('"fields": [', '"fields": '),
        raw("2").replace(": ", " ", 1),
        '{"leader": 7, "fields": [{"001": "2"}]}',
        '{"leader": "", "fields": "none"}',
        '{"leader": "", "fields": [{"245": {"subfields": "x"}}]}',
        '{"leader": "", "fields": [1]}',
        '{"leader": "", "fields": []}',
        "garbage",
    ],
)
def test_a_broken_record_costs_no_other(broken: str) -> None:
    first, *between, last = numbers(f"{raw('1')}\n{broken}\n{raw('3')}\n")
    assert (first, set(between), last) == ("1", {"failure"}, "3")


def test_the_reason_says_where_it_is_broken() -> None:
    (reason,) = read('{"leader": "", "fields": [{"245": {"subfields": "x"}}]}')
    assert reason == "245: The subfields must be a list of objects."


def test_values_that_are_numbers_or_null_are_read_as_text() -> None:
    (marc,) = read(
        '{"leader": "", "fields": [{"001": 12}, {"245": {"ind1": 1, "subfields": [{"a": 1984}, {"b": null}]}}]}'
    )
    assert isinstance(marc, MarcRecord)
    assert marc.control == [("001", "12")]
    assert (marc.fields[0].ind1, marc.fields[0].ind2) == ("1", " ")
    assert marc.fields[0].subfields == [("a", "1984"), ("b", "")]


def test_a_repeated_subfield_may_be_a_list() -> None:
    (marc,) = read('{"leader": "", "fields": [{"245": {"subfields": {"a": ["x", "y"], "b": "z"}}}]}')
    assert isinstance(marc, MarcRecord)
    assert marc.fields[0].subfields == [("a", "x"), ("a", "y"), ("b", "z")]


def test_the_older_form_is_read() -> None:
    older = {
        "leader": LEADER,
        "controlfield": [{"tag": "001", "data": "1"}],
        "datafield": [{"tag": "245", "ind": "10", "subfield": [{"code": "a", "data": "Title"}]}],
    }
    (marc,) = read(json.dumps(older))
    assert isinstance(marc, MarcRecord)
    assert shape(marc) == (LEADER, [("001", "1")], [("245", "1", "0", [("a", "Title")])])


def test_line_breaks_within_strings_are_read_and_told() -> None:
    (marc,) = read(raw("1", "Line").replace("Line", "two\n lines"))
    assert isinstance(marc, MarcRecord)
    assert marc.fields[0].get("a") == "two\n lines"
    assert marc.repairs == [marcjson.CONTROLS]


def test_endless_garbage_comes_in_bounded_failures() -> None:
    for part in (b"no record ", b'{"leader":"', b'{"leader":"","fields":[' + b'{"a":' * 50):
        found = list(json_objects.split(io.BytesIO(part + b"[1, " * 500_000), limit=600_000))
        assert max(map(len, found)) <= 600_000
        for piece in found:
            with pytest.raises(ReadError):
                marcjson.parse(piece)


@given(st.binary(max_size=200), st.integers(0, 150), st.integers(0, 20))
def test_no_bytes_lose_the_record_after_them(noise: bytes, at: int, cut: int) -> None:
    damaged = raw("1").encode()
    data = damaged[:at] + noise + damaged[at + cut :] + b"\n" + raw("good").encode()
    assert numbers(data)[-1] == "good"


text = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=30)
fields = st.builds(
    DataField,
    st.sampled_from(["100", "245", "650", "880", "9XX", "999"]),
    st.sampled_from(" 0123456789"),
    st.sampled_from(" 0123456789"),
    st.lists(st.tuples(st.sampled_from('abcdxyz0123456789&"\\'), text), min_size=1, max_size=5),
)
records = st.builds(
    MarcRecord,
    st.just(LEADER),
    st.lists(st.tuples(st.sampled_from(["001", "003", "005", "008"]), text), min_size=1, max_size=4),
    st.lists(fields, max_size=8),
)


@given(st.lists(records, max_size=3))
def test_what_is_written_is_read_back(many: list[MarcRecord]) -> None:
    out = io.BytesIO()
    marcjson.write(many, out)
    assert len(json.loads(out.getvalue())) == len(many)
    assert [shape(r) for r in read(out.getvalue()) if isinstance(r, MarcRecord)] == [shape(r) for r in many]

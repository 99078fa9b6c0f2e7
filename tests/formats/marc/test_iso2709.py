"""Cutting ISO 2709 into records and taking each apart, in sound, wrong and hostile bytes."""

import io
import tracemalloc
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pinakes.errors import ReadError, WriteError
from pinakes.formats.marc import decoding, encoding, iso2709
from pinakes.formats.marc.record import DataField, MarcRecord

LEADER = "00000nam a2200000   4500"


def marc(number: str, title: str = "Tacrolimus", *more: DataField) -> MarcRecord:
    return MarcRecord(LEADER, [("001", number)], [DataField("245", "1", "0", [("a", title)]), *more])


def raw(number: str, title: str = "Tacrolimus") -> bytes:
    return encoding.encode(marc(number, title))


def pieces(data: bytes) -> list[bytes]:
    return list(iso2709.split(io.BytesIO(data)))


def numbers(data: bytes) -> list[str]:
    found = []
    for piece in pieces(data):
        try:
            found.append(decoding.record(piece).control_value("001"))
        except ReadError:
            found.append("failure")
    return found


def shape(record: MarcRecord) -> tuple[object, ...]:
    fields = [(f.tag, f.ind1, f.ind2, f.subfields) for f in record.fields]
    return record.leader[5:9], record.leader[17:20], record.control, fields


@pytest.mark.parametrize(
    "between",
    [
        b"",
        b"\n",
        b"\x1d",
        b"\x1e\x1d\x1d",
        b"\r\n",
        b"\r\n\r\n",
        b"\x00" * 512,
        b"\xef\xbb\xbf",
        b"\x1a",
        b"  \n",
        b"\t",
    ],
)
def test_what_is_blank_between_records_is_no_record(between: bytes) -> None:
    data = between + raw("1") + between + raw("2") + between
    assert numbers(data) == ["1", "2"]
    assert all(not decoding.record(piece).repairs for piece in pieces(data))


def test_a_wrong_length_in_the_leader_costs_nothing() -> None:
    for length in (b"00000", b"99999", b"00030", b"     ", b"0a0b0", b"00400"):
        wrong = length + raw("2")[5:]
        assert numbers(raw("1") + wrong + raw("3")) == ["1", "2", "3"], length


def test_a_wrong_length_is_told() -> None:
    assert decoding.record(b"00400" + raw("2")[5:]).repairs == [decoding.LENGTH]


def test_a_missing_record_terminator_does_not_join_two_records() -> None:
    data = raw("1")[:-1] + raw("2")[:-1] + b"\n" + raw("3")[:-1]
    assert numbers(data) == ["1", "2", "3"]
    assert decoding.TERMINATOR in decoding.record(pieces(data)[0]).repairs


def test_a_record_that_breaks_off_keeps_its_whole_fields() -> None:
    whole = encoding.encode(marc("1", "Tacrolimus", DataField("500", " ", " ", [("a", "Ärzte")])))
    record = decoding.record(whole[:-6])
    assert record.fields[0].get("a") == "Tacrolimus"
    record = decoding.record(whole[: whole.index(b"Tacro") + 7])
    assert [f.tag for f in record.fields] == ["245"]
    assert decoding.CUT_OFF in record.repairs


def test_a_record_that_breaks_off_does_not_take_the_next_with_it() -> None:
    for length in (3, 12, 24, 30, 48, 60):
        assert numbers(raw("1") + raw("2")[:length] + raw("3"))[-1] == "3", length
        assert numbers(raw("1") + raw("2")[:length] + b"\n" + raw("3"))[-1] == "3", length


def test_a_terminator_within_text_stays_in_its_record() -> None:
    good = raw("1", "Tacro_limus").replace(b"_", b"\x1d")
    assert pieces(good + raw("2")) == [good, raw("2")]
    assert decoding.record(good).fields[0].get("a") == "Tacro limus"


def test_a_field_terminator_within_text_stays_in_its_field() -> None:
    record = decoding.record(raw("1", "Tacro_limus").replace(b"_", b"\x1e"))
    assert record.fields[0].get("a") == "Tacro limus"


def test_a_directory_out_of_order_is_followed() -> None:
    data = raw("1")
    swapped = data[:24] + data[36:48] + data[24:36] + data[48:]
    record = decoding.record(swapped)
    assert record.control == [("001", "1")]
    assert record.fields[0].get("a") == "Tacrolimus"
    assert not record.repairs


def test_a_directory_with_wrong_numbers_gives_way_to_the_terminators() -> None:
    data = raw("1")
    wrong = data[:24] + b"001000900000245000900003" + data[48:]
    record = decoding.record(wrong)
    assert shape(record) == shape(decoding.record(data))
    assert decoding.DIRECTORY in record.repairs


def test_a_directory_without_its_terminator_is_read() -> None:
    data = raw("1")
    record = decoding.record(data[:48] + data[49:])
    assert record.fields[0].get("a") == "Tacrolimus"
    assert record.control == [("001", "1")]


def test_a_wrong_base_address_is_told_and_does_no_harm() -> None:
    data = raw("1")
    record = decoding.record(data[:12] + b"99937" + data[17:])
    assert shape(record) == shape(decoding.record(data))
    assert record.repairs == [decoding.BASE]


def test_a_damaged_leader_is_filled_with_blanks() -> None:
    data = raw("1")
    record = decoding.record(data[:22] + b"\x92" + data[23:])
    assert len(record.leader) == 24
    assert record.fields[0].get("a") == "Tacrolimus"
    assert decoding.LEADER_MENDED in record.repairs


def test_a_leader_that_is_too_short_is_filled_up() -> None:
    record = decoding.record(raw("1")[3:])
    assert len(record.leader) == 24
    assert record.fields[0].get("a") == "Tacrolimus"


def test_text_between_records_is_a_failure_of_its_own() -> None:
    assert numbers(raw("1") + b"HTTP error 500" + raw("2")) == ["1", "failure", "2"]


def test_a_file_without_any_record_says_why() -> None:
    with pytest.raises(ReadError, match="no leader"):
        decoding.record(pieces(b"This is a letter to the editor.")[0])


@pytest.mark.parametrize(
    ("field", "subfields"),
    [
        (b"10\x1faA\x1fbB", [("a", "A"), ("b", "B")]),
        (b"10\x1f\x1faA\x1f", [("a", "A")]),
        (b"10A without code", [("a", "A without code")]),
        (b"1\x1faA", [("a", "A")]),
        (b"100 \x1faA", [("a", "0 "), ("a", "A")]),
        (b"\x1faA", [("a", "A")]),
    ],
)
def test_a_malformed_field_keeps_its_text(field: bytes, subfields: list[tuple[str, str]]) -> None:
    body = b"1\x1e" + field + b"\x1e\x1d"
    directory = b"001000200000245%04d00002" % (len(field) + 1)
    record = decoding.record(b"%05dnam a2200049   4500" % (49 + len(body)) + directory + b"\x1e" + body)
    assert record.fields[0].subfields == subfields


def test_utf8_is_utf8_whatever_the_leader_says() -> None:
    data = raw("1", "Köln 東京")
    record = decoding.record(data[:9] + b" " + data[10:])
    assert record.fields[0].get("a") == "Köln 東京"
    assert record.repairs == ["The leader says MARC-8, but the text is in UTF-8; it was read as that."]


def test_marc8_is_found_under_a_leader_that_says_unicode() -> None:
    record = decoding.record(raw("1", "pr_eface et _etude").replace(b"_", b"\xe2"))
    assert record.fields[0].get("a") == "préface et étude"
    assert "MARC-8" in record.repairs[0]


def test_latin_1_is_found_where_marc8_makes_no_sense() -> None:
    latin = "Für Ärzte: Maße, Größen und Übungen"
    data = encoding.encode(marc("1", latin)).replace(latin.encode(), latin.encode("latin-1"))
    record = decoding.record(data)
    assert record.fields[0].get("a") == latin
    assert "Windows-1252" in " ".join(record.repairs)


def test_windows_1251_is_found_by_its_long_runs() -> None:
    russian = "Психологический тренинг"
    data = encoding.encode(marc("1", russian)).replace(russian.encode(), russian.encode("cp1251"))
    assert decoding.record(data).fields[0].get("a") == russian


def test_one_record_may_mix_character_sets() -> None:
    record = marc(
        "1", "東京", DataField("500", " ", " ", [("a", "@etude")]), DataField("501", " ", " ", [("a", "!")])
    )
    data = encoding.encode(record).replace(b"@", b"\xe2").replace(b"!", b"\x1b(NmOSKWA\x1b(B")
    found = decoding.record(data)
    assert [f.get("a") for f in found.fields] == ["東京", "étude", "Москва"]


def test_a_broken_sequence_in_unicode_is_replaced() -> None:
    data = raw("1", "Köln und Zürich, Österreich _").replace(b"_", b"\xc3")
    record = decoding.record(data)
    assert record.fields[0].get("a") == "Köln und Zürich, Österreich \ufffd"
    assert record.repairs[-1] == "Some bytes are no valid UTF-8; they were replaced by U+FFFD."


def test_a_record_over_99999_bytes_is_written_and_read_whole() -> None:
    long = marc("1", "x" * 12_000, *(DataField("700", "1", " ", [("a", f"Name {n}")]) for n in range(6_000)))
    data = raw("0") + encoding.encode(long) + raw("2")
    found = [decoding.record(piece) for piece in pieces(data)]
    assert [r.control_value("001") for r in found] == ["0", "1", "2"]
    assert shape(found[1]) == shape(long)


def test_a_record_with_more_fields_than_a_directory_holds_is_refused() -> None:
    with pytest.raises(WriteError, match="8,000"):
        encoding.encode(marc("1", "x", *(DataField("700", "1", " ", [("a", "n")]) for _ in range(8_000))))


class Endless(io.RawIOBase):
    """Bytes without an end, as ``parts`` repeats them up to ``size``."""

    def __init__(self, part: bytes, size: int) -> None:
        self._part, self._size, self._at = part, size, 0

    def read(self, size: int = -1) -> bytes:
        begin = self._at % len(self._part)
        length = min(size, self._size - self._at)
        self._at += length
        return (self._part * (length // len(self._part) + 2))[begin : begin + length]


@pytest.mark.parametrize("part", [b"no end ", b"x\x1e\x1f", b"00714nam a22", b"\xff"])
def test_endless_garbage_comes_in_bounded_failures(part: bytes) -> None:
    found: Iterator[bytes] = iso2709.split(Endless(part, 3_000_000), limit=1_000_000)  # type: ignore[arg-type]
    sizes = []
    for piece in found:
        sizes.append(len(piece))
        with pytest.raises(ReadError):
            decoding.record(piece)
    assert max(sizes) <= 1_000_000
    assert 2 <= len(sizes) < 10


def test_memory_does_not_grow_with_the_file() -> None:
    data = raw("1", "x" * 900)
    tracemalloc.start()
    count = sum(1 for _ in iso2709.split(Endless(data, len(data) * 20_000)))  # type: ignore[arg-type]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 20_000
    assert peak < 5_000_000


@given(st.binary(max_size=400))
def test_no_bytes_lose_the_record_after_them(garbage: bytes) -> None:
    good = raw("good")
    assert pieces(garbage + good)[-1].endswith(good)
    assert numbers(garbage + good)[-1] == "good"


@given(
    st.lists(
        st.sampled_from(
            [b"\x1d", b"\x1e", b"\x1f", b"00099", b"nam a22", b"45", b"00", raw("x"), raw("x")[:40]]
        )
    )
)
def test_pieces_of_records_lose_no_record_after_them(parts: list[bytes]) -> None:
    assert numbers(b"".join(parts) + raw("good"))[-1] == "good"


@given(st.binary(max_size=400), st.integers(0, 90), st.integers(0, 30))
def test_nothing_but_a_read_error_leaves_the_reader(noise: bytes, at: int, cut: int) -> None:
    data = raw("1", "Tacrolimus")
    for piece in pieces(data[:at] + noise + data[at + cut :]):
        try:
            record = decoding.record(piece)
        except ReadError:
            continue
        assert len(record.leader) == 24
        assert all(len(f.tag) == 3 and f.subfields for f in record.fields)


text = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=30)
subfield = st.tuples(st.sampled_from("abcdxyz0123456789"), text)
fields = st.builds(
    DataField,
    st.sampled_from(["100", "245", "650", "880", "9XX", "999"]),
    st.sampled_from(" 0123456789"),
    st.sampled_from(" 0123456789"),
    st.lists(subfield, min_size=1, max_size=5),
)
records = st.builds(
    MarcRecord,
    st.just(LEADER),
    st.lists(st.tuples(st.sampled_from(["001", "003", "005", "008"]), text), min_size=1, max_size=4),
    st.lists(fields, max_size=8),
)


@given(st.lists(records, min_size=1, max_size=4))
def test_what_is_written_is_read_back(many: list[MarcRecord]) -> None:
    data = b"".join(map(encoding.encode, many))
    found = [decoding.record(piece) for piece in pieces(data)]
    assert [shape(r) for r in found] == [shape(r) for r in many]
    assert not any(r.repairs for r in found)

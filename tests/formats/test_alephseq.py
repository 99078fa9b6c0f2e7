"""Aleph sequential with MARC 21, UNIMARC and MAB2 in it, and MAB2 alone."""

from __future__ import annotations

import io

import pytest

from pinakes.formats import registry, text_lines
from pinakes.formats.aleph.formats import ALEPHSEQ
from pinakes.formats.base import ReadFailure, read
from pinakes.records.record import Record
from pinakes.testing.format_suite import FormatSuite


class TestAlephSuite(FormatSuite):
    name = "alephseq"


def outcome(raw: str | bytes) -> list[Record | ReadFailure]:
    data = raw.encode() if isinstance(raw, str) else raw
    return list(read(ALEPHSEQ.reader(), io.BytesIO(data)))  # type: ignore[misc]


def record(raw: str | bytes) -> Record:
    (found,) = outcome(raw)
    assert isinstance(found, Record), found
    return found


def mab(lines: str) -> Record:
    return record(f"### 00000nM2.01200024      h\n001 1\n{lines}\n")


def test_carets_are_blanks_in_fixed_fields_and_signs_in_texts() -> None:
    found = record(
        "000000001 LDR   L ^^^^^nam^a22^^^^^^a^4500\n"
        "000000001 008   L 850102s1984^^^^gw^^^^^^^^^^^^^^^^^^ger^d\n"
        "000000001 24510 L $$a2^3 ist acht"
    )
    assert (found.title, found.country, found.languages) == ("2^3 ist acht", "DE", ("deu",))


def test_the_number_of_the_system_is_the_id_where_there_is_no_001() -> None:
    assert record("000000042 24500 L $$aT").local_id == "000000042"
    assert record("000000042 001   L abc\n000000042 24500 L $$aT").local_id == "abc"


def test_a_file_without_the_letter_of_the_alphabet_is_read_too() -> None:
    assert record("000000001 24500 $$aT$$bS").subtitle == "S"


def test_records_are_parted_by_their_numbers() -> None:
    found = outcome("000000001 24500 L $$aA\n000000001 500   L $$an\n\n000000002 24500 L $$aB\n")
    assert [one.title for one in found if isinstance(one, Record)] == ["A", "B"]


def test_each_record_tells_by_its_tags_which_format_is_in_it() -> None:
    found = outcome(
        "000000001 24500 L $$aMARC\n000000002 2001  L $$aUNIMARC$$fX\n"
        "000000003 331   L $$aMAB\n000000003 335   L $$bzwei"
    )
    assert [one.title for one in found if isinstance(one, Record)] == ["MARC", "UNIMARC", "MAB"]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("331 T", "Book"), ("331 T\n050 ||||||||g|||||", "EBook"), ("331 T\n052 p", "Journal"),
        ("331 T\n052 z", "Newspaper"), ("331 T\n052 r", "Series"), ("331 T\n590 Z\n596 1, 2, S. 3", "Article"),
        ("331 T\n051 m|u|", "Thesis"),
        ("331 T\n051 m|k|", "ConferenceProceedings"), ("331 T\n050 |a", "Manuscript"), ("331 T\n050 |||a", "Microform"),
        ("331 T\n050 ||||a", "Braille"), ("331 T\n050 |||||a", "SoundRecording"), ("331 T\n334 [Musikdruck]", "Score"),
        ("331 T\n519 Köln, Diss.", "Thesis"), ("331 T\n050 ||||||||||a", "Map"),
    ],
)  # fmt: skip
def test_each_kind_of_material_of_mab_is_told(lines: str, expected: str) -> None:
    assert expected in mab(lines).formats


def test_what_sorting_passes_over_is_marked_in_three_ways() -> None:
    for title in ("¬Die¬ Lunge", "<<Die>> Lunge", "\x98Die\x9c Lunge"):
        found = mab(f"331 {title}")
        assert (found.title, found.nonfiling) == ("Die Lunge", 4)


def test_persons_and_bodies_are_numbered_by_fours() -> None:
    found = mab(
        "100 A, B\n102a118540238\n104bC, D [Hrsg.]\n196bE, F [Ill.]\n200 Verein\n202a2024231-6\n331 T"
    )
    assert [(c.name, c.kind, c.roles, [i.value for i in c.identifiers]) for c in found.contributors] == [
        ("A, B", "person", ("aut",), ["118540238"]), ("C, D", "person", ("edt",), []),
        ("E, F", "person", ("ill",), []), ("Verein", "organisation", (), ["2024231-6"]),
    ]  # fmt: skip


def test_a_volume_names_the_record_above_it() -> None:
    found = mab("010 BV1\n089 Bd. 2\n331 Teil")
    assert found.host is not None
    assert (found.title, found.host.record, found.host.volume) == ("Teil. Bd. 2", "BV1", "2")


@pytest.mark.parametrize("kind", "pkstqr")
def test_authority_records_of_mab_are_no_books(kind: str) -> None:
    (found,) = outcome(f"### 00000nM2.01200024      {kind}\n001 1\n800 Goethe\n")
    assert isinstance(found, ReadFailure)
    assert "authority" in found.reason


def test_a_record_longer_than_allowed_is_one_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_lines, "MAX_RECORD", 10_000)
    long = "000000001 500   L $$a" + "x" * 500 + "\n"
    found = outcome("000000001 24500 L $$aA\n" + long * 100 + "000000002 24500 L $$aB\n")
    assert [type(one) for one in found] == [ReadFailure, Record]


def test_no_other_format_with_numbers_is_taken_for_it() -> None:
    assert registry.recognise(b"000000001 245   L $$aT\n").name == "alephseq"
    assert not ALEPHSEQ.recognise(b"123456789 people were asked\n")  # type: ignore[misc]

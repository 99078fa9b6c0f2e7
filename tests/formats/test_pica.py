"""PICA+ in all its serialisations, read through the mapping of MARC 21."""

from __future__ import annotations

import io
import tracemalloc

import pytest

from pinakes.formats import registry, text_lines
from pinakes.formats.base import ReadFailure, read
from pinakes.formats.pica.fields import unmarked
from pinakes.formats.pica.formats import PICA
from pinakes.records.record import Record
from pinakes.testing.format_suite import FormatSuite


class TestPicaSuite(FormatSuite):
    name = "pica"


def outcome(raw: bytes) -> list[Record | ReadFailure]:
    return list(read(PICA.reader(), io.BytesIO(raw)))  # type: ignore[misc]


def record(text: str) -> Record:
    (found,) = outcome(f"002@ $0Aau\n003@ $01\n{text}".encode())
    assert isinstance(found, Record), found
    return found


def test_the_same_record_is_read_from_each_serialisation() -> None:
    plain = "003@ $01\n021A $aDie @Lunge$hA\n044N $aa$$b\n"
    lines = [
        line.replace("$$", "\0").replace("$", "\x1f").replace("\0", "$") for line in plain.split("\n") if line
    ]
    forms = [
        plain.encode(),
        plain.replace("$$", "\0").replace("$", "ƒ").replace("\0", "$").encode(),
        b"".join(line.encode() + b"\x1e" for line in lines) + b"\n",
        b"".join(line.encode() + b"\x1e" for line in lines) + b"\x1d",
        b"\x1d\n" + b"".join(b"\x1e" + line.encode() + b"\n" for line in lines),
        b"<record>" + b"".join(
            f'<datafield tag="{line[:4]}">'.encode()
            + b"".join(f'<subfield code="{p[0]}">{p[1:]}</subfield>'.encode() for p in line[5:].split("\x1f")[1:])
            + b"</datafield>"
            for line in lines
        ) + b"</record>",
    ]  # fmt: skip
    first, *others = (outcome(raw) for raw in forms)
    assert isinstance(first[0], Record)
    assert first[0].subjects[0].parts == ("a$b",)
    assert all(other == first for other in others)
    assert {registry.recognise(raw).name for raw in forms} == {"pica"}


def test_the_sign_before_the_first_word_to_file_by_is_taken_out() -> None:
    assert unmarked("Die @Lunge") == ("Die Lunge", 4)
    assert unmarked("L'@été") == ("L'été", 2)
    assert unmarked("Schreib an post@example.org") == ("Schreib an post@example.org", 0)


@pytest.mark.parametrize(
    ("code", "more", "expected"),
    [
        ("Aau", "", "Book"), ("Oau", "", "EBook"), ("Abv", "", "Journal"), ("Adv", "", "Series"),
        ("Kau", "", "Map"), ("Mau", "", "Score"), ("Gau", "", "SoundRecording"), ("Iau", "", "Image"),
        ("Hau", "", "Manuscript"), ("Vau", "", "Object"),
        ("Eau", "", "Microform"), ("Cau", "", "Braille"), ("Zau", "", "Kit"), ("Bau", "", "Video"),
        ("Bau", "\n002C $bprm", "Music"), ("Bau", "\n002C $bspw", "SoundRecording"), ("Aau", "\n002C $bcri", "Map"),
        ("Oau", "\n002C $btdi", "Video"), ("Abv", "\n013D $aZeitung", "Newspaper"),
        ("Aau", "\n037C $dDiss.$eKöln", "Thesis"),
    ],
)  # fmt: skip
def test_each_kind_of_material_is_told(code: str, more: str, expected: str) -> None:
    (found,) = outcome(f"002@ $0{code}\n003@ $01\n021A $aT{more}".encode())
    assert isinstance(found, Record)
    assert expected in found.formats


def test_a_name_is_taken_from_the_field_from_the_authority_or_from_the_link() -> None:
    found = record(
        "021A $aT\n028A $aMüller$dEva$cvon\n028C $AMeier$DJan$4edt\n"
        "028C $8Paul, Petra *1950-* [Tp1]$BÜbersetzerIn\n028C $PJohannes$n23$lPapst"
    )
    assert [(c.name, c.roles) for c in found.contributors] == [
        ("Müller, Eva von", ()), ("Meier, Jan", ("edt",)), ("Paul, Petra", ("trl",)), ("Johannes 23, Papst", ()),
    ]  # fmt: skip


def test_pages_of_an_article_come_from_031a() -> None:
    (found,) = outcome(
        b"002@ $0Osu\n003@ $01\n021A $aT\n039B $tJournal$CISSN$62051-3380\n031A $d2$e3$j2014$h70-72"
    )
    assert isinstance(found, Record)
    assert found.host is not None
    assert (found.host.volume, found.host.issue, found.host.first_page, found.host.last_page) == (
        "2",
        "3",
        "70",
        "72",
    )


def test_copies_of_two_libraries_stay_apart() -> None:
    found = record(
        "021A $aT\n101@ $a1\n209A/01 $aA$x00\n209A/01 $aA2$x01\n209A/02 $aB\n101@ $a2\n209A/01 $aC\n231B/01 $a1-9"
    )
    assert [(h.institution, h.call_number, h.coverage) for h in found.holdings] == [
        ("ILN 1", "A", ()), ("ILN 1", "B", ()), ("ILN 2", "C", ("1-9",)),
    ]  # fmt: skip


@pytest.mark.parametrize("code", ["Tp1", "Tbz", "amu"])
def test_authorities_and_messages_are_no_books(code: str) -> None:
    (found,) = outcome(f"002@ $0{code}\n003@ $01\n028A $aKant$dImmanuel".encode())
    assert isinstance(found, ReadFailure)
    assert found.field == "002@"


def test_an_entity_bomb_is_never_expanded() -> None:
    bomb = b'<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    field = b'<record><datafield tag="021A"><subfield code="a">T&b;</subfield></datafield></record>'
    (found,) = outcome(bomb + b"<c>" + field + b"</c>")
    assert isinstance(found, Record | ReadFailure)
    assert "aaaa" not in repr(found)


def test_a_record_without_an_end_is_one_failure_in_bounded_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_lines, "MAX_RECORD", 1 << 20)
    endless = b"003@ \x1f01\x1e" + b"021A \x1faxxxxxxxxxxxxxxxxxxxx\x1e" * 400_000
    tracemalloc.start()
    found = outcome(endless + b"\x1d003@ \x1f02\x1e021A \x1faGood\x1e\x1d")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert any(isinstance(one, Record) and one.title == "Good" for one in found)
    assert any(isinstance(one, ReadFailure) and "longer" in one.reason for one in found)
    assert peak < 40 << 20

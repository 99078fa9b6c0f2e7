"""Authority records: chosen forms, "see" and "see also"; never a book."""

from __future__ import annotations

import importlib.util
import io
from pathlib import Path

import pytest

from pinakes.errors import ReadError
from pinakes.formats.base import ReadFailure, read
from pinakes.formats.marc import encoding, marcxml
from pinakes.formats.marc.authorities import authority_from_marc, read_authorities
from pinakes.formats.marc.formats import MarcReader
from pinakes.records.authority import Authority, heading_key

_spec = importlib.util.spec_from_file_location("marc_lines", Path(__file__).with_name("marc_lines.py"))
assert _spec is not None
assert _spec.loader is not None
_lines = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_lines)
marc = _lines.marc

LEADER = "00000nz  a2200000n  4500"
PERSON = """
001 n1
005 20200102030405.0
008 850101n| azannaabn          |a aaa      
010 __ $an  79021164
024 7_ $a118540238$2gnd
040 __ $aDLC
100 1_ $6880-01$aTolstoy, Leo,$cgraf,$d1828-1910
370 __ $aYasnaya Polyana
374 __ $aNovelists
377 __ $arus
400 1_ $aTolstoi, Lev Nikolaevich,$d1828-1910
400 1_ $wnne$aTolstoĭ, Lev Nikolaevich,$cgraf,$d1828-1910
500 1_ $wr$iPseudonym:$aNobody, N.$0(DE-588)118540239
670 __ $aHis War and peace, 1868
678 __ $aRussian novelist.
880 1_ $6100-01$aТолстой, Лев,$d1828-1910
"""  # noqa: W291 - the fixed field ends in blanks


def authority(text: str, leader: str = LEADER) -> Authority:
    return authority_from_marc(marc(text, leader=leader))


def test_a_person_has_a_chosen_form_and_others() -> None:
    found = authority(PERSON)
    assert (found.heading.text, found.heading.kind, found.heading.dates) == (
        "Tolstoy, Leo, graf",
        "person",
        "1828-1910",
    )
    assert found.heading.alternate == "Толстой, Лев"
    assert [v.text for v in found.variants] == ["Tolstoi, Lev Nikolaevich", "Tolstoĭ, Lev Nikolaevich, graf"]
    assert found.forms[:2] == ("Tolstoy, Leo, graf", "Толстой, Лев")
    assert [(r.heading.text, r.label, r.relationship) for r in found.related] == [
        ("Nobody, N.", "Pseudonym", "related")
    ]
    assert found.related[0].identifiers[0].value == "118540239"
    assert (found.values("lccn"), found.values("gnd")) == (("n79021164",), ("118540238",))
    assert (found.places, found.occupations, found.languages) == (
        ("Yasnaya Polyana",),
        ("Novelists",),
        ("rus",),
    )
    assert (found.notes, found.sources) == (("Russian novelist.",), ("His War and peace, 1868",))
    assert (found.scheme, found.record_changed) == ("lcsh", "2020-01-02T03:04:05")


def test_a_subject_has_broader_and_narrower_ones() -> None:
    found = authority(
        """
        001 sh1
        150 __ $aLungs$xDiseases
        450 __ $aPulmonary diseases
        550 __ $wg$aChest$xDiseases
        550 __ $wh$aPneumonia
        550 __ $aRespiration
        750 _7 $aLungenkrankheit$0(DE-588)4036754-3$2gnd
        """
    )
    assert (found.heading.text, found.heading.kind) == ("Lungs -- Diseases", "topic")
    assert [v.text for v in found.variants] == ["Pulmonary diseases"]
    assert [(r.heading.text, r.relationship) for r in found.related] == [
        ("Chest -- Diseases", "broader"), ("Pneumonia", "narrower"), ("Respiration", "related"),
    ]  # fmt: skip
    assert "Lungenkrankheit" in found.forms


@pytest.mark.parametrize(
    ("line", "text", "kind"),
    [
        ("110 2_ $aUniversity of Sydney.$bLung Unit", "University of Sydney. Lung Unit", "organisation"),
        ("111 2_ $aCongress$n(12th :$d2009 :$cKöln)", "Congress (12th : 2009 : Köln)", "meeting"),
        ("130 _0 $aBible.$pN.T.", "Bible. N.T.", "work"),
        ("100 0_ $aHomer.$tIliad", "Homer. Iliad", "work"),
        ("151 __ $aKöln (Germany)", "Köln (Germany)", "place"),
        ("155 __ $aCase reports", "Case reports", "genre"),
        ("148 __ $a1990-1999", "1990-1999", "period"),
    ],
)
def test_each_kind_of_heading_is_read(line: str, text: str, kind: str) -> None:
    found = authority(f"001 1\n{line}").heading
    assert (found.line.removesuffix(", 2009"), found.kind) == (text, kind)


def test_a_reference_record_is_not_established() -> None:
    assert not authority("001 1\n008 850101n| bzannaabn\n100 1_ $aA, B").established
    assert authority("001 1\n008 850101n| azannaabn\n100 1_ $aA, B").established


def test_an_authority_is_never_a_book_and_a_book_no_authority() -> None:
    raw = encoding.encode(marc("001 1\n100 1_ $aA, B", leader=LEADER))
    (found,) = read(MarcReader(), io.BytesIO(raw))
    assert isinstance(found, ReadFailure)
    assert "authority" in found.reason
    with pytest.raises(ReadError, match="no authority"):
        authority("001 1\n245 00 $aT", leader="00000nam a2200000   4500")


def test_one_bad_among_good_costs_only_itself() -> None:
    good = [marc(f"001 {n}\n100 1_ $aName{n}, A.", leader=LEADER) for n in range(3)]
    book = marc("001 b\n245 00 $aT")
    raw = b"".join(encoding.encode(one) for one in (good[0], book, good[1]))
    found = list(read_authorities(io.BytesIO(raw + b"garbage\n" + encoding.encode(good[2])[:-30])))
    assert [type(one) for one in found[:3]] == [Authority, ReadFailure, Authority]
    out = io.BytesIO()
    marcxml.write([*good, book], out)
    found = list(read_authorities(io.BytesIO(out.getvalue())))
    assert [one.local_id if isinstance(one, Authority) else "" for one in found] == ["0", "1", "2", ""]
    assert list(read_authorities(io.BytesIO(b""))) == []


def test_a_key_passes_over_case_marks_and_punctuation() -> None:
    assert heading_key("Tolstoĭ, Lev", "1828-1910") == heading_key("TOLSTOI, LEV.", "1828-")
    assert heading_key("Tolstoi, Lev", "1828-1910") != heading_key("Tolstoi, Lev", "1883-1945")


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("evergreen/auth-1066.mrc", 1066),
        ("evergreen/auth-subset100.mrc", 17),
        ("vufind/authority__authorityauth.mrc", 3),
    ],
)
def test_every_authority_of_a_real_file_is_read(shared: Path, name: str, count: int) -> None:
    raw = (shared / "data" / "marc" / name).read_bytes()
    found = list(read_authorities(io.BytesIO(raw)))
    assert [one for one in found if not isinstance(one, Authority)] == []
    assert len(found) == count

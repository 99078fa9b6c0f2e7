"""RIS, read in its dialects and written for all."""

from __future__ import annotations

import io

from pinakes.formats.base import ReadFailure, read
from pinakes.formats.ris import RIS
from pinakes.records.record import Contributor, Record
from pinakes.testing.format_suite import FormatSuite


class TestRisSuite(FormatSuite):
    name = "ris"


def record(text: str | bytes) -> Record:
    raw = text.encode() if isinstance(text, str) else text
    (found,) = read(RIS.reader(), io.BytesIO(raw))  # type: ignore[misc]
    assert isinstance(found, Record), found
    return found


def written(*records: Record) -> str:
    out = io.BytesIO()
    RIS.exporter().write(records, out)  # type: ignore[misc]
    return out.getvalue().decode()


def tags(text: str, tag: str) -> list[str]:
    return [line[6:] for line in text.split("\r\n") if line.startswith(f"{tag}  - ")]


def test_a_hyphenated_word_at_the_start_of_a_line_is_no_tag() -> None:
    found = record("TY  - JOUR\nTI  - T\nAB  - We saw\nIL-6 - a cytokine.\nER  - \n")
    assert found.abstracts[0].text == "We saw IL-6 - a cytokine."


def test_keywords_on_lines_of_their_own_are_keywords() -> None:
    found = record("TY  - JOUR\nTI  - T\nKW  - Adult\nFemale\nKW  - a; b\nER  - \n")
    assert [s.parts[0] for s in found.subjects] == ["Adult", "Female", "a", "b"]


def test_asterisks_and_slashes_make_headings_mesh() -> None:
    found = record("TY  - JOUR\nTI  - T\nKW  - Humans\n*Lung/drug effects\nER  - \n")
    assert [(s.parts, s.scheme, s.major) for s in found.subjects] == [
        (("Humans",), "mesh", False),
        (("Lung", "drug effects"), "mesh", True),
    ]


def test_a_small_number_as_id_is_no_id() -> None:
    assert record("TY  - JOUR\nTI  - T\nID  - 12\nER  - \n").local_id == ""
    assert record("TY  - JOUR\nTI  - T\nID  - rayyan-12\nER  - \n").local_id == "rayyan-12"


def test_the_accession_number_of_pubmed_is_a_pmid() -> None:
    assert record("TY  - JOUR\nTI  - T\nAN  - 25473571\nDB  - PubMed\nER  - \n").values("pmid") == (
        "25473571",
    )
    assert record("TY  - JOUR\nTI  - T\nAN  - 25473571\nER  - \n").values("pmid") == ()


def test_the_series_editor_of_a_book_is_not_its_editor() -> None:
    found = record("TY  - BOOK\nTI  - T\nA2  - Series, S.\nA3  - Book, B.\nER  - \n")
    assert [(c.name, c.roles) for c in found.contributors] == [
        ("Series, S.", ("pbd",)),
        ("Book, B.", ("edt",)),
    ]


def test_a_press_may_be_a_person() -> None:
    found = record("TY  - JOUR\nTI  - T\nAU  - Press, William H.\nAU  - Cambridge University Press\nER  - \n")
    assert [c.kind for c in found.contributors] == ["person", "organisation"]


def test_an_initial_that_looks_like_a_number_is_a_given_name() -> None:
    (found,) = record("TY  - JOUR\nTI  - T\nAU  - Galatzer-Levy, I.\nER  - \n").contributors
    assert (found.family, found.given, found.suffix) == ("Galatzer-Levy", "I.", "")


def test_an_address_after_each_author_is_that_authors() -> None:
    found = record(
        "TY  - JOUR\nTI  - T\nAU  - A, B\nAU  - C, D\nAD  - There\nAU  - E, F\nAD  - Here\nER  - \n"
    )
    assert [c.affiliations for c in found.contributors] == [(), ("There",), ("Here",)]


def test_the_year_takes_month_and_day_from_da() -> None:
    for line in ("DA  - 2014/06/02", "DA  - Jun 2", "DA  - 2014 Jun 2", "DA  - 2014-06-02"):
        found = record(f"TY  - JOUR\nTI  - T\nPY  - 2014\n{line}\nER  - \n")
        assert found.date is not None
        assert found.date.edtf == "2014-06-02", line


def test_a_body_is_written_with_the_comma_that_keeps_it_whole() -> None:
    body = Contributor(name="Study Group", kind="organisation", roles=("aut",), primary=True)
    assert tags(written(Record(title="T", contributors=(body,))), "AU") == ["Study Group,"]


def test_line_ends_in_values_are_not_written() -> None:
    assert written(Record(title="One\nER  - \nTY  - BOOK")).count("\r\nER  - ") == 1


def test_a_record_without_title_is_a_failure_with_its_field() -> None:
    (found,) = read(RIS.reader(), io.BytesIO(b"TY  - JOUR\nAU  - A\nER  - \n"))  # type: ignore[misc]
    assert isinstance(found, ReadFailure)
    assert (found.field, found.position) == ("TI", 1)

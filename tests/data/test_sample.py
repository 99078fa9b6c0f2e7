"""The sample catalogue: what it promises, and that it is built from its sources."""

from __future__ import annotations

import io
import sys
import unicodedata
from importlib.resources import files
from pathlib import Path

import pytest

from pinakes.formats import native, registry
from pinakes.formats.base import ReadFailure, read
from pinakes.records import identifiers, vocabularies
from pinakes.records.record import Identifier, Record

TOOLS = Path(__file__).resolve().parents[2] / "tools"


def _sample() -> list[Record]:
    stream = io.BytesIO(files("pinakes.data").joinpath("sample.jsonl").read_bytes())
    found = list(read(native.NativeReader(), stream))
    assert not [f for f in found if isinstance(f, ReadFailure)]
    return [r for r in found if isinstance(r, Record)]


RECORDS = _sample()
BY_ID = {r.id: r for r in RECORDS}
SEED = RECORDS[0]


def _identifiers(record: Record) -> list[Identifier]:
    found = [*record.identifiers, *(i for c in record.contributors for i in c.identifiers)]
    found += [i for s in record.subjects for i in s.identifiers]
    found += [i for relation in record.relations for i in relation.identifiers]
    return found + list(record.host.identifiers if record.host else ())


def _scripts(record: Record) -> set[str]:
    names = (record.title, record.title_alternate, *(c.alternate for c in record.contributors))
    return {unicodedata.name(c, "?").split()[0] for text in names for c in text if c.isalpha()}


def test_it_has_at_least_250_records() -> None:
    assert len(RECORDS) >= 250


def test_titles_of_one_word_or_of_stop_words_can_be_tried() -> None:
    titles = {r.title for r in RECORDS}
    wanted = {"It", "She", "Kim", "Emma", "“A”", "V.", "M", "Z", "S/Z", "My", "Ran", "Time", "Help!", "4′33″"}
    wanted |= {"Which?", "Who’s next", "Let it be", "To be or not to be", "Être et avoir", "Die Zeit"}
    wanted |= {"The C++ programming language", "2001: a space odyssey", "Nineteen eighty-four"}
    assert wanted <= titles


def test_titles_that_begin_with_an_article_are_filed_without_it() -> None:
    articles = ("The ", "A ", "An ", "Le ", "Les ", "Der ", "Die ", "Das ", "Et ", "El ", "Il ", "L’", "al-")
    begun = [r for r in RECORDS if r.title.startswith(articles)]
    wrong = [(r.id, r.title, r.nonfiling) for r in begun if not r.nonfiling]
    assert not wrong
    assert all(r.title[r.nonfiling - 1] in " -’" for r in RECORDS if r.nonfiling and r.title[0] != "“")


def test_every_heading_says_from_which_list_it_is() -> None:
    assert not [(r.id, s) for r in RECORDS for s in r.subjects if not s.scheme or not all(s.parts)]


def test_dates_are_years_ranges_about_and_open() -> None:
    edtf = {r.date.edtf for r in RECORDS if r.date}
    assert {"1869/..", "1925/1933", "0868-05-11"} <= edtf
    assert any(text.endswith("~") for text in edtf)
    assert {"[ca. 1455]", "[ca. 1890]"} <= {r.date.printed for r in RECORDS if r.date}


def test_codes_of_roles_are_relator_codes() -> None:
    known = vocabularies.load("relators").keys()
    assert not {role for r in RECORDS for c in r.contributors for role in c.roles} - known


def test_codes_of_languages_are_known() -> None:
    known = vocabularies.load("languages").keys()
    assert not {code for r in RECORDS for code in (*r.languages, *r.original_languages)} - known


def test_ids_are_unique() -> None:
    assert len(BY_ID) == len(RECORDS)


def test_the_seed_article_is_first() -> None:
    assert SEED.id == "pubmed:25473571"
    assert (
        SEED.title
        == "Tacrolimus rescue therapy for severe respiratory failure in the anti\u2010synthetase syndrome"
    )
    assert [c.name for c in SEED.contributors] == ["Rigby, Amy L.", "Plit, Marshall", "Glanville, Allan R."]


def test_the_seed_article_is_found_by_its_numbers() -> None:
    assert SEED.values("doi") == ("10.1002/rcr2.52",)
    assert SEED.values("pmid") == ("25473571",)
    assert SEED.values("pmcid") == ("PMC4184510",)


def test_the_seed_article_says_where_it_appeared() -> None:
    host = SEED.host
    assert host is not None
    assert (host.title, host.volume, host.issue, host.first_page, host.last_page) == (
        "Respirology Case Reports",
        "2",
        "2",
        "70",
        "72",
    )
    assert [i.value for i in host.identifiers if i.scheme == "issn"] == ["2051-3380"]
    assert SEED.date is not None
    assert SEED.date.edtf == "2014-06"


def test_the_abstract_of_the_seed_is_long_enough_to_be_cut() -> None:
    long, short = SEED.abstracts
    assert len(long.text) > 300 > len(short.text)


def test_the_seed_article_can_be_read_at_the_publisher_and_at_pmc() -> None:
    assert [(link.kind, link.access) for link in SEED.links] == [("fulltext", "open")] * 2


def test_every_identifier_is_right() -> None:
    wrong = [
        (r.id, i)
        for r in RECORDS
        for i in _identifiers(r)
        if not i.valid or identifiers.identifier(i.scheme, i.value) is None
    ]
    assert not wrong


def test_gnd_numbers_have_the_right_check_digit() -> None:
    def right(number: str) -> bool:
        digits = number.replace("-", "")
        total = sum(weight * int(c) for weight, c in zip(range(len(digits), 1, -1), digits, strict=False))
        return digits[-1] == "0123456789X"[-total % 11]

    assert not [i.value for r in RECORDS for i in _identifiers(r) if i.scheme == "gnd" and not right(i.value)]


def test_numbers_of_works_are_not_given_twice() -> None:
    seen = [
        (i.scheme, i.value)
        for r in RECORDS
        for i in r.identifiers
        if i.scheme in {"doi", "isbn", "pmid", "pmcid"}
    ]
    assert len(seen) == len(set(seen))


def test_it_has_at_least_thirty_languages() -> None:
    assert len({code for r in RECORDS for code in r.languages}) >= 30


def test_it_has_at_least_twelve_scripts() -> None:
    assert len(set().union(*map(_scripts, RECORDS)) - {"?", "MODIFIER"}) >= 12


def test_titles_in_another_script_are_romanised_too() -> None:
    assert not [
        r.id for r in RECORDS if not any("LATIN" in unicodedata.name(c, "") or c.isdigit() for c in r.title)
    ]


def test_every_format_is_in_the_vocabulary_and_every_code_is_shown() -> None:
    known = vocabularies.load("formats")
    used = {code for r in RECORDS for code in r.formats}
    assert all(r.formats for r in RECORDS)
    assert used <= known.keys()
    assert known.keys() - used <= {"Braille", "Kit", "Slide", "Microform", "Globe", "Object", "Other"}


def test_relations_and_hosts_name_records_that_exist() -> None:
    named = [(r.id, relation.record) for r in RECORDS for relation in r.relations if relation.record]
    named += [(r.id, r.host.record) for r in RECORDS if r.host and r.host.record]
    assert named
    assert not [pair for pair in named if pair[1] not in BY_ID]


def test_ties_between_records_are_told_on_both() -> None:
    pairs = {
        (r.id, relation.record)
        for r in RECORDS
        for relation in r.relations
        if relation.record and relation.kind != "cites"
    }
    assert not {(a, b) for a, b in pairs if (b, a) not in pairs}


def test_every_record_has_a_title_and_a_date() -> None:
    assert not [r.id for r in RECORDS if not r.title]
    assert not [r.id for r in RECORDS if r.date is None or r.date.first_year is None]


def test_no_abstract_is_shared() -> None:
    texts = [a.text for r in RECORDS for a in r.abstracts]
    assert len(texts) == len(set(texts))


def test_most_records_say_what_they_are_about() -> None:
    assert sum(bool(r.abstracts) for r in RECORDS) > 0.8 * len(RECORDS)
    assert sum(bool(r.subjects) for r in RECORDS) > 0.8 * len(RECORDS)


@pytest.mark.parametrize("scheme", ["mesh", "lcsh", "gnd", "keyword"])
def test_headings_come_from_several_lists(scheme: str) -> None:
    assert sum(s.scheme == scheme for r in RECORDS for s in r.subjects) >= 20


def test_a_hundred_works_are_on_the_shelf() -> None:
    held = [r for r in RECORDS if r.holdings]
    assert len(held) >= 100
    barcodes = [i.barcode for r in held for h in r.holdings for i in h.items]
    assert len(barcodes) == len(set(barcodes))


def test_years_go_from_the_first_printed_book_to_the_present() -> None:
    years = {r.date.first_year or 0 for r in RECORDS if r.date}
    assert min(years) <= 1455
    assert max(years) >= 2024


def test_it_is_read_back_equal() -> None:
    out = io.BytesIO()
    native.NativeExporter().write(RECORDS, out)
    assert list(read(native.NativeReader(), io.BytesIO(out.getvalue()))) == RECORDS


def test_it_is_recognised_as_our_own_format() -> None:
    head = files("pinakes.data").joinpath("sample.jsonl").read_bytes()[:65536]
    assert registry.get("pinakes").recognise is not None
    assert registry.get("pinakes").recognise(head)  # type: ignore[misc]  # asserted above


@pytest.mark.skipif(not (TOOLS / "sample_catalogue.py").exists(), reason="the sources are only in a checkout")
def test_it_is_up_to_date_with_its_sources(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(TOOLS))
    monkeypatch.delitem(sys.modules, "sample_catalogue", raising=False)
    import sample_catalogue

    assert sample_catalogue.main(["--check"]) == 0


def test_no_sign_of_the_notation_is_left_in_a_host() -> None:
    hosts = [r.host for r in RECORDS if r.host]
    parts = [
        p for h in hosts for p in (h.title, h.volume, h.issue, h.first_page, h.last_page, h.article_number)
    ]
    assert [p for p in parts if "|" in p or "#" in p] == []
    assert len([h for h in hosts if h.volume and not h.issue and h.first_page]) >= 10


def test_its_form_in_marc_holds_the_same_ids_and_titles() -> None:
    marc = registry.get("marc").reader
    assert marc is not None
    stream = io.BytesIO(files("pinakes.data").joinpath("sample.mrc").read_bytes())
    found = [r for r in read(marc(), stream) if isinstance(r, Record)]
    assert [(r.local_id, r.full_title) for r in found] == [(r.local_id, r.full_title) for r in RECORDS]

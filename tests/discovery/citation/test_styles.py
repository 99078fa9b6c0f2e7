"""Golden references, typed by hand from the styles' manuals; styles and languages that are found or refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pinakes.discovery.citation import locale, styles
from pinakes.errors import CitationError
from pinakes.formats.csl_mapping import record_of
from pinakes.records.record import Record

ITEMS = {
    i["id"]: i for i in json.loads((Path(__file__).parents[2] / "data" / "citation_items.json").read_text())
}


def record(name: str) -> Record:
    return record_of(ITEMS[name], [])


def cited(name: str, style: str, language: str = "en-US") -> str:
    return styles.references([record(name)], style, language)[0][0].text


def test_the_seed_article_in_apa() -> None:
    assert cited("seed", "apa") == (
        "Rigby, A. L., Plit, M., & Glanville, A. R. (2014). Tacrolimus rescue therapy for severe respiratory failure "
        "in the anti-synthetase syndrome. Respirology Case Reports, 2(2), 70–72. https://doi.org/10.1002/rcr2.52"
    )


def test_a_suffix_stands_behind_the_given_name() -> None:
    assert cited("suffix", "apa").startswith("King, M. L., Jr. (1964). Why we can’t wait.")


def test_a_particle_stays_before_its_family_name() -> None:
    assert cited("particle", "apa").startswith("van der Waerden, B. L. (1967).")


def test_a_body_is_not_inverted() -> None:
    assert cited("corporate", "american-medical-association").startswith("1. World Health Organization.")


def test_a_missing_date_is_named_in_the_language_of_the_reference() -> None:
    assert "(n.d.)" in cited("nodate", "apa")
    assert "(o.\u00a0J.)" in cited("nodate", "apa", "de-DE")


def test_a_title_in_place_of_the_author_is_not_said_twice() -> None:
    assert cited("titleonly", "modern-language-association") == "Codex Manesse. Zürich, 1340."


def test_a_body_behind_one_person_has_no_comma_before_its_and() -> None:
    item = ITEMS["book"] | {"author": [{"family": "Ash", "given": "Anna"}, {"literal": "World Bank"}]}
    made = styles.references([record_of(item, [])], "apa", "en-US")[0][0].text
    assert made.startswith("Ash, A. & World Bank. (")


def test_two_years_without_months_leave_no_dash_where_the_month_would_stand() -> None:
    item = ITEMS["seed"] | {"issued": {"date-parts": [[1944], [1945]]}, "volume": "", "issue": ""}
    made = styles.references([record_of(item, [])], "chicago-author-date", "en-US")[0][0].text
    assert ", –" not in made
    assert "1944–1945" in made


def test_commas_stand_inside_american_quotation_marks() -> None:
    assert "“Polymyositis and dermatomyositis,” " in cited("bohan", "ieee")


def test_two_works_of_one_author_and_year_get_letters() -> None:
    made = styles.references([record("six"), record("six")], "apa", "en-US")
    assert [cite.text for _, cite in made] == ["(Adams et al., 2001a)", "(Adams et al., 2001b)"]


def test_html_of_a_title_is_escaped() -> None:
    item = {"id": "x", "type": "book", "title": "A < B & <script>alert(1)</script>"}
    assert "<script" not in styles.references([record_of(item, [])], "apa", "en-US")[0][0].html


def test_the_style_of_a_journal_is_its_parents() -> None:
    assert "jama" in styles.find("jama")
    assert cited("seed", "jama") == cited("seed", "american-medical-association")


@pytest.mark.parametrize("name", ["no-such-style", "../apa", "", "APA"])
def test_a_style_that_is_not_there_is_refused(name: str) -> None:
    with pytest.raises(CitationError):
        styles.processor(name, "en-US")


@pytest.mark.parametrize(
    ("tag", "name"), [("de", "de-DE"), ("pt-br", "pt-BR"), ("zh-hant", "zh-TW"), ("xx", "en-US")]
)
def test_a_language_tag_finds_the_nearest_locale(tag: str, name: str) -> None:
    assert locale.nearest(tag) == name


def test_every_articles_kind_is_not_named_as_a_genre() -> None:
    item = ITEMS["seed"] | {"genre": "Journal Article"}
    assert "Journal Article" not in styles.references([record_of(item, [])], "apa", "en-US")[0][0].text

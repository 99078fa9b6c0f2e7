"""Languages, countries, roles and names: many spellings, one code."""

from __future__ import annotations

import pytest

from pinakes.records import countries, languages, names, relators
from pinakes.records.vocabularies import load, load_table


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("ger", "deu"), ("deu", "deu"), ("de", "deu"), ("de-CH", "deu"), ("German", "deu"), ("Deutsch", "deu"),
        ("fre", "fra"), ("chi", "zho"), ("scr", "hrv"), ("iri", "gle"), ("grc", "grc"), ("sla", "sla"),
        ("", ""), ("qqq", ""), ("|||", ""), ("xx", ""),
    ],
)  # fmt: skip
def test_a_language_has_one_code_whatever_list_it_comes_from(printed: str, code: str) -> None:
    assert languages.code(printed) == code


def test_every_language_goes_to_marc_and_back() -> None:
    for iso in set(load("languages")) - set(load_table("language_codes")["discontinued"]):
        assert languages.code(languages.bibliographic(iso)) == iso


@pytest.mark.parametrize(
    ("marc", "iso"),
    [("gw ", "DE"), ("nyu", "US"), ("enk", "GB"), ("au ", "AT"), ("xx ", ""), ("|||", "")],
)
def test_a_marc_country_is_an_iso_country(marc: str, iso: str) -> None:
    assert countries.from_marc(marc) == iso


def test_every_country_goes_to_marc_and_back() -> None:
    for iso in set(load_table("countries")["current"].values()):
        assert countries.from_marc(countries.to_marc(iso)) == iso


@pytest.mark.parametrize(
    ("term", "code"),
    [
        ("author", "aut"), ("Verfasser", "aut"), ("VerfasserIn", "aut"), ("Hrsg.", "edt"), ("ed.", "edt"),
        ("traducteur", "trl"), ("Übers.", "trl"), ("aut", "aut"), ("traductor", "trl"),
        ("http://id.loc.gov/vocabulary/relators/ill", "ill"), ("", ""), ("friend of the house", ""),
    ],
)  # fmt: skip
def test_a_role_is_known_in_many_languages(term: str, code: str) -> None:
    assert relators.code(term) == code


def test_a_term_without_a_code_stays_as_printed() -> None:
    assert relators.role("friend of the house,") == "friend of the house"


def test_terms_lead_to_codes_that_exist() -> None:
    known = load("relators")
    for terms in load_table("relator_terms").values():
        assert set(terms.values()) <= set(known)


@pytest.mark.parametrize(
    ("printed", "parts"),
    [
        ("Rigby, Amy L.", ("Rigby", "Amy L.", "")),
        ("King, Martin Luther, Jr.", ("King", "Martin Luther", "Jr.")),
        ("Martin Luther King Jr.", ("King", "Martin Luther", "Jr.")),
        ("Rigby AL", ("Rigby", "AL", "")),
        ("Ludwig van Beethoven", ("van Beethoven", "Ludwig", "")),
        ("Aristoteles", ("Aristoteles", "", "")),
    ],
)
def test_a_name_comes_apart(printed: str, parts: tuple[str, str, str]) -> None:
    found = names.parse(printed)
    assert (found.family, found.given, found.suffix) == parts


def test_initials_leave_particles_out() -> None:
    assert names.initials("Jean-Paul") == "JP"
    assert names.initials("Johann Wolfgang von") == "JW"

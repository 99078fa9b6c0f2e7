"""Where headings stand among others."""

from __future__ import annotations

import pytest

from pinakes.records import heading_keys


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("The Lancet", "lancet"),
        ("l'Année", "annee"),
        ("Die Zeit", "zeit"),
        ("Thesaurus", "thesaurus"),
        ("A priori", "a priori"),
        ("Das", "das"),
        ("Lassa fever", "lassa fever"),
    ],
)
def test_a_leading_article_is_passed_over_where_it_can_be_nothing_else(title: str, key: str) -> None:
    assert heading_keys.title_key(title) == key


def test_equal_keys_still_have_places_of_their_own() -> None:
    assert heading_keys.title_place("The Lancet") != heading_keys.title_place("Lancet")


def test_what_a_record_says_of_its_article_comes_first() -> None:
    assert heading_keys.filed_title("Die hard", language="eng") == "die hard"
    assert heading_keys.filed_title("Die hard", language="deu") == "hard"
    assert heading_keys.filed_title("“A”", nonfiling=1) == "a"
    assert heading_keys.filed_title("The Lancet") == "lancet"
    assert heading_keys.filed_title("Østen for sol", language="dan") == "osten for sol"

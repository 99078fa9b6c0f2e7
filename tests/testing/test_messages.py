"""The texts of the pages in every language."""

from __future__ import annotations

from pinakes.testing import messages


def test_german_is_complete_and_compiled() -> None:
    assert "de" in messages.languages()
    assert messages.check(messages.extract()) == []


def test_texts_are_found_in_code_templates_and_vocabularies() -> None:
    found = {m.id if isinstance(m.id, str) else m.id[0] for m in messages.extract()}
    assert {"Relevance", "Did you mean", "Case report or series", "Translator"} <= found


def test_a_text_without_translation_is_named() -> None:
    catalogue = messages.Catalog(locale="de")
    catalogue.add("Search")
    catalogue.add("%(n)s hits", "Treffer ohne %(zahl)s", flags=["python-format"])
    faults = list(messages.faults("de", catalogue))
    assert faults[0] == "de: not translated: 'Search'"
    assert "%(n)s hits" in faults[1]

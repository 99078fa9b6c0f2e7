"""The texts of the pages in every language."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from babel import Locale

from pinakes import conf
from pinakes.testing import message_faults, messages
from pinakes.testing.message_faults import faults


@pytest.fixture(scope="module")
def template() -> messages.Catalog:
    return messages.extract()


def catalogue_with(language: str, *texts: tuple[object, object]) -> messages.Catalog:
    found = messages.Catalog(locale=Locale.parse(language, sep="-"))
    message_faults.set_plurals(found, language)
    for original, text in texts:
        found.add(original, text, flags=["python-format"] if "%(" in str(original) else [])
    return found


def test_languages_that_are_declared_complete_are_and_none_is_broken(template: messages.Catalog) -> None:
    assert "de" in messages.languages()
    assert messages.check(template) == []


def test_texts_are_found_in_code_templates_and_vocabularies(template: messages.Catalog) -> None:
    found = {m.id if isinstance(m.id, str) else m.id[0] for m in template}
    assert {"Relevance", "Did you mean", "Case report or series", "Translator"} <= found


def test_a_text_without_translation_is_named() -> None:
    catalogue = catalogue_with("de", ("Search", ""), ("%(n)s hits", "Treffer ohne %(zahl)s"))
    assert list(faults("de", catalogue)) == [
        "de: not translated: 'Search'",
        "de: values that are not there: %(zahl)s: '%(n)s hits'",
        "de: values are missing: %(n)s: '%(n)s hits'",
    ]


@pytest.mark.parametrize(
    ("original", "text", "fault"),
    [
        ("Press <kbd>/</kbd>", "Drücken Sie /", "its markup differs"),
        ("%(n)s of all", "%(n)s % von allen", "a percent sign stands alone; it is written %%"),
        ("more than 3", "<b>mehr", "its markup differs"),
        ("Search", "Suche ", "a space at the end differs"),
    ],
)
def test_what_would_break_a_page_is_named(original: str, text: str, fault: str) -> None:
    assert list(faults("de", catalogue_with("de", (original, text)))) == [f"de: {fault}: {original!r}"]


def test_every_form_of_the_plural_is_wanted() -> None:
    hits = ("%(n)s hit", "%(n)s hits")
    assert list(faults("cs", catalogue_with("cs", (hits, ("%(n)s výsledek", "%(n)s výsledky", ""))))) != []
    assert list(faults("cs", catalogue_with("cs", (hits, ("%(n)s výsledek", "%(n)s výsledky"))))) != []
    whole = ("%(n)s výsledek", "%(n)s výsledky", "%(n)s výsledků")
    assert list(faults("cs", catalogue_with("cs", (hits, whole)))) == []


def test_a_form_for_one_number_alone_may_do_without_it() -> None:
    hits = ("%(n)s hit", "%(n)s hits")
    arabic = ("لا نتائج", "نتيجة واحدة", "نتيجتان", "%(n)s نتائج", "%(n)s نتيجة", "%(n)s نتيجة")
    assert list(faults("ar", catalogue_with("ar", (hits, arabic)))) == []
    assert list(faults("ru", catalogue_with("ru", (hits, ("один", "%(n)s", "%(n)s"))))) != []


@pytest.mark.parametrize("language", [code for code in conf.LANGUAGE_NAMES if code != "en"])
def test_the_rule_of_the_plural_is_that_of_cldr_for_whole_numbers(language: str) -> None:
    rule = Locale.parse(language, sep="-").plural_form
    forms = message_faults.numbers_of_forms(catalogue_with(language))
    names = [{rule(n) for n in numbers} for numbers in forms]
    assert all(len(one) == 1 for one in names), names
    assert len({*map(frozenset, names)}) == len(forms)


def test_texts_of_staff_are_for_the_languages_of_staff_only() -> None:
    catalogue = messages.Catalog()
    catalogue.add("Reindex", locations=[("web/staff.py", 0)])
    catalogue.add("Search", locations=[("web/staff.py", 0), ("web/search.py", 0)])
    assert {m.id for m in messages.for_readers(catalogue) if m.id} == {"Search"}
    assert "Reindex" in messages.updated("de", catalogue)
    assert "Reindex" not in messages.updated("fi", catalogue)


def test_what_is_to_do_comes_back_translated() -> None:
    catalogue = catalogue_with("fi", ("Search", ""), (("%(n)s hit", "%(n)s hits"), ("", "")), ("New", "Uusi"))
    todo = json.loads(json.dumps(messages.to_translate("fi", catalogue)))
    assert [row["id"] for row in todo["texts"]] == ["Search", "%(n)s hit"]
    assert todo["forms"] == [[1], [0, 2, 3, 4, 5, 6]]
    todo["texts"][0]["text"], todo["texts"][1]["text"] = "Haku", ["%(n)s osuma", "%(n)s osumaa"]
    assert messages.fill(catalogue, [*todo["texts"], {"id": "Gone", "text": "x"}]) == [
        "no such text: 'Gone' ()"
    ]
    assert list(faults("fi", catalogue)) == []


def test_untranslated_texts_stay_english(tmp_path: Path) -> None:
    import gettext

    catalogue = catalogue_with("fi", ("Search", ""), (("hit", "hits"), ("", "")), ("New", "Uusi"))
    file = tmp_path / "x.mo"
    file.write_bytes(messages.mo_bytes(catalogue))
    with file.open("rb") as stream:
        found = gettext.GNUTranslations(stream)
    assert [found.gettext("Search"), found.ngettext("hit", "hits", 2), found.gettext("New")] == [
        "Search",
        "hits",
        "Uusi",
    ]

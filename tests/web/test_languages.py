"""Languages of the pages: which one a reader gets; numbers, dates and names in each of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client, override_settings
from django.utils import translation

from pinakes import conf
from pinakes.errors import ConfigurationError
from pinakes.records.dates import PublicationDate
from pinakes.web import labels, languages

ALL = tuple(conf.LANGUAGE_NAMES)


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("de", "de"), ("de-CH", "de"), ("DE_at", "de"), ("zh", "zh-hans"), ("zh-CN", "zh-hans"), ("zh-SG", "zh-hans"),
        ("zh-TW", "zh-hant"), ("zh-HK", "zh-hant"), ("zh-Hant-HK", "zh-hant"), ("zh_Hant", "zh-hant"), ("iw", "he"),
        ("fa-AF", "fa"), ("pt-BR", "pt"), ("zhx", ""), ("tlh", ""), ("", ""), ("*", ""), ("-", ""),
    ],
)  # fmt: skip
def test_a_tag_leads_to_the_nearest_language(tag: str, language: str) -> None:
    assert languages.nearest(tag, ALL) == language


def test_the_other_script_of_chinese_comes_before_another_language() -> None:
    assert languages.nearest("zh-TW", ("en", "zh-hans")) == "zh-hans"


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("fr-CA, en;q=0.5", "fr"), ("tlh, ja;q=0.2", "ja"), ("en;q=0.1, uk;q=0.9", "uk"), ("tlh", "en"),
        ("", "en"), ("zh-TW,zh;q=0.9", "zh-hant"), ("fr;q=0, de", "de"), (",;=q=x" * 300, "en"),
    ],
)  # fmt: skip
def test_the_browsers_languages_are_asked_in_their_order(header: str, language: str) -> None:
    assert languages.accepted(header, ALL) == language


@override_settings(LANGUAGES=list(conf.LANGUAGE_NAMES.items()))
@pytest.mark.parametrize("language", ALL)
def test_a_page_names_its_language_and_direction(client: Client, language: str) -> None:
    answer = Client().get(f"/search?q=tacrolimus&lang={language}")
    direction = "rtl" if language in ("ar", "he", "fa") else "ltr"
    assert f'<html lang="{language}" dir="{direction}"' in answer.content.decode()
    assert answer["Content-Language"] == language
    menu = f'hreflang="{language}" rel="nofollow" aria-current="true">{conf.LANGUAGE_NAMES[language]}</a>'
    assert menu in answer.content.decode()


@pytest.mark.parametrize(
    ("language", "number", "day", "month", "english", "austria", "both"),
    [
        ("en", "1,234", "12 June 2014", "June 2014", "English", "Austria", "a and b"),
        ("de", "1.234", "12. Juni 2014", "Juni 2014", "Englisch", "Österreich", "a und b"),
        ("fr", "1\u202f234", "12 juin 2014", "juin 2014", "Anglais", "Autriche", "a et b"),
        ("es", "1234", "12 de junio de 2014", "junio de 2014", "Inglés", "Austria", "a y b"),
        ("pl", "1234", "12 czerwca 2014", "czerwiec 2014", "Angielski", "Austria", "a i b"),
        ("tr", "1.234", "12 Haziran 2014", "Haziran 2014", "İngilizce", "Avusturya", "a ve b"),
        ("ar", "١٬٢٣٤", "12 يونيو 2014", "يونيو 2014", "الإنجليزية", "النمسا", "a وb"),
        ("fa", "۱٬۲۳۴", "12 ژوئن 2014", "ژوئن 2014", "انگلیسی", "اتریش", "a و b"),
        ("he", "1,234", "12 ביוני 2014", "יוני 2014", "אנגלית", "אוסטריה", "a וb"),
        ("zh-hans", "1,234", "2014年6月12日", "2014年6月", "英语", "奥地利", "a和b"),
        ("zh-hant", "1,234", "2014年6月12日", "2014年6月", "英文", "奧地利", "a和b"),
        ("fi", "1\xa0234", "12. kesäkuuta 2014", "kesäkuu 2014", "Englanti", "Itävalta", "a ja b"),
    ],
)
def test_numbers_dates_and_names_are_those_of_cldr(
    language: str, number: str, day: str, month: str, english: str, austria: str, both: str
) -> None:
    with translation.override(language):
        assert labels.number(1234) == number
        assert labels.date_words(PublicationDate(edtf="2014-06-12", first_year=2014)) == day
        assert labels.date_words(PublicationDate(edtf="2014-06", first_year=2014)) == month
        assert labels.language_name("eng") == english
        assert labels.country_name("AT") == austria
        assert labels.joined(["a", "b"]) == both


@pytest.mark.parametrize("language", ALL)
def test_everything_has_a_name_in_every_language(language: str) -> None:
    with translation.override(language):
        assert labels.language_name("deu") not in ("", "deu")
        assert labels.country_name("JP") not in ("", "JP")
        assert labels.number(12_345_678)
        assert labels.between("or").strip() != ""
        assert labels.timestamp_words("2026-11-14T08:00:00Z") != "2026-11-14T08:00:00Z"


def test_dates_of_the_frame_have_the_readers_digits_those_of_records_are_as_printed() -> None:
    with translation.override("ar"):
        assert labels.timestamp_words("2014-06-12") == "١٢ يونيو ٢٠١٤"


def test_a_library_chooses_languages_and_their_order(tmp_path: Path) -> None:
    (tmp_path / conf.FILE).write_text('[library]\nlanguages = ["fi", "zh-hant", "en"]\n')
    assert conf.load(tmp_path).library.languages == ("fi", "zh-hant", "en")


def test_a_language_that_is_not_there_stops_the_start(tmp_path: Path) -> None:
    (tmp_path / conf.FILE).write_text('[library]\nlanguages = ["en", "tlh"]\n')
    with pytest.raises(ConfigurationError, match="zh-hant, ja, ko, not tlh"):
        conf.load(tmp_path)


@pytest.mark.parametrize(("language", "comma"), [("de", ", "), ("ar", "، "), ("zh-hant", "、"), ("ko", ", ")])
def test_words_of_the_frame_are_joined_as_the_language_does(language: str, comma: str) -> None:
    with translation.override(language):
        assert labels.comma() == comma

"""The results page says how the question was read."""

from __future__ import annotations

import re

from django.test import Client


def page(client: Client, q: str, language: str = "en") -> str:
    response = client.get("/search", {"q": q, "lang": language})
    assert response.status_code == 200
    return response.content.decode()


def test_a_lone_quotation_mark_is_left_out_and_the_page_says_so(client: Client) -> None:
    assert "A quotation mark without its partner was left out." in page(client, '"tacrolimus')


def test_a_page_without_hits_says_it_too(client: Client) -> None:
    assert "A quotation mark without its partner was left out." in page(client, '"qqqqxxxx')


def test_of_a_long_question_the_page_says_what_was_not_required_and_links_to_all(client: Client) -> None:
    text = page(
        client, "tacrolimus rescue therapy in severe respiratory failure from interstitial lung disease"
    )
    assert 'data-required="' in text
    assert "Require all words" in text
    assert "q=%2B%28tacrolimus+rescue" in text


def test_plain_and_short_questions_need_no_explanation(client: Client) -> None:
    text = page(client, "tacrolimus")
    assert "data-required" not in text
    assert "data-note" not in text
    assert "Searched:" not in text


def test_a_question_with_fields_is_said_in_words_with_markup_escaped(client: Client) -> None:
    text = page(client, "title:tacrolimus -author:<script>")
    assert "Searched:" in text
    assert "<script>)" not in text
    assert "<em>Title</em> contains <q><bdi>tacrolimus</bdi></q>" in text


def test_a_phrase_with_words_between_is_said_in_words(client: Client) -> None:
    assert "with at most 5 words between" in re.sub(r"<[^>]+>", "", page(client, '"tacrolimus therapy"~5'))
    assert "Searched:" not in page(client, '"rescue therapy"')


def test_signs_alone_are_told_why_nothing_is_found(client: Client) -> None:
    assert "holds neither letters nor digits" in page(client, "+/-")


def test_where_nothing_has_all_words_the_nearest_stand_under_their_own_heading(client: Client) -> None:
    text = page(client, "tacrolimus quokka")
    assert "No record has all words of “tacrolimus quokka”" in text
    assert re.search(r"data-relaxed>The nearest: \d+ results with some of them<", text)
    assert "Kein Eintrag enthält alle Wörter" in page(client, "tacrolimus quokka", "de")

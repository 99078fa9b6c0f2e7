"""Ways from results to pages of names, subjects and journals."""

from __future__ import annotations

import pytest
from django.test import Client
from web_page import Page, words


def pages(client: Client, query: str) -> list[str]:
    page = Page(client.get(f"/search?{query}"))
    return [words(a) for a in page.all("//p[@data-heading-pages]/a")]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=einstein", ["Einstein, Albert"]),
        ("q=Albert+Einstein", ["Einstein, Albert"]),
        ("q=nature", ["Nature"]),
        ("q=myositis", ["Myositis"]),
        ("q=&filter=author:Einstein,+Albert", ["Einstein, Albert"]),
        ("q=&filter=-author:Einstein,+Albert", []),
        ("q=lung+tacrolimus", []),
    ],
)
def test_a_search_for_a_name_leads_to_its_page(client: Client, query: str, found: list[str]) -> None:
    assert pages(client, query) == found


def test_a_search_of_subjects_leads_to_those_that_have_the_words(client: Client) -> None:
    found = pages(client, "q=lung&field=subject")
    assert "Lung Diseases" in found
    assert len(found) <= 3

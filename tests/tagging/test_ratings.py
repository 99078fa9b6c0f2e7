"""Stars for records: off unless the library wants them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from web_page import Page

from pinakes.tagging.models import Rating

Clients = Callable[..., Client]
SEED = "pubmed:25473571"


def rate(client: Client, stars: object) -> int:
    return client.post("/tagging/rating", {"record": SEED, "stars": stars}).status_code


def test_ratings_are_off_by_default(client_of: Clients) -> None:
    assert 'id="rating"' not in client_of("anna").get(f"/record/{SEED}").content.decode()
    assert rate(client_of("anna"), 5) == 404


def test_the_mean_of_all_is_shown_and_ones_own_can_be_changed(
    client_of: Clients, settings_of: Callable[[str], None]
) -> None:
    settings_of("[community]\nratings = true\n")
    anna, ben = client_of("anna"), client_of("ben")
    assert "Not rated yet" in Page(anna.get(f"/record/{SEED}")).text('//*[@id="rating"]')
    assert rate(anna, 2) == 302
    assert rate(anna, 5) == 302
    assert rate(ben, 4) == 302
    page = Page(anna.get(f"/record/{SEED}"))
    assert page.text('//*[@id="rating"]/p[1]').startswith("4.5 of 5 stars by 2 readers")
    assert page.one('//button[@aria-pressed="true"]').get("value") == "5"
    german = Page(client_of(language="de").get(f"/record/{SEED}"))
    assert "4,5 von 5 Sternen" in german.text('//*[@id="rating"]/p[1]')
    assert rate(anna, 0) == 302
    assert Rating.objects.count() == 1


@pytest.mark.parametrize("stars", ["6", "-1", "x", "", "55", "²"])
def test_only_one_to_five_stars_are_taken(
    client_of: Clients, settings_of: Callable[[str], None], stars: str
) -> None:
    settings_of("[community]\nratings = true\n")
    assert rate(client_of("anna"), stars) == 404
    assert rate(client_of(), 3) == 302
    assert not Rating.objects.exists()

"""Saved searches: once each, named, with a note; found again, changed, removed; nobody else's business."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from web_page import Page, words

from pinakes.alerts import saving
from pinakes.alerts.models import SavedSearch

Clients = Callable[..., Client]
LIST = "/account/searches"
SAVE = f"{LIST}/save"


def save(client: Client, query: str, **form: str) -> int:
    return client.post(f"{SAVE}?{query}", {"name": "Mine", "frequency": ""} | form).status_code


def names(client: Client) -> list[str]:
    return [words(a) for a in Page(client.get(LIST)).all("//*[@data-search]/h2/a")]


def test_beside_the_results_stands_the_way_to_save_them(client_of: Clients) -> None:
    page = Page(client_of().get("/search?q=book&sort=title"))
    href = page.one('//a[contains(@class, "save-search")]').get("href")
    assert href == f"{SAVE}?q=book&sort=title"
    answer = client_of().get(href)
    assert answer.status_code == 302
    assert "next=" in answer["Location"]
    assert "save-search" not in client_of().get("/search?q=").content.decode()


def test_a_search_is_saved_under_a_name_with_a_note_and_found_again(client_of: Clients) -> None:
    anna = client_of("anna")
    page = Page(anna.get(f"{SAVE}?q=lungs&filter=format:Book"))
    assert page.one('//input[@name="name"]').get("value") == "lungs · Format: Book"
    assert (
        save(anna, "q=lungs&filter=format:Book&page=3&size=50", name="Lung books", note="For the thesis")
        == 302
    )
    page = Page(anna.get(f"{LIST}?saved=1"))
    assert "The search is saved." in page.text('//main//*[@role="status"]')
    entry = page.one("//*[@data-search]")
    assert words(entry.xpath("./h2")[0]) == "Lung books"
    assert "For the thesis" in words(entry)
    assert "1 result when saved" in words(entry)
    href = entry.xpath("./h2/a")[0].get("href")
    assert href == "/search?q=lungs&filter=format%3ABook"
    assert Page(anna.get(href)).one("//main").get("data-total") == "1"


def test_results_say_that_they_are_saved(client_of: Clients) -> None:
    anna = client_of("anna")
    save(anna, "q=lungs", name="Lungs")
    link = Page(anna.get("/search?q=lungs&page=1&size=50")).one('//a[contains(@class, "save-search")]')
    assert words(link) == "Saved search : Lungs".replace(" :", ":")
    assert link.get("href") == f"{LIST}/{SavedSearch.objects.get().pk}"
    assert SAVE in Page(client_of("ben").get("/search?q=lungs")).one(
        '//a[contains(@class, "save-search")]'
    ).get("href")


@pytest.mark.parametrize(
    "same",
    [
        "q=lungs&filter=language:eng&filter=format:Book",
        "filter=format:Book&filter=language:eng&q=++lungs+",
        "q=lungs&filter=format:Book&filter=language:eng&sort=newest&view=compact&size=100&page=2&nonsense=1",
    ],
)
def test_the_same_search_is_saved_once_whatever_its_address(client_of: Clients, same: str) -> None:
    anna = client_of("anna")
    save(anna, "q=lungs&filter=format:Book&filter=language:eng", name="First")
    answer = anna.get(f"{SAVE}?{same}")
    assert answer["Location"] == f"{LIST}/{SavedSearch.objects.get().pk}?there=1"
    assert "already" in Page(anna.get(answer["Location"])).text('//main//*[@role="status"]')
    save(anna, same, name="Second")
    assert names(anna) == ["First"]
    save(client_of("ben"), same, name="His")
    assert SavedSearch.objects.count() == 2


@pytest.mark.parametrize(
    "other", ["q=lungs", "q=lungs&filter=-format:Book", "q=LUNGS AND livers", "q=lungs&field=title"]
)
def test_what_finds_something_else_is_another_search(client_of: Clients, other: str) -> None:
    anna = client_of("anna")
    save(anna, "q=lungs&filter=format:Book")
    save(anna, other)
    assert SavedSearch.objects.count() == 2


def test_an_advanced_search_is_told_in_words(client_of: Clients) -> None:
    anna = client_of("anna")
    save(anna, "f1=title&m1=phrase&w1=first+book&year_from=1990&year_to=2000", name="A phrase")
    entry = Page(anna.get(LIST)).one("//*[@data-search]")
    assert "Title contains the phrase first book" in words(entry)
    assert anna.get(entry.xpath("./h2/a")[0].get("href")).status_code == 200


def test_what_is_wrong_is_said_and_nothing_is_lost(client_of: Clients) -> None:
    anna = client_of("anna")
    answer = anna.post(f"{SAVE}?q=lungs", {"name": " ", "note": "x" * 2001, "frequency": "hourly"})
    page = Page(answer)
    assert answer.status_code == 422
    assert [a.get("href") for a in page.all('//*[@role="alert"]//a')] == [
        "#search-name",
        "#search-note",
        "#search-frequency",
    ]
    assert len(page.one('//textarea[@name="note"]').text_content().strip()) == 2001
    for query in ("", "q=", "sort=title"):
        assert anna.get(f"{SAVE}?{query}").status_code == 422
    assert not SavedSearch.objects.exists()


def test_name_note_and_mails_can_be_changed(client_of: Clients) -> None:
    anna = client_of("anna")
    save(anna, "q=lungs")
    number = SavedSearch.objects.get().pk
    assert (
        anna.post(f"{LIST}/{number}", {"name": "Other", "note": "n", "frequency": "weekly"}).status_code
        == 302
    )
    page = Page(anna.get(LIST))
    assert "Mails: every week" in page.text("//*[@data-search]")
    assert names(anna) == ["Other"]
    assert anna.post(f"{LIST}/{number}/delete").status_code == 302
    assert "No searches are saved" in Page(anna.get(LIST)).text("//main")


def test_another_readers_search_does_not_exist_for_others(client_of: Clients) -> None:
    save(client_of("anna"), "q=lungs")
    number = SavedSearch.objects.get().pk
    for other in (client_of("ben"), client_of("mona", moderator=True)):
        for answer in (
            other.get(f"{LIST}/{number}"),
            other.post(f"{LIST}/{number}", {"name": "Stolen", "frequency": ""}),
            other.post(f"{LIST}/{number}/delete"),
            other.post(f"{LIST}/{number}/feed", {"new": "1"}),
        ):
            assert answer.status_code == 404
    for address in (LIST, f"{LIST}/{number}"):
        assert client_of().get(address).status_code == 302
    assert client_of().post(f"{LIST}/{number}/delete").status_code == 302
    assert SavedSearch.objects.get().name == "Mine"


def test_a_library_sets_how_many_one_may_save(client_of: Clients, settings_of: Callable[[str], None]) -> None:
    settings_of("[alerts]\nsearches = 2\n")
    anna = client_of("anna")
    assert [save(anna, f"q={n}") for n in range(3)] == [302, 302, 422]
    page = Page(anna.post(f"{SAVE}?q=3", {"name": "x", "frequency": ""}))
    assert "2 searches" in page.text('//*[@role="alert"]')


def test_a_very_long_search_is_refused_in_words(client_of: Clients) -> None:
    anna = client_of("anna")
    answer = anna.post(f"{SAVE}?q=" + "+".join(["lung"] * 1200), {"name": "x", "frequency": ""})
    assert answer.status_code in (422, 503)
    assert not SavedSearch.objects.exists()


def test_names_are_one_line_of_some_length() -> None:
    assert saving.cleaned_name("a \n b\t c") == "a b c"
    assert len(saving.cleaned_name("x" * 500)) == 200


def test_forms_without_a_token_are_refused(client_of: Clients) -> None:
    from pinakes.accounts.models import Reader

    client_of("anna")
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(Reader.objects.get())
    assert save(strict, "q=lungs") == 403
    assert strict.post("/account/history", {"on": "1"}).status_code == 403

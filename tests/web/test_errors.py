"""Pages for what went wrong: in the reader's language, with a way on, and never more than a sentence of it."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import DatabaseError
from django.test import Client, RequestFactory
from web_page import Page

from pinakes.web import errors, home, pages

WRONG = ValueError("secret: /srv/library/pinakes.toml, line 7")


@pytest.fixture
def reader(client: Client) -> Client:
    client.raise_request_exception = False
    return client


def breaks(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def broken(*_: Any) -> None:
        raise error

    monkeypatch.setattr(home, "collection", broken)


@pytest.mark.parametrize(
    ("error", "status"),
    [(SuspiciousOperation("x"), 400), (PermissionDenied(), 403), (WRONG, 500), (DatabaseError("x"), 500)],
)
@pytest.mark.parametrize("language", ["en", "de"])
def test_what_a_page_raises_becomes_a_page_in_the_readers_language(
    reader: Client, monkeypatch: pytest.MonkeyPatch, error: Exception, status: int, language: str
) -> None:
    breaks(monkeypatch, error)
    page = Page(reader.get("/", headers={"accept-language": language}))
    assert page.status == status
    assert page.one("/html").get("lang") == language
    assert page.text("//p[@class='status-word']").startswith(str(status))
    assert page.all("//main//a[@class='button primary']")
    assert "secret" not in page.source
    assert "Traceback" not in page.source


def test_the_reference_of_a_fault_is_in_the_log(
    reader: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    breaks(monkeypatch, WRONG)
    with caplog.at_level(logging.ERROR):
        text = Page(reader.get("/?lang=en")).text("//main")
    reference = text.split("Reference: ")[1].split()[0]
    assert f"Error {reference} at /" in caplog.text
    assert "secret" in caplog.text


def test_a_fault_of_a_template_shows_the_barest_page(reader: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise WRONG

    monkeypatch.setattr(pages, "render_to_string", broken)
    response = reader.get("/help", headers={"accept-language": "de"})
    assert response.status_code == 500
    source = response.content.decode()
    assert 'lang="de"' in source
    assert "Fehlernummer: " in source
    assert 'href="/"' in source
    assert len(source) < 500


def test_what_may_be_better_later_leads_to_the_same_address(client: Client) -> None:
    request = RequestFactory().get("/search?q=lung")
    response = errors.too_many(request, 90)
    page = Page(response)
    assert page.status == 429
    assert response["Retry-After"] == "90"
    assert "2 minutes" in page.text("//main")
    assert page.one("//main//a[@class='button primary']").get("href") == "/search?q=lung"
    assert "/search?q" not in Page(errors.not_found(request)).text("//main")


def test_a_page_that_is_only_read_says_so_when_something_is_sent_to_it(client: Client) -> None:
    response = client.post("/help", {"x": "y"})
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD"
    assert Page(response).text("//h1") == "This address can’t be used that way"

"""Sending references by e-mail: one address gets what was chosen; forms that machines fill in send nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core import mail
from django.core.cache import caches
from django.test import Client
from web_page import Page, words

from pinakes import conf
from pinakes.web import sending

SEED, OTHER = "pubmed:25473571", "odd:bare"


@pytest.fixture(autouse=True)
def _a_mail_server(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    chosen = conf.MailSettings(sender="library@example.org", records=3)
    monkeypatch.setattr(sending, "settings", lambda: chosen)
    caches["shared"].clear()
    yield
    caches["shared"].clear()


def post(client: Client, **fields: Any) -> Any:
    return client.post("/send", {"id": [SEED], "to": "reader@example.org"} | fields)


def test_the_form_lists_what_will_be_sent(client: Client) -> None:
    page = Page(client.get(sending.href([SEED, OTHER])))
    assert next(words(li) for li in page.all("//ol[@class='chosen-list']/li")).startswith("Tacrolimus rescue")
    assert len(page.all("//form[@action='/send']//input[@name='id']")) == 2


def test_a_record_goes_to_one_address_with_its_permanent_address(client: Client) -> None:
    response = post(client, note="For Thursday", reply="me@example.org")
    assert response.status_code == 302
    (sent,) = mail.outbox
    assert sent.to == ["reader@example.org"]
    assert sent.from_email == "library@example.org"
    assert sent.reply_to == ["me@example.org"]
    assert sent.subject.startswith("Tacrolimus rescue therapy")
    assert sent.body.startswith("For Thursday\n\nTacrolimus rescue therapy")
    assert "https://doi.org/10.1002/rcr2.52" in sent.body
    assert f"http://testserver/record/{SEED}" in sent.body
    page = Page(client.get(response["Location"]))
    assert "on its way" in page.text("//*[@role='status'][contains(@class,'message')]")


def test_a_selection_keeps_its_order_and_is_numbered(client: Client) -> None:
    post(client, id=[OTHER, SEED])
    assert mail.outbox[0].subject == "2 records from Pinakes"
    assert mail.outbox[0].body.index("1. x") < mail.outbox[0].body.index("2. Tacrolimus")


def test_a_whole_search_goes_up_to_the_limit(client: Client) -> None:
    page = Page(client.get("/send?q=lung"))
    assert len(page.all("//ol[@class='chosen-list']/li")) == 3
    assert "one mail holds the first 3" in words(page.one("//main"))
    client.post("/send", {"q": "lung", "to": "reader@example.org"})
    assert mail.outbox[0].subject == "3 records from Pinakes"


@pytest.mark.parametrize(
    "wrong", ["", "me", "a@example.org, b@example.org", "a@example.org\nBcc: b@example.org"]
)
def test_anything_but_one_address_is_told_at_its_field(client: Client, wrong: str) -> None:
    response = post(client, to=wrong, note="kept")
    assert response.status_code == 422
    page = Page(response)
    field = page.one("//input[@name='to']")
    assert field.get("aria-invalid") == "true"
    assert "One e-mail address" in page.text(f"//*[@id='{field.get('aria-describedby').split()[0]}']")
    assert page.text("//textarea[@name='note']") == "kept"
    assert page.text("/html/head/title").startswith("Error:")
    assert mail.outbox == []


@pytest.mark.parametrize("note", ["see https://casino.example", "www.casino.example", "x" * 501])
def test_notes_are_short_and_advertise_nothing(client: Client, note: str) -> None:
    assert post(client, note=note).status_code == 422
    assert mail.outbox == []


def test_a_form_that_a_machine_filled_in_sends_nothing_and_says_nothing(client: Client) -> None:
    assert post(client, **{sending.HONEYPOT: "https://casino.example"}).status_code == 302
    assert mail.outbox == []


def test_who_sends_too_often_has_to_wait(client: Client) -> None:
    answers = [post(client, to=f"reader{n}@example.org") for n in range(11)]
    assert [a.status_code for a in answers] == [302] * 10 + [429]
    assert 0 < int(answers[-1]["Retry-After"]) <= 3601
    assert len(mail.outbox) == 10


def test_nobody_gets_more_than_a_few_mails(client: Client) -> None:
    statuses = [
        post(client, to="Reader@example.org" if n % 2 else "reader@example.org").status_code for n in range(6)
    ]
    assert statuses == [302] * 5 + [429]


def test_a_form_of_another_site_sends_nothing(catalogue: Any) -> None:
    client = Client(enforce_csrf_checks=True)
    assert post(client).status_code == 403
    assert mail.outbox == []


def test_without_a_mail_server_the_readers_own_program_is_offered(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "settings", conf.MailSettings)
    page = Page(client.get(sending.href([SEED])))
    assert page.all("//form[@action='/send']") == []
    (link,) = page.all("//main//a[starts-with(@href, 'mailto:?subject=')]")
    assert "10.1002%2Frcr2.52" in link.get("href") or "10.1002/rcr2.52" in link.get("href")
    assert post(client).status_code == 404


@pytest.mark.parametrize("address", ["/send", "/send?id=nowhere:1", "/send?id=odd:withdrawn"])
def test_nothing_to_send_is_said(client: Client, address: str) -> None:
    assert client.get(address).status_code == 422


def test_the_way_back_leads_to_our_own_pages_only(client: Client) -> None:
    back = "//p[@class='back']/a/@href"
    assert Page(client.get(f"/send?id={SEED}&next=/search?q=lung")).one(back) == "/search?q=lung"
    assert Page(client.get(f"/send?id={SEED}&next=https://other.example/")).one(back) == f"/record/{SEED}"
    assert Page(client.get("/send?q=lung")).one(back) == "/search?q=lung"

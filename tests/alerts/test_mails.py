"""Mails of what is new: when, what is in them, to whom; stopped with one click."""

from __future__ import annotations

import smtplib
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from web_page import Page

from pinakes.accounts.models import Reader
from pinakes.alerts import delivery, schedule
from pinakes.alerts.models import AlertMail, SavedSearch
from pinakes.cli.alerts import keep_time, next_run
from pinakes.discovery.catalogue import Catalogue

Clients = Callable[..., Client]
Put = Callable[..., None]
TOMORROW = timedelta(days=1)


def subscribe(
    client: Client, query: str = "q=book", *, name: str = "Books", frequency: str = "daily"
) -> SavedSearch:
    assert (
        client.post(f"/account/searches/save?{query}", {"name": name, "frequency": frequency}).status_code
        == 302
    )
    return SavedSearch.objects.latest("pk")


def later(days: int = 1) -> datetime:
    return timezone.now() + timedelta(days=days)


def outcomes(**options: Any) -> list[str]:
    return [line.outcome for line in delivery.run(options.pop("now", later()), **options).lines]


def test_only_what_is_new_or_changed_since_the_last_time_is_mailed(client_of: Clients, put: Put) -> None:
    subscribe(client_of("anna"))
    assert outcomes() == ["nothing"]
    put(c="A new book of kidneys", d="Nothing to do with it", a="The first book of lungs, second edition")
    assert outcomes(now=later(2)) == ["sent"]
    (message,) = mail.outbox
    assert message.subject == "2 new results: Books"
    assert message.to == ["anna@example.org"]
    assert "1. The first book of lungs, second edition" in message.body
    assert "2. A new book of kidneys" in message.body
    assert "livers" not in message.body
    assert outcomes(now=later(3)) == ["nothing"]
    put(b="A book of livers, revised")
    assert outcomes(now=later(4)) == ["sent"]
    assert "A book of livers, revised" in mail.outbox[1].body
    assert "kidneys" not in mail.outbox[1].body
    assert mail.outbox[0].extra_headers["Message-ID"] != mail.outbox[1].extra_headers["Message-ID"]


def test_limits_of_the_search_hold_for_its_mails(client_of: Clients, put: Put) -> None:
    subscribe(client_of("anna"), "q=book&filter=format:Article")
    put(c="A new book of kidneys")
    assert outcomes() == ["nothing"]


def test_what_only_has_some_of_the_words_is_no_news(client_of: Clients, put: Put) -> None:
    subscribe(client_of("anna"), "q=book+kidneys+dialysis")
    put(c="A new book of kidneys")
    assert outcomes() == ["nothing"]
    put(d="A book of kidneys and dialysis")
    assert outcomes(now=later(2)) == ["sent"]


def test_each_comes_when_it_is_due(client_of: Clients, put: Put) -> None:
    anna = client_of("anna")
    for query, frequency in (
        ("q=book", "daily"),
        ("q=lungs", "weekly"),
        ("q=livers", "monthly"),
        ("q=x", ""),
    ):
        subscribe(anna, query, name=query, frequency=frequency)
    assert delivery.run(timezone.now()).due == 0
    assert delivery.run(later(1)).due == 1
    assert delivery.run(later(7)).due == 2
    assert delivery.run(later(32)).due == 3
    assert delivery.run(timezone.now(), everything=True).due == 3


@pytest.mark.parametrize(
    ("frequency", "last", "following"),
    [
        ("daily", "2026-02-28", "2026-03-01"),
        ("weekly", "2026-12-28", "2027-01-04"),
        ("monthly", "2026-01-31", "2026-02-28"),
        ("monthly", "2026-02-28", "2026-03-28"),
        ("monthly", "2026-12-15", "2027-01-15"),
        ("monthly", "2028-01-30", "2028-02-29"),
    ],
)
def test_days_are_counted_not_hours(frequency: str, last: str, following: str) -> None:
    day, due = date.fromisoformat(last), date.fromisoformat(following)
    assert schedule.next_day(frequency, day) == due
    assert schedule.is_due(frequency, day, due)
    assert not schedule.is_due(frequency, day, due - TOMORROW)
    assert schedule.is_due(frequency, None, day)


def test_the_clock_of_the_server_runs_once_a_day() -> None:
    morning = datetime(2026, 11, 25, 6, 0, tzinfo=UTC)
    assert next_run("06:30", morning) == datetime(2026, 11, 25, 6, 30, tzinfo=UTC)
    assert next_run("06:00", morning) == datetime(2026, 11, 26, 6, 0, tzinfo=UTC)


class Midnight(Exception):
    """Ends a clock that goes for ever."""


def test_the_server_sends_at_its_time_each_day_and_after_a_sleep_at_once() -> None:
    clock = [datetime(2026, 11, 25, 6, 0, tzinfo=UTC)]
    runs: list[str] = []

    def sleep(seconds: float) -> None:
        assert 0 < seconds <= 60
        asleep = timedelta(hours=5) if clock[0].hour == 4 else timedelta(0)
        clock[0] += timedelta(seconds=seconds) + asleep
        if clock[0].day == 28:
            raise Midnight

    with pytest.raises(Midnight):
        keep_time("06:30", lambda: runs.append(f"{clock[0]:%d %H:%M}"), now=lambda: clock[0], sleep=sleep)
    assert runs == ["25 06:30", "26 09:01", "27 09:01"]


def test_a_mail_is_text_and_html_in_the_language_of_its_reader(client_of: Clients, put: Put) -> None:
    subscribe(client_of("anna", language="de"), name="Bücher")
    put(c="A new book of <b>kidneys</b>")
    outcomes()
    message = mail.outbox[0]
    assert message.subject == "1 neuer Treffer: Bücher"
    assert "In Ihrer Suche „Bücher“ ist seit dem" in message.body
    (html,) = [a for a in message.alternatives if a[1] == "text/html"]
    assert 'lang="de"' in str(html[0])
    assert "A new book of &lt;b&gt;kidneys&lt;/b&gt;" in str(html[0])
    assert 'href="http://testserver/record/t:c"' in str(html[0])
    assert "http://testserver/record/t:c" in message.body


def test_the_language_that_a_reader_chose_goes_before_that_of_the_page(client_of: Clients, put: Put) -> None:
    anna = client_of("anna", language="de")
    Reader.objects.update(language="en")
    subscribe(anna)
    put(c="A new book")
    outcomes()
    assert mail.outbox[0].subject == "1 new result: Books"


def test_the_mail_can_be_stopped_with_one_click(client_of: Clients, put: Put) -> None:
    subscribe(client_of("anna"))
    put(c="A new book")
    outcomes()
    sent: EmailMessage = mail.outbox[0].message()
    assert sent["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = sent["List-Unsubscribe"].strip("<>").removeprefix("http://testserver")
    assert address in mail.outbox[0].body
    strict = Client(enforce_csrf_checks=True)
    page = Page(strict.get(address))
    assert "no more mails about “Books”" in page.text("//main")
    assert SavedSearch.objects.get().frequency == "daily"
    assert strict.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 204
    assert SavedSearch.objects.get().frequency == ""
    assert "No more mails come" in Page(strict.get(address)).text("//main")
    put(d="Another new book")
    assert outcomes(now=later(5)) == []


def test_a_stop_by_the_button_is_said_and_does_nothing_else(client_of: Clients) -> None:
    from pinakes.alerts import tokens

    first, second = subscribe(client_of("anna"), "q=a"), subscribe(client_of("ben"), "q=b")
    page = Page(client_of().post(tokens.stop_address(first)))
    assert "No more mails come about “Books”" in page.text('//main//*[@role="status"]')
    assert SavedSearch.objects.get(pk=second.pk).frequency == "daily"
    assert client_of().post(f"/alerts/stop/{second.pk}:forged").status_code == 404
    assert client_of().post(f"/alerts/stop/{second.pk}").status_code == 404
    address = tokens.stop_address(first)
    first.delete()
    assert client_of().get(address).status_code == 200


def test_mails_that_are_turned_on_again_begin_with_what_comes_then(client_of: Clients, put: Put) -> None:
    anna = client_of("anna")
    search = subscribe(anna, frequency="")
    put(c="A new book")
    anna.post(f"/account/searches/{search.pk}", {"name": "Books", "frequency": "daily"})
    assert outcomes() == ["nothing"]
    put(d="Another new book")
    assert outcomes(now=later(2)) == ["sent"]
    assert "kidneys" not in mail.outbox[0].body


def test_many_hits_are_counted_and_some_are_listed(
    client_of: Clients, put: Put, settings_of: Callable[[str], None]
) -> None:
    settings_of('[alerts]\nhits = 2\n[server]\naddress = "https://catalogue.example.org/"\n')
    subscribe(client_of("anna"))
    put(**{f"n{n}": f"Book number {n}" for n in range(5)})
    outcomes()
    message = mail.outbox[0]
    assert message.subject == "5 new results: Books"
    assert message.body.count("Book number") == 2
    assert "And 3 more." in message.body
    assert "https://catalogue.example.org/record/t:n4" in message.body
    assert "@catalogue.example.org>" in message.extra_headers["Message-ID"]
    assert "http://testserver" not in message.body


def test_a_name_can_not_add_headers(client_of: Clients, put: Put) -> None:
    subscribe(client_of("anna"), name="x\r\nBcc: other@example.org")
    put(c="A new book")
    outcomes()
    assert mail.outbox[0].message()["Bcc"] is None


def test_who_has_no_confirmed_address_or_no_account_any_more_gets_none(client_of: Clients, put: Put) -> None:
    from allauth.account.models import EmailAddress

    for name in ("anna", "ben", "cara"):
        subscribe(client_of(name))
    EmailAddress.objects.create(
        user=Reader.objects.get(username="anna"), email="anna@example.org", verified=False
    )
    Reader.objects.filter(username="ben").update(email="")
    Reader.objects.filter(username="cara").update(is_active=False)
    put(c="A new book")
    assert outcomes() == ["unreachable", "unreachable"]
    assert mail.outbox == []


def test_a_dry_run_sends_and_changes_nothing(client_of: Clients, put: Put) -> None:
    subscribe(client_of("anna"))
    put(c="A new book")
    assert outcomes(dry=True) == ["would"]
    assert mail.outbox == []
    assert outcomes() == ["sent"]


class Refusing:
    """A backend whose server says no to one address."""

    def __init__(self, error: Exception) -> None:
        self.error = error
        self.sent: list[Any] = []

    def open(self) -> None: ...
    def close(self) -> None: ...
    def send_messages(self, messages: list[Any]) -> int:
        if messages[0].to == ["anna@example.org"]:
            raise self.error
        self.sent += messages
        return len(messages)


def test_what_a_server_refuses_is_tried_again_and_the_others_go(
    client_of: Clients, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    subscribe(client_of("anna"))
    subscribe(client_of("ben"))
    put(c="A new book")
    server = Refusing(smtplib.SMTPDataError(451, b"later"))
    with monkeypatch.context() as patched:
        patched.setattr(delivery, "get_connection", lambda: server)
        assert outcomes() == ["failed", "sent"]
    put(d="One more new book")
    assert outcomes() == ["sent"]
    (message,) = mail.outbox
    assert message.to == ["anna@example.org"]
    assert "One more" not in message.body
    assert outcomes(now=later(2)) == ["sent", "sent"]


def test_a_search_that_can_not_be_asked_any_more_or_a_fault_of_ours_keeps_no_other_mail(
    client_of: Clients, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("anna", "ben", "cara"):
        subscribe(client_of(name))
    put(c="A new book")
    SavedSearch.objects.filter(reader__username="anna").update(query="q=" + "(" * 900 + "x")
    server = Refusing(ValueError("no such head"))
    monkeypatch.setattr(server, "send_messages", lambda messages: _picky(server, messages))
    with monkeypatch.context() as patched:
        patched.setattr(delivery, "get_connection", lambda: server)
        found = outcomes()
    assert found[1:] == ["failed", "sent"]
    assert found[0] in ("failed", "nothing")
    assert outcomes(now=later(2))[1] == "sent"


def _picky(server: Refusing, messages: list[Any]) -> int:
    if messages[0].to == ["ben@example.org"]:
        raise server.error
    return len(messages)


def test_when_the_line_breaks_nobody_gets_a_mail_twice_and_the_reader_is_told(
    client_of: Clients, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna = client_of("anna")
    subscribe(anna)
    put(c="A new book")
    with monkeypatch.context() as patched:
        patched.setattr(delivery, "get_connection", lambda: Refusing(smtplib.SMTPServerDisconnected("gone")))
        assert outcomes() == ["uncertain"]
    assert outcomes(now=later(0) + timedelta(minutes=5), everything=True) == ["elsewhere"]
    assert outcomes() == ["uncertain"]
    assert mail.outbox == []
    assert "may not have reached you" in Page(anna.get("/account/searches")).text("//main")
    put(d="Another new book")
    assert outcomes(now=later(2)) == ["sent"]
    assert "\n\nAnother new book" in mail.outbox[0].body


def test_a_search_of_a_hundred_hits_costs_one_index_call(
    client_of: Clients, put: Put, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    subscribe(client_of("anna"))
    put(**{f"n{n}": f"Book number {n}" for n in range(100)})
    calls = []
    searched = catalogue.index.search
    monkeypatch.setattr(catalogue.index, "search", lambda request: calls.append(request) or searched(request))
    assert outcomes() == ["sent"]
    assert len(calls) == 1


def test_old_rows_are_forgotten(client_of: Clients, put: Put) -> None:
    subscribe(client_of("anna"))
    put(c="A new book")
    outcomes()
    assert AlertMail.objects.count() == 1
    AlertMail.objects.update(changed=timezone.now() - timedelta(days=91))
    outcomes(now=later(2))
    assert not AlertMail.objects.exists()

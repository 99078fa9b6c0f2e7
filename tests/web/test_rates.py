"""How often somebody may do something."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from django.test import Client, RequestFactory
from web_page import Page

from pinakes.web import page_limits, rates
from pinakes.web.rates import Limit

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
FAR = {"REMOTE_ADDR": "192.0.2.7", "headers": {"user-agent": FIREFOX}}


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [1_800_000_000.0]
    monkeypatch.setattr(time, "time", lambda: now[0])
    return now


def test_what_is_allowed_is_counted_and_what_is_refused_is_not(clock: list[float]) -> None:
    limit = Limit(kind="t", most=3, seconds=60)
    assert [rates.wait(limit, "a") for _ in range(3)] == [0, 0, 0]
    first = rates.wait(limit, "a")
    assert 0 < first <= 120
    assert rates.wait(limit, "a") == first
    assert rates.wait(limit, "b") == 0


def test_waiting_as_long_as_told_is_enough(clock: list[float]) -> None:
    for most, seconds, begin in ((1, 10, 3.5), (3, 60, 0.0), (5, 300, 299.0), (100, 60, 59.9)):
        limit = Limit(kind=f"t{most}", most=most, seconds=seconds)
        clock[0] = 1_800_000_000.0 + begin
        while not (told := rates.wait(limit, "a")):
            clock[0] += 0.01
        clock[0] += told
        assert rates.wait(limit, "a") == 0, (most, seconds)


def test_no_second_window_lets_twice_as_many_through(clock: list[float]) -> None:
    limit = Limit(kind="t", most=10, seconds=60)
    clock[0] += 59
    assert [rates.wait(limit, "a") for _ in range(10)] == [0] * 10
    clock[0] += 2
    assert rates.wait(limit, "a") > 0, "two seconds later a new window has begun"
    clock[0] += 120
    assert rates.wait(limit, "a") == 0


def test_looking_does_not_count() -> None:
    limit = Limit(kind="t", most=1, seconds=60)
    assert [rates.waiting(limit, "a") for _ in range(5)] == [0] * 5
    assert rates.wait(limit, "a") == 0
    assert rates.waiting(limit, "a") > 0


def test_nought_is_without_a_limit() -> None:
    assert [rates.wait(Limit(kind="t", most=0, seconds=60), "a") for _ in range(99)] == [0] * 99


def test_thousands_are_told_apart_and_the_table_does_not_grow() -> None:
    limit = Limit(kind="t", most=2, seconds=60)
    assert sum(rates.wait(limit, f"net{n}") for n in range(20_000)) == 0
    assert sum(rates.wait(limit, f"net{n}") for n in range(20_000)) == 0
    assert all(rates.wait(limit, f"net{n}") for n in range(0, 20_000, 97))


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.0/24"),
        ("::ffff:192.0.2.9", "192.0.2.0/24"),
        ("2001:db8:1:2::3", "2001:db8:1::/48"),
        ("fe80::1%eth0", "fe80::/48"),
        ("nonsense", "nonsense"),
    ],
)
def test_addresses_of_a_network_are_counted_together(address: str, network: str) -> None:
    assert rates.network(address) == network


@pytest.mark.parametrize(
    ("agent", "is_one"),
    [
        (FIREFOX, False),
        ("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", True),
        ("Mozilla/5.0 (compatible; bingbot/2.0)", True),
        ("python-requests/2.32", True),
        ("", True),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Safari/604.1", False),
    ],
)
def test_machines_are_known_by_what_they_say(agent: str, is_one: bool) -> None:
    assert rates.is_crawler(agent) is is_one


def test_searching_too_often_is_answered_429_in_the_readers_language(client: Client, catalogue: Any) -> None:
    for _ in range(300):
        rates.wait(page_limits._policies()[0].guest, "192.0.2.0/24")
    answer = client.get("/search?q=x&lang=de", **FAR)
    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= 120
    assert Page(answer).text("//h1")
    assert client.get("/help", **FAR).status_code == 200, "other pages are not counted"
    assert client.get("/search?q=x", REMOTE_ADDR="198.51.100.1").status_code == 200, "other networks may"


def test_crawlers_may_follow_few_filters(client: Client, catalogue: Any) -> None:
    crawler = {"REMOTE_ADDR": "192.0.2.7", "headers": {"user-agent": "SomeBot/1.0"}}
    seen = [client.get(f"/search?q=&filter=format:Book&page={n}", **crawler).status_code for n in range(8)]
    assert seen == [200] * 6 + [429] * 2
    assert client.get("/search?q=&filter=format:Book", **FAR).status_code == 200


def test_the_machine_itself_is_not_counted() -> None:
    request = RequestFactory().get("/search?q=x")
    assert page_limits.policy_of(request) is None


def test_workers_count_together(tmp_path: Path) -> None:
    (tmp_path / "pinakes.toml").write_text("")
    (tmp_path / "secret.key").write_text("of this catalogue")
    code = (
        "import os; os.environ['DJANGO_SETTINGS_MODULE'] = 'pinakes.site.settings';"
        "from pinakes.web.rates import Limit, wait;"
        "print(*[wait(Limit(kind='t', most=5, seconds=86400), '192.0.2.0/24') > 0 for _ in range(3)])"
    )
    told = [
        subprocess.run(
            [sys.executable, "-c", code],
            check=True,
            capture_output=True,
            text=True,
            env={"PINAKES_HOME": str(tmp_path)},
        ).stdout.split()
        for _ in range(2)
    ]
    assert told == [["False"] * 3, ["False", "False", "True"]]
    assert b"192.0" not in (tmp_path / "cache" / "rates").read_bytes()


def test_counting_takes_less_than_a_tenth_of_a_millisecond() -> None:
    request = RequestFactory().get("/search?q=x&filter=format:Book", **FAR)
    found = page_limits.policy_of(request)
    assert found is not None
    begin = time.process_time()
    for _ in range(1000):
        page_limits.policy_of(request)
        rates.seconds_to_wait(request, found)
    assert (time.process_time() - begin) / 1000 < 0.000_1

"""Fetching: retries, waits, bounds, redirects."""

from __future__ import annotations

import gzip
import time
from email.utils import formatdate

import pytest

from pinakes.errors import SourceError
from pinakes.sources.http import HttpClient, public_address
from pinakes.testing.loopback import loopback


def client(waits: list[float] | None = None, **options: object) -> HttpClient:
    return HttpClient(pause=(waits if waits is not None else []).append, **options)  # type: ignore[arg-type]


def test_the_answer_comes_whole_with_its_headers_and_the_agent_names_itself() -> None:
    with loopback(lambda path, p: (200, {"X-Y": "z"}, b"body")) as server:
        answer = client(contact="library@example.org").get(server.url + "/a", {"q": "ü &"})
    assert (answer.status, answer.body, answer.headers["x-y"]) == (200, b"body", "z")
    path, parameters, headers = server.asked[0]
    assert (path, parameters) == ("/a", {"q": "ü &"})
    assert headers["user-agent"].startswith("Pinakes/")
    assert "mailto:library@example.org" in headers["user-agent"]


def test_a_busy_server_is_asked_again_after_the_seconds_that_it_names() -> None:
    answers = iter([(503, {"Retry-After": "7"}, b""), (429, {}, b""), (200, {}, b"ok")])
    waits: list[float] = []
    with loopback(lambda path, p: next(answers)) as server:
        assert client(waits).get(server.url).body == b"ok"
    assert waits[0] == 7
    assert waits[1] > 0
    assert len(server.asked) == 3


def test_a_server_may_name_the_moment_and_may_not_make_us_wait_for_ever() -> None:
    answers = iter(
        [
            (503, {"Retry-After": formatdate(time.time() + 60, usegmt=True)}, b""),
            (503, {"Retry-After": "99999999"}, b""),
            (200, {}, b"ok"),
        ]
    )
    waits: list[float] = []
    with loopback(lambda path, p: next(answers)) as server:
        client(waits).get(server.url)
    assert 30 < waits[0] <= 61
    assert waits[1] == 300


def test_what_the_server_said_is_in_the_error_and_a_plain_refusal_is_not_repeated() -> None:
    with loopback(lambda path, p: (403, {}, b"Ask the\n director")) as server:
        with pytest.raises(SourceError, match=r"status 403 \(Ask the director\)"):
            client().get(server.url)
        assert len(server.asked) == 1


def test_a_server_that_stays_away_is_given_up_with_its_reason() -> None:
    waits: list[float] = []
    with pytest.raises(SourceError, match=r"127\.0\.0\.1:1/ can't be fetched: .*refused"):
        client(waits, attempts=3).get("http://127.0.0.1:1/")
    assert len(waits) == 2


def test_packed_answers_are_unpacked_and_bombs_are_stopped() -> None:
    packed = {"Content-Encoding": "gzip"}
    with loopback(lambda path, p: (200, packed, gzip.compress(b"a" * 1000))) as server:
        assert client().get(server.url).body == b"a" * 1000
        with pytest.raises(SourceError, match="more than 999 bytes"):
            client(max_bytes=999).get(server.url)


def test_a_redirect_on_the_same_host_is_followed_to_its_end() -> None:
    def answer(path: str, p: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
        return (200, {}, b"there") if path == "/there" else (302, {"Location": "/there"}, b"")

    with loopback(answer) as server:
        found = client().get(server.url + "/here")
    assert (found.body, found.url) == (b"there", server.url + "/there")


def test_redirects_into_the_own_network_are_refused_unless_allowed() -> None:
    with loopback(lambda path, p: b"secret") as inside:

        def answer(path: str, p: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
            return (301, {"Location": inside.url + "/"}, b"")

        with loopback(answer) as server:
            with pytest.raises(SourceError, match=r"private address 127\.0\.0\.1"):
                client().get(server.url)
            assert inside.asked == []
            assert client(allow_private_redirects=True).get(server.url).body == b"secret"


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://example.org/", "javascript:1", "http:///x"])
def test_redirects_to_what_is_no_address_of_the_web_are_refused(target: str) -> None:
    with loopback(lambda path, p: (302, {"Location": target}, b"")) as server, pytest.raises(SourceError):
        client().get(server.url)


def test_redirects_in_a_ring_end() -> None:
    with (
        loopback(lambda path, p: (302, {"Location": path + "x"}, b"")) as server,
        pytest.raises(SourceError, match="more than 5 times"),
    ):
        client().get(server.url + "/")


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "localhost", "0.0.0.0", "fd00::1"]
)
def test_private_addresses_are_known(host: str) -> None:
    with pytest.raises(SourceError, match="private address"):
        public_address(host, 80)


def test_a_rate_is_kept() -> None:
    waits: list[float] = []
    with loopback(lambda path, p: b"") as server:
        asker = client(waits, rate=0.1)
        asker.get(server.url)
        asker.get(server.url)
    assert len(waits) == 1
    assert 9 < waits[0] <= 10

"""A served sample catalogue and Debian's Chromium. Skipped where there is no browser."""

from __future__ import annotations

import os
import shutil
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "web"))

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *arguments: Any) -> None:  # noqa: A002 - its name in the base class
        pass


def _make_tables() -> None:
    """pytest-django makes the tests' database only when a test is marked to need it, which none of these are."""
    from django.db import connection
    from django.test.utils import setup_databases

    if not connection.is_in_memory_db():  # type: ignore[attr-defined]
        setup_databases(verbosity=0, interactive=False, aliases={"default"})


@pytest.fixture(scope="session")
def address(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """Where the sample is served; what readers keep lies in the tests' database."""
    from web_catalogue import awkward, catalogue_of, sample

    from pinakes import conf
    from pinakes.site.wsgi import application

    served = catalogue_of([*sample(), *awkward()], deleted=["odd:withdrawn"])
    conf.use_catalogue(served)
    _served.append(served)
    server = make_server("127.0.0.1", 0, application, server_class=_Server, handler_class=_Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    with django_db_blocker.unblock():
        _make_tables()
        yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    conf.use_catalogue(None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    if not CHROMIUM:
        pytest.skip("Chromium is missing; Debian: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield found
        found.close()


_served: list[Any] = []
"""The catalogue behind ``address``: tests of other folders serve their own in between."""


@pytest.fixture(autouse=True)
def _its_catalogue(address: str) -> None:
    from pinakes import conf

    conf.use_catalogue(_served[0])


@pytest.fixture
def open_page(browser: Any, address: str) -> Iterator[Callable[..., Any]]:
    """Opens an address in a fresh browser; at the end nothing may stand in its console."""
    contexts = []
    complaints: list[str] = []

    def open_it(path: str, *, width: int = 1280, **options: Any) -> Any:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, **({"locale": "en-GB"} | options)
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        page.on(
            "console",
            lambda m: (
                complaints.append(m.text) if m.type == "error" and "status of 4" not in m.text else None
            ),
        )
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(address + path)
        return page

    yield open_it
    for context in contexts:
        context.close()
    assert complaints == []

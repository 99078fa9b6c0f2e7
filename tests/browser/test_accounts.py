"""An account in a browser: registering, confirming, signing in, a second factor, a passkey; axe finds nothing."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser
PASSWORD = "correct horse battery"


def command(home: Path, *arguments: str) -> list[str]:
    return [sys.executable, "-c", "from pinakes.cli.main import main; main()", "-C", str(home), *arguments]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("accounts") / "catalogue"
    environment = {k: v for k, v in os.environ.items() if k not in ("DJANGO_SETTINGS_MODULE", "PINAKES_APPS")}
    subprocess.run(
        command(made.parent, "init", str(made)), check=True, env=environment, stdout=subprocess.DEVNULL
    )
    return made


@pytest.fixture(scope="module")
def served(home: Path) -> Iterator[str]:
    """A catalogue of its own with its own tables: the one of the other tests has none of people."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {k: v for k, v in os.environ.items() if k not in ("DJANGO_SETTINGS_MODULE", "PINAKES_APPS")}
    process = subprocess.Popen(
        command(home, "serve", "--port", str(port), "--workers", "1"),
        env=environment,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(300):
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                assert process.poll() is None
                time.sleep(0.1)
        yield f"http://localhost:{port}"
    finally:
        process.terminate()
        process.wait(20)


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 390, "height": 900}, locale="en-GB")
    context.set_default_timeout(20_000)
    made = context.new_page()
    complaints: list[str] = []
    made.on(
        "console",
        lambda m: complaints.append(m.text) if m.type == "error" and "status of 4" not in m.text else None,
    )
    made.on("pageerror", lambda error: complaints.append(str(error)))
    yield made
    context.close()
    assert complaints == []


@pytest.fixture
def in_order(page: Any) -> Callable[[], None]:
    """Fails when axe finds something or the page is wider than the window."""
    from axe_playwright_python.sync_playwright import Axe

    def check() -> None:
        found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
        assert [(v["id"], v["nodes"][0]["html"][:200]) for v in found] == [], page.url
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url

    return check


def last_link(home: Path) -> str:
    mails = sorted((home / "mail").glob("*.log"), key=lambda p: p.stat().st_mtime)
    return re.findall(r"https?://\S+", mails[-1].read_text())[-1]


def code_for(secret: str) -> str:
    import base64
    import hashlib
    import hmac
    import struct

    counter = struct.pack(">Q", int(time.time()) // 30)
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    offset = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[offset : offset + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


def register(page: Any, served: str, home: Path, name: str) -> None:
    page.goto(f"{served}/account/register")
    page.fill("#id_username", name)
    page.fill("#id_email", f"{name}@example.org")
    page.fill("#id_password1", PASSWORD)
    # The work that a browser does instead of its reader's solving a puzzle; nobody is quicker than three seconds.
    page.wait_for_function("document.querySelector('[name=answer]').value !== ''")
    page.wait_for_timeout(3100)
    page.click("main button[type=submit].primary")
    page.wait_for_url("**/account/email/sent")
    page.goto(last_link(home).replace("127.0.0.1", "localhost"))
    page.click("main .primary")
    page.wait_for_selector("header bdi", state="attached")


def prove(page: Any) -> None:
    """The link of a mail signs in, but what touches the safety of the account wants the password."""
    assert "/account/again" in page.url
    page.fill("#id_password", PASSWORD)
    page.click("main .primary")
    page.wait_for_url(lambda url: "/account/again" not in url)


def test_an_account_from_registration_to_the_second_factor(
    page: Any, served: str, home: Path, in_order: Callable[[], None]
) -> None:
    page.goto(f"{served}/account/register")
    in_order()
    register(page, served, home, "berta")
    page.goto(f"{served}/account/security/app")
    in_order()
    prove(page)
    for path in ("", "/email", "/password", "/security", "/devices", "/profile", "/data", "/data/delete"):
        page.goto(f"{served}/account{path}")
        in_order()

    page.goto(f"{served}/account/security/app")
    in_order()
    page.fill("#id_code", code_for(page.inner_text(".secret")))
    page.click("main .primary")
    page.wait_for_url("**/account/security/codes")
    in_order()
    recovery = page.inner_text(".codes li:first-child")

    page.goto(f"{served}/account/sign-out")
    page.click("main .primary")
    page.goto(f"{served}/account/sign-in")
    in_order()
    page.fill("#id_login", "berta")
    page.fill("#id_password", "wrong")
    page.click("[data-show]")
    assert page.get_attribute("#id_password", "type") == "text"
    page.press("#id_password", "Enter")
    page.wait_for_selector("[data-focus]")
    in_order()
    assert page.evaluate("document.activeElement.getAttribute('role')") == "alert"
    assert page.input_value("#id_login") == "berta"
    page.fill("#id_password", PASSWORD)
    page.press("#id_password", "Enter")
    page.wait_for_url("**/account/second-step")
    in_order()
    page.fill("#id_code", recovery)
    page.press("#id_code", "Enter")
    page.wait_for_selector("header bdi", state="attached")


def test_a_passkey_opens_the_account(page: Any, served: str, home: Path) -> None:
    register(page, served, home, "carla")
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }})  # fmt: skip
    page.goto(f"{served}/account/security/passkeys/add")
    prove(page)
    page.fill("#id_name", "My phone")
    page.click("main .primary")
    page.wait_for_url("**/account/security/codes")
    page.goto(f"{served}/account/security")
    assert "My phone" in page.inner_text("main")

    page.goto(f"{served}/account/sign-out")
    page.click("main .primary")
    page.goto(f"{served}/account/sign-in")
    page.click("[data-passkey] button")
    page.wait_for_selector("header bdi", state="attached")
    assert page.text_content("header bdi") == "carla"

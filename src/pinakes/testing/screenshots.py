"""`make screenshots`: the pictures of the README and the documentation, taken from the running product."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

IMAGES = Path(__file__).parents[3] / "docs" / "images"
WAIT = 60.0
"""Seconds until the server must answer."""

# Name → address, width and height of the window, light or dark.
PICTURES: dict[str, tuple[str, int, int, str]] = {
    "results": ("/search?q=lung&filter=format:Article", 1280, 900, "light"),
    "record": ("/record/pubmed:25473571", 1280, 900, "light"),
    "phone": ("/search?q=lung&lang=de", 390, 800, "dark"),
}


@contextmanager
def served() -> Iterator[str]:
    """The sample catalogue in a folder of its own, served by the product's own command."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    with tempfile.TemporaryDirectory() as folder:
        command = [
            sys.executable,
            "-c",
            "from pinakes.cli.main import main; main()",
            "-C",
            folder,
            "demo",
            "--port",
            port,
        ]
        server = subprocess.Popen(command)
        try:
            _wait(server, f"http://127.0.0.1:{port}/health")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(timeout=30)


def _wait(server: subprocess.Popen[bytes], address: str) -> None:
    began = time.monotonic()
    while True:
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310 - our own server
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            if server.poll() is not None or time.monotonic() - began > WAIT:
                raise
            time.sleep(0.3)


def main() -> int:
    """Take every picture; the exit status."""
    from playwright.sync_api import sync_playwright

    browser_path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not browser_path:
        sys.stderr.write("Chromium is missing; Debian: apt-get install chromium\n")
        return 1
    IMAGES.mkdir(parents=True, exist_ok=True)
    with served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        for name, (path, width, height, scheme) in PICTURES.items():
            context = browser.new_context(
                viewport={"width": width, "height": height},
                color_scheme="dark" if scheme == "dark" else "light",
                locale="en-GB",
            )
            page = context.new_page()
            page.goto(address + path, wait_until="networkidle")
            page.screenshot(path=IMAGES / f"{name}.png")
            context.close()
            sys.stdout.write(f"docs/images/{name}.png\n")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())

from __future__ import annotations

import gzip

import pytest
from django.test import Client

CSS, FONT = "/static/pinakes/css/frame.css", "/static/pinakes/vendor/fonts/literata-greek-wght-normal.woff2"


def body(response: object) -> bytes:
    return b"".join(response) if getattr(response, "streaming", False) else response.content  # type: ignore[attr-defined, call-overload]


def test_style_sheets_are_sent_compressed_to_those_who_take_it() -> None:
    plain = Client().get(CSS)
    packed = Client().get(CSS, headers={"accept-encoding": "br, gzip"})
    content = body(plain)
    assert "Content-Encoding" not in plain
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == content
    assert int(packed["Content-Length"]) == len(packed.content) < len(content) / 2
    assert "Accept-Encoding" in plain["Vary"]
    assert "Accept-Encoding" in packed["Vary"]
    assert packed["Content-Type"] == plain["Content-Type"]
    assert packed["Cache-Control"] == plain["Cache-Control"]


@pytest.mark.parametrize("accepted", ["", "br", "gzip;q=0, br", "gzip; q=0.0"])
def test_who_does_not_take_gzip_gets_the_file_as_it_is(accepted: str) -> None:
    response = Client().get(CSS, headers={"accept-encoding": accepted})
    assert "Content-Encoding" not in response
    assert body(response).lstrip().startswith((b"/*", b"@", b":", b"."))


def test_a_browser_that_has_the_file_is_told_so() -> None:
    first = Client().get(CSS, headers={"accept-encoding": "gzip"})
    again = Client().get(
        CSS, headers={"accept-encoding": "gzip", "if-modified-since": first["Last-Modified"]}
    )
    assert again.status_code == 304


def test_fonts_are_compressed_already() -> None:
    response = Client().get(FONT, headers={"accept-encoding": "gzip"})
    assert "Content-Encoding" not in response
    assert body(response).startswith(b"wOF2")

from __future__ import annotations

import gzip

import brotli
import pytest
import zstandard
from django.test import Client

CSS, FONT = "/static/pinakes/css/frame.css", "/static/pinakes/vendor/fonts/literata-greek-wght-normal.woff2"


def body(response: object) -> bytes:
    return b"".join(response) if getattr(response, "streaming", False) else response.content  # type: ignore[attr-defined, call-overload]


UNPACK = {"gzip": gzip.decompress, "br": brotli.decompress, "zstd": zstandard.decompress}


@pytest.mark.parametrize(
    ("accepted", "name"),
    [("gzip, deflate, br, zstd", "br"), ("gzip, zstd", "zstd"), ("gzip", "gzip"), ("br;q=0, *", "zstd")],
)
@pytest.mark.parametrize("address", [CSS, "/help"])
def test_text_is_sent_compressed_to_those_who_take_it(
    client: Client, address: str, accepted: str, name: str
) -> None:
    plain, packed = (client.get(address, headers={"accept-encoding": a}) for a in ("identity", accepted))
    content = body(plain)
    assert "Content-Encoding" not in plain
    assert packed["Content-Encoding"] in (name, "zstd" if "zstd" in accepted else name)
    assert UNPACK[packed["Content-Encoding"]](packed.content) == content
    assert int(packed["Content-Length"]) == len(packed.content) < len(content) / 2
    assert "Accept-Encoding" in plain["Vary"]
    assert "Accept-Encoding" in packed["Vary"]
    assert packed["Content-Type"] == plain["Content-Type"]
    assert packed["Cache-Control"] == plain["Cache-Control"]
    assert packed["ETag"].removeprefix("W/") == plain["ETag"]


@pytest.mark.parametrize("accepted", ["", "deflate", "gzip;q=0, identity", "gzip; q=0.0", "br;q=x"])
def test_who_takes_nothing_gets_the_file_as_it_is(accepted: str) -> None:
    response = Client().get(CSS, headers={"accept-encoding": accepted})
    assert "Content-Encoding" not in response
    assert body(response).lstrip().startswith((b"/*", b"@", b":", b"."))


def test_a_page_that_is_known_is_304_in_any_encoding(client: Client) -> None:
    first = client.get("/help", headers={"accept-encoding": "zstd"})
    again = client.get("/help", headers={"accept-encoding": "zstd", "if-none-match": first["ETag"]})
    assert again.status_code == 304


def test_files_with_their_version_are_kept_for_ever_and_run_nothing_by_themselves() -> None:
    response = Client().get(f"{CSS}?v=1")
    plain = Client().get(CSS)
    assert response["Cache-Control"].endswith(", immutable")
    assert "immutable" not in plain["Cache-Control"]
    assert body(response) == body(plain)
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"


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

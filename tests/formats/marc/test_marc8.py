"""MARC-8 in Latin with marks, Greek, Cyrillic, Hebrew, Arabic and East Asian script, sound and broken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pinakes.formats.marc import marc8
from pinakes.formats.marc.character_sets import marc8_field

ESCAPE = b"\x1b"


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"Dvo\xe9r\xe2ak", "Dvořák"),
        (b"S\xe2uf\xf2i", "Súfị"),
        (b"\xe5\xf2a", "ạ̄"),
        (b"\xb1 \xb2 \xa2 \xa5 \xc7 \xc8", "ł ø Ø Æ ß €"),
        (b"\xebt\xecs", "t︠s︡"),
        (b"\x88The \x89end", "\x98The \x9cend"),
        (b"\x1bga\x1bs = x", "α = x"),
        (b"H\x1bb2\x1bsO, x\x1bp2\x1bs", "H₂O, x²"),
        (b"\x1b(NmOSKWA\x1b(B.", "Москва."),
        (b"\x1b)Q\x1b(N\x1b-E\x1b(Babc", "abc"),
        (b"\x1b(Sabd\x1b(B", "αβγ"),
        (b"\x1b(2ylem\x1b(B", "שלום"),
        (b"\x1b(3SdGe\x1b(B", "سلام"),
        (b"\x1b$1!04!BX\x1b(B", "中文"),
        (b"\x1b$1!04\x1b(B", "中"),
        (b"&#x4E2D; &#x1F4D6;", "中 📖"),
        (b"&#xD800; &#x1B; &#x;", "&#xD800; &#x1B; &#x;"),
        (b"", ""),
    ],
)
def test_each_script_is_read(raw: bytes, text: str) -> None:
    assert marc8.decode(raw) == text


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"a\xfcb", "a\ufffdb"),
        (b"a\x1b", "a\ufffd"),
        (b"a\x1bzb", "a\ufffdzb"),
        (b"end\xe2", "end\u0301"),
        (b"\x1b$1!04!B\x1b(B", "中\ufffd"),
        (b"\x1b$1!04 /", "中 /"),
        (b"\x1b$1!04X!BX!04\x1b(B", "中\ufffd文中"),
    ],
)
def test_what_is_broken_costs_one_character(raw: bytes, text: str) -> None:
    assert marc8.decode(raw) == text


def test_every_subfield_begins_in_latin() -> None:
    assert marc8_field(b"10\x1fa\x1b(NmOSKWA\x1fbMoscow") == "10\x1faМосква\x1fbMoscow"


@given(st.binary())
def test_no_bytes_stop_it(raw: bytes) -> None:
    assert isinstance(marc8.decode(raw), str)


@given(
    st.lists(
        st.sampled_from([ESCAPE + b"$1", ESCAPE + b"(B", ESCAPE + b")1", b"\xa1\xb0", b"!04", b"x", b"\xe2"])
    )
)
def test_no_escapes_stop_it(parts: list[bytes]) -> None:
    assert isinstance(marc8.decode(b"".join(parts)), str)

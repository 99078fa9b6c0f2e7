"""The three forms of MARC are known by content; everything in ../shared/data/marc is read or refused with a reason."""

import bz2
import gzip
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from pinakes.errors import ReadError
from pinakes.formats.marc import decoding, encoding, formats, iso2709, json_objects, marcjson, marcxml
from pinakes.formats.marc.record import DataField, MarcRecord
from pinakes.testing.format_suite import FormatSuite

SAMPLE = MarcRecord(
    "00000nam a2200000   4500",
    [("001", "1")],
    [DataField("245", "1", "0", [("a", "Tacrolimus"), ("b", "Köln")])],
)


def written(write: Callable[[list[MarcRecord], io.BytesIO], None]) -> bytes:
    out = io.BytesIO()
    write([SAMPLE], out)
    return out.getvalue()


ISO = encoding.encode(SAMPLE)
XML = written(marcxml.write)
JSON = written(marcjson.write)
KNOWN = {
    "marc": formats.recognise_marc,
    "marcxml": formats.recognise_marcxml,
    "marcjson": formats.recognise_marcjson,
}


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (ISO, "marc"),
        (b"\xef\xbb\xbf" + ISO, "marc"),
        (b"\r\n" + ISO, "marc"),
        (b"junk before it " + ISO, "marc"),
        (b"?????" + ISO[5:20] + b"????" + ISO[24:], "marc"),
        (ISO[:60], "marc"),
        (XML, "marcxml"),
        (XML.decode().encode("utf-16"), "marcxml"),
        (b'<collection xmlns="http://www.loc.gov/MARC21/slim"/>', "marcxml"),
        (JSON, "marcjson"),
        (JSON.strip(b"[]\n"), "marcjson"),
        (b'{"records": ' + JSON + b"}", "marcjson"),
        (b"<PubmedArticleSet><PubmedArticle/></PubmedArticleSet>", ""),
        (b"<OAI-PMH><record><header/><metadata><dc/></metadata></record></OAI-PMH>", ""),
        (b"<html><p>A leader of 24 characters: &lt;leader></p></html>", ""),
        (b'[{"id": "x", "title": "About MARC", "type": "book"}]', ""),
        (b"TY  - JOUR\nTI  - 00714cam a2200205 a 4500\nER  - \n", ""),
        (b"@article{marc, title={A 00714cam a2200205 a 4500001001}}", ""),
        (b"00714cam and other words without a directory", ""),
        (b"\x1e\x1f\x1d" * 100, ""),
        (b"", ""),
    ],
)
def test_a_form_is_known_by_its_content(head: bytes, name: str) -> None:
    assert [known for known, recognise in KNOWN.items() if recognise(head)] == ([name] if name else [])


READ: dict[str, tuple[Callable[..., object], Callable[[bytes], MarcRecord]]] = {
    "marc": (iso2709.split, decoding.record),
    "marcxml": (marcxml.split, marcxml.parse),
    "marcjson": (json_objects.split, marcjson.parse),
}
# What can't be read of the files: the names are the reason that the file is there.
REFUSED = {
    "bad_records.mrc": 1,
    "nccu__open_access_restricted_edu.xml": 1,
}


def opened(path: Path) -> bytes:
    data = path.read_bytes()
    return (
        gzip.decompress(data)
        if path.suffix == ".gz"
        else bz2.decompress(data)
        if path.suffix == ".bz2"
        else data
    )


@pytest.mark.shared
def test_every_shared_file_gives_its_records_and_a_reason_for_each_bad_one(shared: Path) -> None:
    counts = dict.fromkeys(READ, 0)
    refused: dict[str, list[str]] = {}
    for path in sorted((shared / "data" / "marc").rglob("*")):
        if not path.is_file() or path.suffix in (".md", ".txt"):
            continue
        data = opened(path)
        for name, recognise in KNOWN.items():
            if recognise(data[:65536]):
                split, parse = READ[name]
                for piece in split(io.BytesIO(data)):  # type: ignore[attr-defined]
                    try:
                        parse(piece)
                        counts[name] += 1
                    except ReadError as error:
                        refused.setdefault(path.name, []).append(error.reason)
                break
        else:
            assert "OAI" in data[:2000].decode("utf-8", "replace") or path.name == "namespace-test.xml", path
    assert {name: len(reasons) for name, reasons in refused.items()} == REFUSED
    assert counts == {"marc": 5373, "marcxml": 1073, "marcjson": 4}


class TestMarc(FormatSuite):
    name = "marc"


class TestMarcXml(FormatSuite):
    name = "marcxml"


class TestMarcJson(FormatSuite):
    name = "marcjson"

"""Every registered reader under attack: cut, turned over, in another encoding, wrongly nested, with bad neighbours."""

from __future__ import annotations

import io
import random
import time
import tracemalloc
from pathlib import Path

import pytest

from pinakes.errors import UnknownFormat
from pinakes.formats import registry, text_lines
from pinakes.formats.base import ReadFailure, read
from pinakes.records.record import Record

N = 6
"""How often each sample is attacked."""
FOLDER = Path(__file__).parents[1] / "golden"
READ = tuple(name for name in registry.names() if registry.get(name).reader is not None)
XML = tuple(name for name in READ if registry.get(name).extension in ("xml", "rdf"))
BOMB = b"".join(b"<!ENTITY e%d '%s'>" % (n, b"&e%d;" % (n - 1) * 10 if n else b"lol" * 10) for n in range(10))


def files(name: str) -> list[Path]:
    """The golden samples of a format; BibLaTeX shares those of BibTeX."""
    folder = FOLDER / ("bibtex" if name == "biblatex" else name)
    return sorted(p for p in folder.glob("*") if p.suffix != ".json")


def found(name: str, raw: bytes) -> list[Record | ReadFailure]:
    reader = registry.get(name).reader
    assert reader is not None
    return list(read(reader(), io.BytesIO(raw)))


def foreseen(name: str, raw: bytes, what: str) -> list[Record | ReadFailure]:
    """What is read of it; an exception that its reader did not foresee fails the test."""
    got = found(name, raw)
    for one in got:
        assert isinstance(one, Record) or "The reader failed" not in one.reason, (what, one.reason)
        assert isinstance(one, Record) or one.reason, what
    return got


@pytest.mark.parametrize("name", READ)
def test_every_reader_has_samples_and_content_tells_each_of_them(name: str) -> None:
    assert files(name)
    for path in files(name):
        if path.name == "minimal.written.txt":
            continue  # a title alone is text of any kind
        known = registry.recognise(path.read_bytes()[:65536]).name
        assert known == ("bibtex" if name == "biblatex" else name), path.name


@pytest.mark.parametrize("name", READ)
def test_a_file_that_is_cut_anywhere_gives_records_and_reasons(name: str) -> None:
    chance = random.Random(name)
    for path in files(name):
        raw = path.read_bytes()
        for at in sorted(chance.randrange(len(raw)) for _ in range(N)):
            foreseen(name, raw[:at], f"{path.name} cut at {at}")
            foreseen(name, raw[at:], f"{path.name} from {at} on")


@pytest.mark.parametrize("name", READ)
def test_bytes_that_are_changed_added_and_gone_give_records_and_reasons(name: str) -> None:
    chance = random.Random(name)
    for path in files(name):
        for n in range(N):
            raw = bytearray(path.read_bytes() + b"\n" * 400)
            for _ in range(chance.randrange(1, 12)):
                at = chance.randrange(len(raw))
                kind = chance.randrange(4)
                if kind == 0:
                    raw[at] = chance.randrange(256)
                elif kind == 1:
                    del raw[at : at + chance.randrange(1, 30)]
                elif kind == 2:
                    raw[at:at] = chance.choice(
                        [b"\x00", b"\xff\xfe", b"<", b"{", b'"', b"\n", b"]]>", b"&#0;"]
                    )
                else:
                    other = chance.randrange(len(raw))
                    raw[at:at] = raw[other : other + 60]
            foreseen(name, bytes(raw), f"{path.name} changed, number {n}")


@pytest.mark.parametrize("name", READ)
@pytest.mark.parametrize("encoding", ["utf-16", "cp1252", "utf-7"])
def test_another_encoding_gives_records_and_reasons(name: str, encoding: str) -> None:
    for path in files(name):
        text = path.read_bytes().decode("utf-8", "replace")
        foreseen(name, text.encode(encoding, "replace"), f"{path.name} in {encoding}")


@pytest.mark.parametrize("name", READ)
def test_the_samples_of_all_other_formats_give_records_and_reasons(name: str) -> None:
    for other in READ:
        for path in files(other)[:2]:
            foreseen(name, path.read_bytes(), f"{path.name} of {other}")


@pytest.mark.parametrize("name", XML)
def test_entities_are_never_expanded(name: str) -> None:
    for path in files(name):
        text = path.read_bytes()
        if b"\x00" in text[:100] or b"<!DOCTYPE" in text:
            continue
        start = text.index(b"?>") + 2 if text.lstrip().startswith(b"<?xml") else 0
        root = text[start:].lstrip().lstrip(b"<").split(None, 1)[0].split(b">")[0]
        hostile = text[:start] + b"<!DOCTYPE %s [%s]>" % (root, BOMB) + text[start:]
        hostile = hostile.replace(b"</", b"&e9;</")
        tracemalloc.start()
        try:
            foreseen(name, hostile, f"{path.name} with a bomb")
            peak = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
        assert peak < 20_000_000, path.name


@pytest.mark.parametrize("name", READ)
def test_elements_and_braces_a_hundred_thousand_deep_end_in_a_reason(name: str) -> None:
    for path in files(name)[:3]:
        raw = path.read_bytes()
        middle = raw.find(b">", len(raw) // 2) + 1 or len(raw) // 2
        for opened in (b"<a>", b"{", b"[", b'{"a":', b"("):
            foreseen(name, raw[:middle] + opened * 100_000 + raw[middle:], f"{path.name} with {opened!r}")


def test_what_no_reader_knows_is_said_and_not_guessed() -> None:
    for head in (
        b"\x7fELF\x02\x01",
        b"\x89PNG\r\n\x1a\n",
        b"%PDF-1.7\n",
        b"<svg/>",
        b"{}",
        b"[]",
        b"Hello, reader.",
    ):
        with pytest.raises(UnknownFormat):
            registry.recognise(head)


@pytest.mark.parametrize(
    "line", [b"PY  - 201\xc2\xb2", b"DA  - 2019/\xc2\xb2/1", b"PY  - 2019///\xe2\x91\xa0"]
)
def test_a_raised_digit_is_no_number(line: bytes) -> None:
    (one,) = foreseen("ris", b"TY  - JOUR\nTI  - T\n" + line + b"\nER  - \n", "raised")
    assert isinstance(one, Record)


def test_a_line_without_end_is_read_in_time_that_grows_with_its_length() -> None:
    def seconds(length: int) -> float:
        began = time.process_time()
        assert sum(map(len, text_lines.lines(io.BytesIO(b"x" * length)))) == length
        return time.process_time() - began

    assert seconds(24_000_000) < 40 * seconds(3_000_000) + 0.5

"""MARC records a second, cut and decoded by pinakes beside pymarc: UTF-8, MARC-8 and MARCXML, of usual length."""

from __future__ import annotations

import io
import random
import sys
import time
from collections.abc import Callable

import pymarc

from pinakes.formats.marc import decoding, encoding, iso2709, marcxml
from pinakes.formats.marc.record import DataField, MarcRecord

RECORDS = 5_000
WORDS = [
    "the",
    "of",
    "and",
    "history",
    "Geschichte",
    "für",
    "Medizin",
    "tacrolimus",
    "Überleben",
    "préface",
    "Dvořák",
]
# Marks of MARC-8 by way of signs that no word has, so that every length is right.
SIGNS = str.maketrans({"ü": "^u", "é": "~e", "ř": "`r", "á": "~a", "Ü": "^U"})
MARKS = bytes.maketrans(b"^~`", b"\xe8\xe2\xe9")


def words(chance: random.Random, count: int) -> str:
    return " ".join(chance.choices(WORDS, k=count))


def made(number: int) -> MarcRecord:
    """About 25 fields and 1,200 bytes, as catalogues have them."""
    chance = random.Random(number)
    fields = [
        DataField("020", " ", " ", [("a", f"978{number:010d}")]),
        DataField("040", " ", " ", [("a", "DLC"), ("c", "DLC")]),
    ]
    fields.append(
        DataField(
            "245",
            "1",
            "0",
            [("a", words(chance, 6) + " :"), ("b", words(chance, 5) + " /"), ("c", words(chance, 4))],
        )
    )
    fields += [
        DataField("650", " ", "0", [("a", words(chance, 2)), ("x", words(chance, 1))]) for _ in range(6)
    ]
    fields += [
        DataField("700", "1", " ", [("a", words(chance, 2) + ","), ("d", "1950-"), ("e", "editor")])
        for _ in range(4)
    ]
    fields += [
        DataField(tag, " ", " ", [("a", words(chance, 8))])
        for tag in ("260", "300", "490", "500", "504", "520", "852")
    ]
    control = [
        ("001", str(number)),
        ("003", "DE-1"),
        ("005", "20260101000000.0"),
        ("008", "260101s2014    gw a     b    001 0 ger d"),
    ]
    return MarcRecord("00000nam a2200000   4500", control, fields)


def in_marc8(record: MarcRecord) -> bytes:
    for field in record.fields:
        field.subfields = [(code, value.translate(SIGNS)) for code, value in field.subfields]
    raw = encoding.encode(record).translate(MARKS)
    return raw[:9] + b" " + raw[10:]


def ours(data: bytes) -> int:
    return sum(1 for piece in iso2709.split(io.BytesIO(data)) if decoding.record(piece))


def ours_xml(data: bytes) -> int:
    return sum(1 for piece in marcxml.split(io.BytesIO(data)) if marcxml.parse(piece))


def cut(data: bytes) -> int:
    return sum(1 for _ in iso2709.split(io.BytesIO(data)))


def peer(data: bytes) -> int:
    return sum(1 for record in pymarc.MARCReader(io.BytesIO(data), hide_utf8_warnings=True) if record)


def peer_xml(data: bytes) -> int:
    return len(pymarc.parse_xml_to_array(io.BytesIO(data)))


def rate(read: Callable[[bytes], int], data: bytes) -> float:
    best = 0.0
    for _ in range(3):
        start = time.process_time()
        count = read(data)
        best = max(best, count / (time.process_time() - start))
        if count != RECORDS:
            sys.exit(f"{read.__name__} read {count:,} of {RECORDS:,} records.")
    return best


def main() -> None:
    utf8 = b"".join(encoding.encode(made(n)) for n in range(RECORDS))
    marc8 = b"".join(in_marc8(made(n)) for n in range(RECORDS))
    out = io.BytesIO()
    marcxml.write(map(made, range(RECORDS)), out)
    print(
        f"{RECORDS:,} records, {len(utf8) // RECORDS:,} bytes each, {len(out.getvalue()) // RECORDS:,} as MARCXML"
    )
    print(f"cut only        {rate(cut, utf8):10,.0f} records/s")
    for name, data, one, other in (
        ("UTF-8", utf8, ours, peer),
        ("MARC-8", marc8, ours, peer),
        ("MARCXML", out.getvalue(), ours_xml, peer_xml),
    ):
        here, there = rate(one, data), rate(other, data)
        print(f"{name:<15} {here:10,.0f} records/s   pymarc {there:10,.0f}   ratio {here / there:5.1f}")


if __name__ == "__main__":
    main()

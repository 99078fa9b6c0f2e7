"""Descriptive fields of PICA+ (level 0) as fields of MARC 21: a table, and functions where it takes more.

Source: K10plus, format documentation and its MARC 21 export.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from pinakes.formats.marc.punctuation import clean
from pinakes.formats.marc.record import DataField
from pinakes.formats.pica.record import PicaField

# PICA tag → MARC tag, indicators (_ for blank), subfields "from>to", constant subfields "=2doi".
_TABLE = """
003O 035 __ 0>a ==(OCoLC)
003T 035 __ 0>a ==(OCoLC)
003S 035 __ 0>a ==(DE-576)
004A 020 __ 0>a A>a f>q
004B 020 __ 0>a A>a f>q
004D 020 __ 0>z f>q
004F 024 2_ 0>a f>q
004I 024 2_ 0>z f>q
004L 024 3_ 0>a
004C 024 1_ 0>a
004M 027 __ 0>a
004R 024 7_ 0>a =2hdl
004U 024 7_ 0>a =2urn
004V 024 7_ 0>a =2doi
004W 024 7_ 0>a =2doi
005A 022 __ 0>a l f>q
005I 022 __ 0>a l f>q
005B 022 __ 0>y
006A 010 __ 0>a
006B 016 7_ 0>a =2UK
006G 016 7_ 0>a =2DE-101
006L 035 __ 0>a
006M 024 7_ 0>a =2vd18
006T 015 __ 0>a =2dnb
006U 015 __ 0>a =2dnb
006V 024 7_ 0>a =2vd16
006W 024 7_ 0>a =2vd17
006X 035 __ 0>a
006Z 016 7_ 0>a =2DE-600
007C 030 __ 0>a
007D 028 __ 0>a b f>q
010@ 041 __ a c>h
019@ 044 __ a>c
002C 336 __ b
002D 337 __ b
002E 338 __ b
022A 240 10 a f g k l m n o p r s
025@ 246 13 a
026C 210 0_ a
027A 246 13 a
046C 246 13 a i
046D 247 10 a i
047C 246 13 a
031@ 362 0_ a
031C 500 __ a y
035E 255 __ a
035F 255 __ a>b
037A 500 __ a
037B 518 __ a
037G 533 __ a
046H 500 __ a
046K 263 __ a
046L 546 __ a
046N 511 __ a
046P 515 __ a
046U 521 __ a
046V 508 __ a
047I 520 __ a
020I 520 __ a
020K 520 1_ a
047P 500 __ a
048H 538 __ a
017R 506 __ a f
045A 050 _4 a
045C 060 _4 a
045F 082 04 a
045G 084 __ a =2sdnb
045E 084 __ a =2sdnb
092B 561 __ a b k
"""


class _Rule:
    """Where a field goes."""

    __slots__ = ("codes", "constant", "ind1", "ind2", "prefix", "tag")

    def __init__(self, words: list[str]) -> None:
        self.tag = words[1]
        self.ind1, self.ind2 = words[2][0].replace("_", " "), words[2][1].replace("_", " ")
        self.codes = {w[0]: w[-1] for w in words[3:] if w[0] != "="}
        self.prefix = next((w[2:] for w in words[3:] if w.startswith("==")), "")
        self.constant = [(w[1], w[2:]) for w in words[3:] if w[0] == "=" and w[1] != "="]

    def apply(self, field: PicaField) -> DataField | None:
        parts = [(self.codes[c], self.prefix + v) for c, v in field.subfields if c in self.codes]
        return DataField(self.tag, self.ind1, self.ind2, [*parts, *self.constant]) if parts else None


SIMPLE = {words[0]: _Rule(words) for line in _TABLE.split("\n") if (words := line.split())}


_SORTED_FROM = re.compile(r"(?:(?<=[\s'\u2019\"(\u201e\u00bb])|^)@(?=\S)")


def unmarked(text: str) -> tuple[str, int]:
    """Text without the "@" that stands before the first word to file by, and how many characters are passed over."""
    sign = _SORTED_FROM.search(text)
    if sign is None:
        return text, 0
    return text[: sign.start()] + text[sign.end() :], sign.start() if sign.start() < 10 else 0


def title(field: PicaField) -> Iterable[DataField]:
    """021A."""
    main, skipped = unmarked(clean(field.get("a")))
    parts = [("a", main)] if main else []
    parts += [("b", unmarked(clean(v))[0]) for v in field.all("de")]
    parts += [("c", clean(v)) for v in field.all("h")]
    made = [DataField("245", "1", str(skipped) if 0 < skipped < 10 else "0", parts)] if parts else []
    made += [DataField("246", "3", "1", [("a", unmarked(clean(v))[0])]) for v in field.all("f")]
    return made


def parallel(field: PicaField) -> Iterable[DataField]:
    """021G."""
    return [
        DataField(
            "246", "3", "1", [("a", unmarked(clean(field.get("a")))[0]), *(("b", v) for v in field.all("d"))]
        )
    ]


def contained(field: PicaField) -> Iterable[DataField]:
    """021M: a further title of a collection without a common one."""
    return [DataField("740", "0", "2", [("a", unmarked(clean(field.get("a")))[0])])] if field.get("a") else []


def contents(field: PicaField) -> Iterable[DataField]:
    """046M: works within, each with its maker."""
    name, maker = unmarked(clean(field.get("au")))[0], clean(field.get("h"))
    return [DataField("505", "0", " ", [("a", f"{name} / {maker}" if maker else name)])] if name else []


def edition(field: PicaField) -> Iterable[DataField]:
    """032@."""
    lead, makers = clean(field.get("a")), clean(field.get("h"))
    return [DataField("250", " ", " ", [("a", f"{lead} / {makers}" if lead and makers else lead or makers)])]


def published(function: str) -> Callable[[PicaField], Iterable[DataField]]:
    """033A and its neighbours: place, maker, date."""
    codes = {"p": "a", "n": "b", "h": "c"}
    return lambda field: [
        DataField("264", " ", function, [(codes[c], v) for c, v in field.subfields if c in codes])
    ]


def copyright_date(field: PicaField) -> Iterable[DataField]:
    """011F."""
    return [DataField("264", " ", "4", [("c", v)]) for v in field.all("n")]


def series(field: PicaField) -> Iterable[DataField]:
    """036E: the series as printed."""
    name = unmarked(clean(field.get("a")))[0]
    part = clean(field.get("p"))
    return [
        DataField(
            "490", "0", " ", [("a", f"{name}. {part}" if part and name else name), ("v", field.get("l"))]
        )
    ]


def thesis(field: PicaField) -> Iterable[DataField]:
    """037C: kind, body and year, or a text."""
    codes = {"d": "b", "e": "c", "f": "d"}
    if field.get("d") or field.get("e"):
        return [DataField("502", " ", " ", [(codes[c], v) for c, v in field.subfields if c in codes])]
    return [DataField("502", " ", " ", [("a", field.get("a"))])]


def film(field: PicaField) -> Iterable[DataField]:
    """037F."""
    return [DataField("500", " ", " ", [("a", ", ".join(field.all("alp")))])]


def coordinates(field: PicaField) -> Iterable[DataField]:
    """035G: the box as printed."""
    text = "--".join(field.all("ab")), "--".join(field.all("cd"))
    return [DataField("255", " ", " ", [("c", f"({'/'.join(filter(None, text))})")])]


def local_number(field: PicaField) -> Iterable[DataField]:
    """007G: the number at the library that made the record first."""
    agency, number = field.get("ic"), field.get("0a")
    return [DataField("035", " ", " ", [("a", f"(DE-599){agency.upper()}{number}")])] if number else []


def other_number(field: PicaField) -> Iterable[DataField]:
    """007Y, 006Y."""
    return [DataField("024", "8", " ", [("a", field.get("0"))])]


def other_form(field: PicaField) -> Iterable[DataField]:
    """004P, 004J, 005P: number of the same work in another form."""
    return [DataField("776", "0", " ", [("x" if field.tag == "005P" else "z", field.get("0"))])]


def link(second: str) -> Callable[[PicaField], Iterable[DataField]]:
    """017C and its neighbours; 009P and 009Q of older records."""
    codes = {"u": "u", "3": "3", "q": "q", "y": "y", "z": "z", "x": "x"}

    def translate(field: PicaField) -> Iterable[DataField]:
        if not field.get("ua").startswith(("http", "www", "ftp", "urn")):
            return []
        parts = [(codes[c], v) for c, v in field.subfields if c in codes]
        if field.get("4") in ("LF", "OA"):
            parts.append(("z", "kostenfrei"))
        if not field.get("u"):
            parts.insert(0, ("u", field.get("a")))
        return [DataField("856", "4", second, parts)]

    return translate


def description(fields: list[PicaField]) -> list[DataField]:
    """300 out of 034D, 034M, 034I and 034K."""
    marks = (("034D", ""), ("034M", " : "), ("034I", " ; "), ("034K", " + "))
    line = ""
    for tag, mark in marks:
        for field in fields:
            if field.tag == tag and (value := clean(field.get("a"))):
                line = f"{line}{mark or ', '}{value}" if line else value
    return [DataField("300", " ", " ", [("a", line)])] if line else []


SPECIAL: dict[str, Callable[[PicaField], Iterable[DataField]]] = {
    "021A": title, "021G": parallel, "021M": contained, "046M": contents, "032@": edition, "033A": published("1"),
    "033B": published("1"), "033C": published("3"), "033E": published("2"), "033F": published("0"),
    "011F": copyright_date, "036E": series, "037C": thesis, "037F": film, "035G": coordinates, "007G": local_number,
    "007Y": other_number, "006Y": other_number, "004P": other_form, "004J": other_form, "005P": other_form,
    "017C": link("0"), "017D": link("2"), "017G": link("2"), "017H": link("2"), "009P": link("0"), "009Q": link("0"),
    "209R": link("0"),
}  # fmt: skip

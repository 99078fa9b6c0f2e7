"""0--, 1--, 2--, 3--, 5-- and 8-- of UNIMARC as fields of MARC 21: a table, and functions where marks or order matter.

Source: UNIMARC Manual, bibliographic format, 3rd edition with updates; Library of Congress, "UNIMARC to MARC 21
Conversion Specifications".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import pairwise

from pinakes.formats.marc.punctuation import clean
from pinakes.formats.marc.record import DataField

Subfields = list[tuple[str, str]]

# UNIMARC tag → MARC tag, indicators (_ for blank), subfields "from>to" (from alone keeps its code).
_TABLE = """
010 020 __ a b>q d>c z
011 022 __ a y>y z>y f>l
013 024 2_ a b>q d>c z
015 027 __ a z
016 024 0_ a z
020 015 __ b>a z
040 030 __ a
071 028 __ a b c>q
072 024 1_ a b>q z
073 024 3_ a b>q z
101 041 __ a c>h d>b
102 044 __ a>c
123 034 0_ b d e f g
127 306 __ a
208 254 __ a
211 263 __ a
230 256 __ a
251 351 __ a b c
300 500 __ a
301 500 __ a
302 500 __ a
303 500 __ a
304 500 __ a
305 500 __ a
306 500 __ a
307 500 __ a
308 500 __ a
310 563 __ a
311 580 __ a
312 500 __ a
313 500 __ a
314 500 __ a
315 500 __ a
316 590 __ a
317 561 __ a
320 504 __ a
321 510 __ a b c
322 508 __ a
323 511 1_ a
324 534 __ a
325 533 __ a
326 310 __ a b
332 524 __ a
333 521 __ a
334 586 __ a b c
336 516 __ a
337 538 __ a
345 541 __ a c
501 243 0_ a
503 243 0_ a b
511 246 13 a
512 246 14 a e>b
513 246 15 a e>b h>n i>p
514 246 16 a e>b
515 246 17 a
516 246 18 a e>b
517 246 13 a e>b h>n i>p
518 246 13 a
520 247 10 a e>b h>n i>p j>f
530 222 _0 a b
531 210 0_ a b
532 246 13 a
540 246 13 a e>b h>n i>p
541 242 10 a e>b h>n i>p z>y
545 246 13 a
560 246 13 a e>b
620 752 __ a b c d
675 080 __ a
676 082 04 a v>2
680 050 _4 a b
"""
SIMPLE: dict[str, tuple[str, str, str, dict[str, str]]] = {}
for _line in _TABLE.split("\n"):
    if _line:
        _from, _to, _indicators, *_codes = _line.split()
        _indicators = _indicators.replace("_", " ")
        SIMPLE[_from] = (_to, _indicators[0], _indicators[1], {c[0]: c[-1] for c in _codes})


def simple(field: DataField) -> DataField:
    """By the table."""
    tag, ind1, ind2, codes = SIMPLE[field.tag]
    return DataField(tag, ind1, ind2, [(codes[c], v) for c, v in field.subfields if c in codes])


def title(field: DataField) -> Iterable[DataField]:
    """200: title, parallel titles and titles of other works in the same volume."""
    main: Subfields = []
    others: list[DataField] = []
    where = main
    for code, raw in field.subfields:
        value = clean(raw)
        if not value or code in "fg":
            continue
        if code == "d" or (code in "ac" and main):
            where = [("a", value.removeprefix("= "))]
            others.append(
                DataField("246", "3", "1", where) if code == "d" else DataField("740", "0", "2", where)
            )
        elif code == "e":
            where.append(("b", value))
        elif code in _TITLE_CODES:
            (main if code == "b" else where).append((_TITLE_CODES[code], raw))
    if makers := " ; ".join(filter(None, map(clean, field.all("fg")))):
        main.append(("c", makers))
    return [DataField("245", "1", "0", main), *others] if main else others


_TITLE_CODES = {"a": "a", "b": "h", "h": "n", "i": "p", "v": "n"}


def edition(field: DataField) -> Iterable[DataField]:
    """205."""
    lead, makers = ", ".join(map(clean, field.all("ab"))), " ; ".join(map(clean, field.all("fg")))
    return [DataField("250", " ", " ", [("a", f"{lead} / {makers}" if makers and lead else lead or makers)])]


def scale(field: DataField) -> Iterable[DataField]:
    """206."""
    return [DataField("255", " ", " ", [(c, v) for c, v in field.subfields if c in "abcdef"])]


def numbering(field: DataField) -> Iterable[DataField]:
    """207: formatted or not as its second indicator says."""
    return [DataField("362", "1" if field.ind2 == "1" else "0", " ", [("a", v)]) for v in field.all("a")]


def publication(field: DataField) -> Iterable[DataField]:
    """210."""
    codes = {"a": "a", "c": "b", "d": "c", "e": "e", "g": "f", "h": "g"}
    return [DataField("260", " ", " ", [(codes[c], v) for c, v in field.subfields if c in codes])]


def production(field: DataField) -> Iterable[DataField]:
    """214: publication, production, distribution, manufacture or copyright by the second indicator."""
    function = {"0": "1", "1": "0", "2": "2", "3": "3", "4": "4"}.get(field.ind2, "1")
    codes = {"a": "a", "c": "b", "d": "c", "s": "b", "r": "a"}
    plain = [
        (codes[c], v)
        for c, v in field.subfields
        if c in codes and not (c in "rs" and field.get("a" if c == "r" else "c"))
    ]
    return [DataField("264", " ", function, plain)]


def extent(field: DataField) -> Iterable[DataField]:
    """215, with the marks that divide its parts."""
    marks = {"c": " : ", "d": " ; ", "e": " + ", "f": " ; "}
    line = ""
    for code, raw in field.subfields:
        value = clean(raw)
        if value and code in "abcdef":
            line = f"{line}{marks.get(code, ', ')}{value}" if line else value
    return [DataField("300", " ", " ", [("a", line)])]


def series(field: DataField) -> Iterable[DataField]:
    """225."""
    line = ""
    for code, raw in field.subfields:
        value = clean(raw)
        if code == "a" and not line:
            line = value
        elif code == "e":
            line += f" : {value}"
        elif code in "hi":
            line += f". {value}"
    tail = [("x", v) for v in field.all("x")] + [("v", v) for v in field.all("v")]
    return [DataField("490", "0", " ", [("a", line), *tail])] if line else []


def contents(field: DataField) -> Iterable[DataField]:
    """327: one text, or a title in each subfield."""
    values = [clean(v) for c, v in field.subfields if c in "abcdefghi"]
    return [DataField("505", "0", " ", [("a", " -- ".join(filter(None, values)))])]


def thesis(field: DataField) -> Iterable[DataField]:
    """328: a text, or kind ($b), subject ($c), body ($e) and date ($d)."""
    if text := clean(field.get("a")):
        return [DataField("502", " ", " ", [("a", text)])]
    kind = " : ".join(filter(None, map(clean, (field.get("b"), field.get("c")))))
    rest = ", ".join(filter(None, map(clean, (field.get("e"), field.get("d")))))
    lead = clean(field.get("z"))
    text = " – ".join(filter(None, (kind, rest)))
    return [DataField("502", " ", " ", [("a", f"{lead} : {text}" if lead else text)])]


def funding(field: DataField) -> Iterable[DataField]:
    """338."""
    return [
        DataField(
            "536", " ", " ", [("a", field.get("b") or field.get("a")), *(("f", v) for v in field.all("d"))]
        )
    ]


def terms(field: DataField) -> Iterable[DataField]:
    """371: of access or of use."""
    return [DataField("540" if field.ind1 == "1" else "506", " ", " ", [("a", v) for v in field.all("a")])]


def identifier(field: DataField) -> Iterable[DataField]:
    """014, 017, 033: numbers whose scheme $2 names or the value shows."""
    value, scheme = field.get("a").strip(), field.get("2").strip().lower()
    if not value:
        return []
    if not scheme and "ark:/" in value:
        scheme = "ark"
    elif not scheme and value.startswith("http"):
        scheme = "uri"
    return [
        DataField("024", "7" if scheme else "8", " ", [("a", value), *([("2", scheme)] if scheme else [])])
    ]


def publisher_number(field: DataField) -> Iterable[DataField]:
    """071."""
    made = simple(field)
    return [DataField("028", field.ind1 if field.ind1 in "012346" else " ", " ", made.subfields)]


def link(field: DataField) -> Iterable[DataField]:
    """856: $2 is the text of the link, $y the way of access."""
    codes = {"a": "a", "d": "d", "u": "u", "z": "z", "q": "q", "2": "y", "n": "3"}
    return [DataField("856", "4", "0", [(codes[c], v) for c, v in field.subfields if c in codes])]


def types(field: DataField) -> Iterable[DataField]:
    """181–183 with codes of RDA."""
    tag = {"181": "336", "182": "337", "183": "338"}[field.tag]
    return [DataField(tag, " ", " ", [("b", v) for v in field.all("c")])]


def classification(field: DataField) -> Iterable[DataField]:
    """686."""
    return [DataField("084", " ", " ", [(c, v) for c, v in field.subfields if c in "ab2"])]


def uniform(field: DataField) -> Iterable[DataField]:
    """500 and 506, 507: the title of the work with its parts, form, language, medium and key."""
    codes = dict(zip("ahiklmnqrsuw", "anpfklgsmnro", strict=True))
    parts = [(codes[c], clean(v)) for c, v in field.subfields if c in codes]
    marked = [
        (code, f"{value}{'.' if after[0] in 'np' else ','}") for (code, value), after in pairwise(parts)
    ]
    return [DataField("240", "1", "0", [*marked, *parts[-1:]])]


def parallel(field: DataField) -> Iterable[DataField]:
    """510."""
    codes = {"a": "a", "e": "b", "h": "n", "i": "p"}
    return [DataField("246", "3", "1", [(codes[c], v) for c, v in field.subfields if c in codes])]


def location(field: DataField) -> Iterable[DataField]:
    """852."""
    codes = {"a": "a", "b": "b", "g": "k", "j": "h", "l": "m", "m": "p", "p": "e", "t": "t", "z": "z"}
    return [DataField("852", " ", " ", [(codes[c], v) for c, v in field.subfields if c in codes])]


def item(field: DataField) -> Iterable[DataField]:
    """995, the copies as French libraries exchange them: library, place, barcode, call number, note."""
    codes = {"b": "b", "e": "c", "f": "p", "k": "o", "u": "z", "v": "h"}
    parts = [(codes[c], v) for c, v in field.subfields if c in codes]
    if not field.get("b"):
        parts += [("b", v) for v in field.all("c")]
    return [DataField("952", " ", " ", parts)]


SPECIAL: dict[str, Callable[[DataField], Iterable[DataField]]] = {
    "014": identifier, "017": identifier, "033": identifier, "035": lambda f: [DataField("035", " ", " ", f.subfields)],
    "022": lambda f: [DataField("086", " ", " ", [("a", v) for v in f.all("b")])], "071": publisher_number,
    "181": types, "182": types, "183": types, "200": title, "205": edition, "206": scale, "207": numbering,
    "210": publication, "214": production, "215": extent, "225": series, "327": contents, "328": thesis,
    "338": funding, "371": terms, "500": uniform, "506": uniform, "507": uniform, "510": parallel,
    "686": classification, "852": location, "856": link, "995": item,
}  # fmt: skip

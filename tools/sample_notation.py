"""The small notations in the sources of the sample catalogue, each read by one function.

people        "Rigby, Amy L."  "trl: Ormsby, John (1829-1895)"  "org edt: Unesco"
              then " = name in its own script" and " {gnd 118540238; orcid …}"
subjects      "Bibliography > @place Greece > History", "Tacrolimus*" (* = major topic)
dates         "1851", "2014-06", "[ca. 1455]", or EDTF and what is printed: "0350~ | 4th century"
publication   "New York: Harper & Brothers, 1851"; several places or publishers with ";"
host          "Nature | 171 | 4356 | 737-738" (title, volume, issue, pages or "e" + article number)
identifiers   "doi 10.1002/rcr2.52", "isbn 0-299-13170-X"
abstracts     "text", "deu: text", "eng [Short form]: text"
contents      "Title / responsibility | page"
notes         "thesis: text", or plain text (a general note)
links         "fulltext open https://… | label"
relations     "translation: =moby-dick-fr" (a record of the sample), "cites: Title {doi 10.…}"
shelf         "call number", "call number | copies", "place | call number | copies", where copies
              are "available; available (reading room only); on loan 2026-12-12"
"""

from __future__ import annotations

import re
from hashlib import blake2b
from typing import get_args

import msgspec

from pinakes.records import dates, identifiers
from pinakes.records.record import (
    Abstract,
    Classification,
    ContentsEntry,
    Contributor,
    Funding,
    Holding,
    HostItem,
    Identifier,
    Item,
    Link,
    Note,
    NoteKind,
    Publication,
    Reference,
    Relation,
    Series,
    Subject,
    TitleVariant,
)

LIBRARY = "Kestrel Institute Library"
"""A library that does not exist: its holdings are the sample's only invention."""
MAIN = "Main library, level 2"
LICENCES = {
    "CC BY 2.0": "https://creativecommons.org/licenses/by/2.0/",
    "CC BY 3.0": "https://creativecommons.org/licenses/by/3.0/",
    "CC BY 4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC0 1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "CC BY-SA 4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "Public domain": "https://creativecommons.org/publicdomain/mark/1.0/",
    "GPL-2.0": "https://www.gnu.org/licenses/old-licenses/gpl-2.0.html",
    "Apache-2.0": "https://www.apache.org/licenses/LICENSE-2.0",
}
# The rest is a work that speaks for itself: its text is a summary, not an authors' abstract.
_WITH_ABSTRACT = {
    "Article",
    "CaseReport",
    "Review",
    "Letter",
    "ConferencePaper",
    "Preprint",
    "Thesis",
    "Patent",
}


_LCC = re.compile(r"[A-Z]{1,3}\d{1,4}\b")
"""How a call number of the Library of Congress begins; "DVD M 1931" and "LP 1956" are our own."""


def _braces(text: str) -> tuple[str, tuple[Identifier, ...]]:
    match = re.fullmatch(r"(.*?)\s*\{(.+)\}", text)
    if not match:
        return text, ()
    return match[1], tuple(identifier_of(t.strip()) for t in match[2].split(";"))


def _alternate(text: str) -> tuple[str, str]:
    shown, _, other = text.partition(" = ")
    return shown.strip(), other.strip()


def contributor(text: str, *, primary: bool = False) -> Contributor:
    """A name with its roles; main makers are authors when nothing else is said."""
    text, names = _braces(text)
    text, alternate = _alternate(text)
    words: list[str] = []
    if match := re.match(r"((?:[a-z]{3}|meeting)(?: (?:[a-z]{3}|meeting))*): ", text):
        words, text = match[1].split(), text[match.end() :]
    kind = {"org": "organisation", "meeting": "meeting"}.get(words[0] if words else "", "person")
    said = tuple(w for w in words if w not in {"org", "meeting"})
    roles = said or (("aut",) if primary and kind != "meeting" else ())
    lived = re.fullmatch(r"(.+?) \(([^()]*\d[^()]*)\)", text) if kind == "person" else None
    name, years = (lived[1], lived[2]) if lived else (text, "")
    family, _, given = name.partition(", ") if kind == "person" else ("", "", "")
    return msgspec.convert(
        {
            "name": name, "kind": kind, "roles": roles, "primary": primary, "dates": years,
            "family": family if given else "", "given": given, "alternate": alternate,
            "identifiers": msgspec.to_builtins(names),
        },
        Contributor,
    )  # fmt: skip


def subject(text: str, scheme: str) -> Subject:
    """A heading; ``@kind`` before a part says that it is no topic."""
    text, names = _braces(text)
    text, alternate = _alternate(text)
    major, text = text.endswith("*"), text.removesuffix("*")
    parts, kinds = [], []
    for part in text.split(" > "):
        kind, name = part[1:].split(" ", 1) if part.startswith("@") else ("topic", part)
        parts.append(name)
        kinds.append(kind)
    if scheme == "lcgft":
        kinds[0] = "genre"
    return msgspec.convert(
        {
            "parts": parts, "kind": kinds[0], "scheme": scheme, "major": major, "alternate": alternate,
            "part_kinds": kinds[1:] if set(kinds[1:]) - {"topic"} else (),
            "language": {"gnd": "deu", "mesh": "eng", "lcsh": "eng", "lcgft": "eng"}.get(scheme, ""),
            "identifiers": msgspec.to_builtins(names),
        },
        Subject,
    )  # fmt: skip


def date(text: str) -> dates.PublicationDate | None:
    """A date by the model's own reading, or EDTF with what is printed after a bar."""
    edtf, bar, printed = text.partition(" | ")
    if not bar:
        return dates.from_text(text)
    first, _, last = (re.sub(r"[~?]", "", t) for t in edtf.partition("/"))
    bounds = [int(first[:4].replace("X", "0"))]
    if re.match(r"\d{4}", last) or "X" in first:
        bounds.append(int((last or first)[:4].replace("X", "9")))
    return dates.PublicationDate(
        edtf=edtf, printed=printed, first_year=bounds[0], last_year=bounds[1] if len(bounds) > 1 else None
    )


def title_variant(text: str) -> TitleVariant:
    """ "kind: title = title in its own script" """
    text, alternate = _alternate(text)
    kind, _, title = text.partition(": ")
    return msgspec.convert({"title": title, "kind": kind, "alternate": alternate}, TitleVariant)


def publication(text: str) -> Publication:
    """ "Place; Place: Publisher; Publisher, date" """
    text, alternate = _alternate(text)
    statement, _, year = text.rpartition(", ")
    places, _, publishers = statement.partition(": ")
    return Publication(
        places=tuple(p.strip() for p in places.split(";") if p.strip()),
        publishers=tuple(p.strip() for p in publishers.split(";") if p.strip()),
        date=year,
        alternate=alternate,
    )


def series(text: str) -> Series:
    """ "Title ; number" """
    text, alternate = _alternate(text)
    title, _, number = text.partition(" ; ")
    return Series(title=title, number=number, alternate=alternate)


def host(text: str, names: list[str]) -> HostItem:
    """ "Title | volume | issue | pages" """
    title, *rest = re.split(r"\s*\|\s*", text)
    title, alternate = _alternate(title)
    volume, issue, pages = (*rest, "", "", "")[:3]
    article = bool(re.fullmatch(r"e\S+|#\S+", pages))
    first, _, last = ("", "", "") if article else pages.partition("-")
    return HostItem(
        title=title,
        alternate=alternate,
        volume=volume,
        issue=issue,
        first_page=first,
        last_page=last,
        article_number=pages.removeprefix("#") if article else "",
        identifiers=tuple(map(identifier_of, names)),
    )


def identifier_of(text: str) -> Identifier:
    """ "scheme value" """
    scheme, _, value = text.partition(" ")
    found = identifiers.identifier(scheme, value)
    if found is None or not found.valid:
        raise SystemExit(f"{text!r} is no right {scheme}.")
    return found


def abstract(text: str, format_code: str) -> Abstract:
    """A summary or an abstract, in English when nothing else is said."""
    match = re.match(r"([a-z]{3})(?: \[([^\]]+)\])?: ", text)
    language, label = (match[1], match[2] or "") if match else ("eng", "")
    kind = "abstract" if format_code in _WITH_ABSTRACT else "summary"
    return msgspec.convert(
        {"text": text[match.end() :] if match else text, "language": language, "label": label, "kind": kind},
        Abstract,
    )


def contents_entry(text: str) -> ContentsEntry:
    """ "Title / responsibility | page" """
    entry, _, page = text.partition(" | ")
    title, _, responsibility = entry.partition(" / ")
    return ContentsEntry(title=title, responsibility=responsibility, page=page)


def note(text: str) -> Note:
    """ "kind: text" when the word before the colon is a kind of note, else a general note."""
    kind, colon, rest = text.partition(": ")
    if colon and kind in get_args(NoteKind):
        return msgspec.convert({"text": rest, "kind": kind}, Note)
    return Note(text=text)


def link(text: str) -> Link:
    """ "kind access address | label" """
    kind, access, rest = text.split(" ", 2)
    url, _, label = rest.partition(" | ")
    return made_link(url, kind, label, access)


def made_link(url: str, kind: str, label: str, access: str) -> Link:
    """A link of checked kind and access."""
    return msgspec.convert({"url": url, "kind": kind, "label": label, "access": access}, Link)


def relation(text: str) -> Relation:
    """ "kind: Title / contributor {doi 10.…}" """
    text, names = _braces(text)
    kind, _, rest = text.partition(": ")
    title, _, maker = rest.partition(" / ")
    return msgspec.convert(
        {"kind": kind, "title": title, "contributor": maker, "identifiers": msgspec.to_builtins(names)},
        Relation,
    )


def reference(text: str) -> Reference:
    """ "As printed {doi 10.…}" """
    text, names = _braces(text)
    return Reference(text=text, identifiers=names)


def funding(text: str) -> Funding:
    """ "Funder | award" """
    funder, _, award = text.partition(" | ")
    return Funding(funder=funder, award=award)


def classifications(lcc: str, ddc: str) -> tuple[Classification, ...]:
    """Class numbers; a Library of Congress number is cut before its item part (MARC 050 $a, $b)."""
    found = []
    if lcc:
        number, _, item = lcc.partition(" ")
        found.append(Classification(scheme="lcc", number=number, item=item))
    if ddc:
        found.append(Classification(scheme="ddc", number=ddc))
    return tuple(found)


def shelf_lcc(shelf: list[str]) -> str:
    """The first call number on the shelf that is one of the Library of Congress, or nothing."""
    numbers = [parts[1] if len(parts := text.split(" | ")) == 3 else parts[0] for text in shelf]
    return next((n for n in numbers if _LCC.match(n)), "")


def holdings(shelf: list[str], coverage: tuple[str, ...], record: str) -> tuple[Holding, ...]:
    """What the library has, place by place; copies are numbered through."""
    found, number = [], 0
    for text in shelf:
        parts = text.split(" | ")
        place, call_number, copies = (
            parts if len(parts) == 3 else (MAIN, parts[0], parts[1] if len(parts) == 2 else "available")
        )
        items = []
        for copy in copies.split("; "):
            number += 1
            items.append(_item(copy, call_number, number, record))
        found.append(
            Holding(
                institution=LIBRARY,
                location=place,
                call_number=call_number,
                scheme="lcc" if _LCC.match(call_number) else "",
                coverage=coverage,
                items=tuple(items),
            )
        )
    return tuple(found)


def _item(text: str, call_number: str, number: int, record: str) -> Item:
    text, _, remark = text.partition(" (")
    due = match[0] if (match := re.search(r"\d{4}-\d{2}-\d{2}", text)) else ""
    digits = int.from_bytes(blake2b(f"{record} {number}".encode(), digest_size=5).digest()) % 10**9
    return Item(
        call_number=call_number,
        copy=str(number),
        barcode=f"K{digits:09d}",
        status=text.removesuffix(due).strip(),
        due=due,
        note=remark.removesuffix(")"),
    )

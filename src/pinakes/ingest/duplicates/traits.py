"""What of a record is compared: its identifiers, title, people, date and place in a host, folded."""

from __future__ import annotations

import re
from functools import lru_cache

from pinakes.index.analysis import words
from pinakes.index.folding import fold
from pinakes.records import identifiers
from pinakes.records.base import Struct
from pinakes.records.names import initials, parse
from pinakes.records.record import Record

STRONG = ("doi", "pmid", "pmcid", "arxiv", "openalex", "handle")
"""Schemes whose number names one article or book and nothing else."""
_NUMBER = re.compile(r"\d+")
_ROMAN = re.compile(r"(?<=\s)(?:i{1,3}|iv|vi{0,3}|ix|xi{0,3}|xiv|xv)(?=[\s.:,)]|$)")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10}
_ABOUT_ANOTHER = re.compile(
    r"\b(?:errat(?:um|a)|corrigend(?:um|a)|correction (?:to|of|for)|retraction (?:of|note|notice)|retracted|"
    r"expression of concern|comment(?:ary)? on|reply (?:to|by)|response to|letter to the editor|book review|"
    r"author'?s? reply|berichtigung|korrektur|kommentar zu|erwiderung)\b"
)
_ABSTRACT = re.compile(r"\babstracts?\b|\bposter\b|\[abstract\]")
_ORDINAL = re.compile(r"\d+")
_EDITION_WORDS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "erste": 1, "zweite": 2, "dritte": 3, "vierte": 4, "funfte": 5,
}  # fmt: skip


class Person(Struct):
    """Someone who made the work."""

    family: str
    initials: str


class Traits(Struct):
    """A record as it is compared. Everything is folded; what isn't said is empty or 0."""

    id: str
    title: str = ""
    """Title and subtitle, as words with single blanks."""
    short_title: str = ""
    """Without the subtitle."""
    numbers: tuple[int, ...] = ()
    """Numbers in the title, Roman ones too: volume 1 is not volume 2."""
    people: tuple[Person, ...] = ()
    year: int = 0
    host: str = ""
    volume: str = ""
    issue: str = ""
    first_page: str = ""
    last_page: str = ""
    identifiers: tuple[tuple[str, str], ...] = ()
    """(scheme, number) of those that name one work."""
    isbns: tuple[str, ...] = ()
    edition: int = 0
    kind: str = ""
    """The most telling format."""
    electronic: bool = False
    about_another: str = ""
    """What it is of another work: "erratum", "comment on" …; empty for a work of its own."""
    meeting_abstract: bool = False

    @property
    def source(self) -> str:
        """Which says that it has it."""
        return self.id.partition(":")[0]


def traits(record: Record) -> Traits:
    """What of the record is compared."""
    title = fold(record.full_title)
    host = record.host
    about = _ABOUT_ANOTHER.search(title)
    whole = " ".join(words(record.full_title))
    return Traits(
        id=record.id,
        title=whole,
        short_title=" ".join(words(record.title)) if record.subtitle else whole,
        numbers=numbers(title),
        people=tuple(p for c in record.contributors[:50] if (p := _person(c.name)).family),
        year=record.date.first_year or 0 if record.date else 0,
        host=_host(host.title) if host else "",
        volume=_plain(host.volume) if host else "",
        issue=_plain(host.issue) if host else "",
        first_page=_page(host.first_page or host.article_number) if host else "",
        last_page=_page(host.last_page) if host else "",
        identifiers=tuple(
            sorted({(i.scheme, fold(i.value)) for i in record.identifiers if i.scheme in STRONG})
        ),
        isbns=tuple(sorted({isbn for v in record.values("isbn") if (isbn := identifiers.isbn(v))})),
        edition=edition(record.edition),
        kind=record.formats[0] if record.formats else "",
        electronic=not {"EBook", "Online"}.isdisjoint(record.formats),
        about_another=about[0] if about else "",
        meeting_abstract=bool(_ABSTRACT.search(title)),
    )


@lru_cache(maxsize=65536)
def _person(name: str) -> Person:
    parsed = parse(name)
    return Person(family=" ".join(words(parsed.family)), initials=fold(initials(parsed.given)))


@lru_cache(maxsize=4096)
def _host(title: str) -> str:
    return " ".join(words(title))


def numbers(title: str) -> tuple[int, ...]:
    """The numbers of a folded title, in order: "Part II, 1990" → (2, 1990)."""
    found = [(m.start(), int(m[0][:9])) for m in _NUMBER.finditer(title)]
    found += [(m.start(), _roman(m[0])) for m in _ROMAN.finditer(title)]
    return tuple(n for _, n in sorted(found))


def edition(printed: str) -> int:
    """The number of an edition: "2nd ed., rev." → 2, "Dritte Auflage" → 3; 0 when none is said."""
    folded = fold(printed)
    if found := _ORDINAL.search(folded):
        return int(found[0][:4])
    return next((n for word, n in _EDITION_WORDS.items() if word in folded), 0)


def _roman(text: str) -> int:
    values = [_ROMAN_VALUES[c] for c in text]
    return sum(-v if any(v < later for later in values[n + 1 :]) else v for n, v in enumerate(values))


def _plain(text: str) -> str:
    return "".join(words(text))


def _page(text: str) -> str:
    return _plain(text).lstrip("0p")

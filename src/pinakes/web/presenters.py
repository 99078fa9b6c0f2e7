"""Record → what a list shows of it: kind, title, people, where it appeared, a few words, how to get it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import msgspec
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from markupsafe import Markup

from pinakes.query.tree import Everything, Node
from pinakes.records.base import Struct
from pinakes.records.record import Contributor, HostItem, Record
from pinakes.web import availability, corrections, full_text, labels, links, marking, pictures

COVERS = 8
SHOWN_AUTHORS = 6
SHOWN_IN_LINES = 2
ALL = Everything()
TEASER = 300
ICONS = {
    "Article": "file-text", "CaseReport": "microscope", "Review": "file-text", "Letter": "mail",
    "ConferencePaper": "presentation", "Chapter": "book-open", "Preprint": "file-text", "Book": "book",
    "EBook": "book", "Journal": "library", "Newspaper": "newspaper", "Serial": "library", "Series": "library",
    "ConferenceProceedings": "presentation", "Thesis": "graduation-cap", "Report": "chart-column",
    "Standard": "file-badge", "Patent": "file-badge", "Reference": "book-open", "Manuscript": "scroll-text",
    "Map": "map", "Atlas": "map", "Globe": "globe", "Score": "music", "SoundRecording": "disc-3", "Music": "disc-3",
    "AudioBook": "headphones", "Video": "film", "Image": "image", "Photograph": "image", "Slide": "image",
    "Microform": "film", "DataSet": "database", "Software": "code", "Game": "box", "Website": "globe",
    "Database": "database", "Archive": "archive", "Object": "box", "Kit": "box", "Online": "globe",
    "GovernmentDocument": "scroll-text",
}  # fmt: skip
_BOUND = frozenset({"Book", "Reference", "Atlas", "Score", "Manuscript", "Thesis", "ConferenceProceedings"})


class Anchor(Struct):
    """Words, and where they lead when ``href`` is set."""

    text: str
    href: str = ""
    note: str = ""
    """Said after it in a quieter voice: a role, a scheme."""
    lang: str = ""
    ties: tuple[Anchor, ...] = ()
    """What registries know of it: a person's ORCID, GND."""
    copy: str = ""
    """What a button beside it copies."""


class Access(Struct):
    """How to get it: an icon, a word or link, a detail."""

    icon: str
    state: str
    """ok, warn or "" (colour goes with icon and word, never alone)"""
    text: str
    href: str = ""
    detail: str = ""
    where: str = ""
    """Who offers it, for the page of the record."""
    live: str = ""
    """Id of the record, when the library system is to be asked what is so now."""


class HitView(Struct):
    """A record in a list of results."""

    id: str
    number: int
    href: str
    kind: str
    icon: str
    cover: int
    """Which of the set covers, 0 for an icon."""
    title: str
    title_marked: Markup
    """With the words of the question marked, as ``title_alternate``, ``authors`` and ``snippet`` are."""
    title_alternate: Markup
    lang: str
    authors: Markup
    cover_title: str
    cover_author: str
    host: str
    """Journal or book that holds it, set in italics."""
    place: str
    """The rest of that line."""
    snippet: Markup
    snippet_label: str
    snippet_lang: str
    year: str
    access: Access
    people: str
    """Three names at most, for a list of single lines."""
    venue: str
    """Journal, book or publisher."""
    picture: str = ""
    """Address of a picture that goes before the set cover."""
    marks: tuple[corrections.Mark, ...] = ()
    others: int = 0
    """More records of the same work that are found, in a list by works."""
    """What has become of the work: retracted …"""


def hit(record: Record, record_id: str, number: int, query: Node = ALL, others: int = 0) -> HitView:
    """What a list of results shows of a record that ``query`` found."""
    title, people = record.full_title or _("[untitled]"), authors(record)
    shown = marking.marked(record, query, title=title, authors=people)
    host, place = where(record)
    return HitView(
        id=record_id,
        number=number,
        href=links.record(record_id),
        kind=kind(record),
        icon=icon(record),
        cover=cover(record, record_id),
        title=title,
        title_marked=shown.title,
        title_alternate=shown.title_alternate,
        lang=title_language(record),
        authors=shown.authors,
        cover_title=cut(record.title, 60)[0],
        cover_author=cover_author(record),
        host=host,
        place=place,
        snippet=shown.snippet,
        snippet_label=shown.snippet_label,
        snippet_lang=shown.snippet_lang,
        year=labels.year_words(record.date),
        access=_first(record, record_id),
        people=authors(record, SHOWN_IN_LINES),
        venue=host or imprint(record),
        picture=pictures.address(record, record_id),
        marks=corrections.marks(record),
        others=others,
    )


def kind(record: Record) -> str:
    """ "Article · Case report or series"."""
    return " · ".join(labels.format_name(f) for f in record.formats[:3]) or labels.format_name("Other")


def icon(record: Record) -> str:
    """The symbol of the most telling kind: a case report rather than an article."""
    if "CaseReport" in record.formats:
        return ICONS["CaseReport"]
    return next((ICONS[f] for f in record.formats if f in ICONS), "file-text")


def cover(record: Record, record_id: str) -> int:
    """1 to 8, the same for ever, for things that have a cover; 0 for what is part of another."""
    if record.host is not None or not _BOUND.intersection(record.formats[:2]):
        return 0
    return 1 + hashlib.blake2b(record_id.encode("utf-8", "replace"), digest_size=2).digest()[0] % COVERS


def title_language(record: Record) -> str:
    """For the lang attribute of the title; "" when it is not known for sure."""
    if record.title_language:
        return labels.html_language(record.title_language)
    return labels.html_language(record.languages[0]) if len(record.languages) == 1 else ""


def makers(record: Record) -> tuple[Contributor, ...]:
    """Those whom a list names: authors, else everyone."""
    first = tuple(c for c in record.contributors if c.primary or "aut" in c.roles)
    return first or record.contributors


def spoken_name(contributor: Contributor) -> str:
    """ "Amy L. Rigby"; as filed where the parts are not known."""
    if contributor.family and contributor.given:
        name = f"{contributor.given} {contributor.family}"
        return f"{name}, {contributor.suffix}" if contributor.suffix else name
    return contributor.name


def spoken_heading(heading: str) -> str:
    """ "Rigby, Amy L." as it is said: "Amy L. Rigby"; dates and other additions are left out."""
    family, comma, rest = heading.partition(", ")
    given = rest.split(",")[0].strip()
    return f"{given} {family}" if comma and given and not given[0].isdigit() else family


def authors(record: Record, most: int = SHOWN_AUTHORS) -> str:
    """``most`` names, then "…" and the last with the number of all."""
    people = makers(record)
    names = [spoken_name(c) for c in people]
    if len(names) > most + 1:
        counted = ngettext("(%(count)s author)", "(%(count)s authors)", len(names)) % {"count": len(names)}
        return f"{', '.join(names[:most])} … {names[-1]} {counted}"
    text = ", ".join(names)
    roles = {c.roles[:1] for c in people}
    if len(roles) == 1 and (role := next(iter(roles))) and role != ("aut",):
        return f"{text} ({labels.role_name(role[0])})"
    return text


def cover_author(record: Record) -> str:
    """The family name that stands on a set cover."""
    people = makers(record)
    return (people[0].family or people[0].name.split(",")[0]) if people else ""


def where(record: Record) -> tuple[str, str]:
    """The host's title, and the rest of the line."""
    year = labels.year_words(record.date)
    if record.host is not None and record.host.title:
        rest = [year, part_numbers(record.host)]
        return record.host.title, " · ".join(filter(None, rest))
    return "", " · ".join(filter(None, (record.edition, imprint(record), year, _extent(record))))


def imprint(record: Record) -> str:
    """ "Cham: Springer"."""
    for publication in record.publications:
        place, publisher = ", ".join(publication.places[:2]), ", ".join(publication.publishers[:2])
        if place or publisher:
            return f"{place}: {publisher}" if place and publisher else place or publisher
    return ""


def _extent(record: Record) -> str:
    first = record.physical[0] if record.physical else ""
    return first.split(";")[0].split(" : ")[0].strip() if len(first) < 80 else ""


def part_numbers(host: HostItem) -> str:
    """ "2 (2), 70–72": volume (issue), pages or article number."""
    volume = f"{host.volume} ({host.issue})" if host.volume and host.issue else host.volume or host.issue
    found = ", ".join(filter(None, (volume, pages(host))))
    return found or host.statement


def pages(host: HostItem, dash: str = "–") -> str:
    """First and last page, one page, or the article's number."""
    if host.first_page and host.last_page and host.first_page != host.last_page:
        return f"{host.first_page}{dash}{host.last_page}"
    return host.first_page or host.article_number


def cut(text: str, limit: int) -> tuple[str, bool]:
    """``text`` within ``limit`` characters, ending with a whole word and "…" when something is missing."""
    text = " ".join(text.split())
    if len(text) <= limit:
        return text, False
    short = text[: limit - 1]
    head, blank, _tail = short.rpartition(" ")
    # Texts without blanks (Chinese, Japanese, Thai) are cut at a letter.
    kept = head if blank and len(head) > limit // 2 and not text[limit - 1].isspace() else short
    return kept.rstrip(" ,;:.–-") + "…", True


def access(record: Record) -> Sequence[Access]:
    """Ways to get it, the best first; never empty, never more than is known."""
    found = [_online(way) for way in full_text.ways(record)]
    found += _on_shelves(record)
    if not found and record.holdings:
        found.append(
            Access(icon="library", state="", text=_("In the library"), detail=_holding_place(record))
        )
    if not found:
        text = _("Abstract only") if record.abstracts else _("Reference only")
        found.append(Access(icon="file-text", state="", text=text))
    return found


def _first(record: Record, record_id: str) -> Access:
    found = access(record)[0]
    return msgspec.structs.replace(found, live=record_id) if availability.wanted(record) else found


def _online(way: full_text.Way) -> Access:
    if way.kind == "resolver":
        return Access(icon="library", state="", text=way.where, href=way.href)
    sure = way.is_open or way.licensed
    icon = "lock-open" if way.is_open else "circle-check" if way.licensed else "external-link"
    return Access(
        icon=icon,
        state="ok" if sure else "",
        text=_("Full text"),
        href=way.href,
        detail=way.expect if sure else labels.comma().join(filter(None, (way.expect, way.where))),
        where=way.where if sure else "",
    )


AVAILABLE = frozenset({"available", "on shelf", "in", "verfügbar", "-"})
ON_LOAN = frozenset({"on loan", "loaned", "checked out", "charged", "ausgeliehen", "out"})


def item_state(status: str, due: str = "") -> Access:
    """What a copy's status means, in words; as the library's system wrote it where we don't know."""
    word = status.strip().casefold()
    if word in AVAILABLE:
        return Access(icon="circle-check", state="ok", text=_("On the shelf"))
    if word in ON_LOAN:
        until = labels.timestamp_words(due)
        text = _("On loan until %(date)s") % {"date": until} if until else _("On loan")
        return Access(icon="clock", state="warn", text=text)
    return Access(icon="clock", state="", text=status.strip() or _("Status unknown"))


def _on_shelves(record: Record) -> list[Access]:
    found: list[Access] = []
    for holding in record.holdings:
        states = [item_state(i.status, i.due) for i in holding.items if i.status]
        if not states:
            continue
        best = min(states, key=lambda s: {"ok": 0, "warn": 1}.get(s.state, 2))
        number = holding.call_number or next((i.call_number for i in holding.items if i.call_number), "")
        detail = " · ".join(filter(None, (number, holding.location or holding.institution)))
        found.append(Access(icon=best.icon, state=best.state, text=best.text, detail=detail))
    return sorted(found, key=lambda s: s.state != "ok")[:1]


def _holding_place(record: Record) -> str:
    first = record.holdings[0]
    number = first.call_number or next((i.call_number for i in first.items if i.call_number), "")
    return " · ".join(filter(None, (number, first.location or first.institution)))

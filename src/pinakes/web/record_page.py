"""Record → the rows of its page, in the reader's language; a value leads on where a search makes sense."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pinakes.records.base import Struct, gettext_noop
from pinakes.records.record import (
    Contributor,
    Funding,
    HostItem,
    Identifier,
    Licence,
    Note,
    Record,
    Relation,
    Series,
    Subject,
)
from pinakes.web import full_text, labels, links, presenters
from pinakes.web.presenters import Anchor

RELATIONS = {
    "host": gettext_noop("Part of"), "part": gettext_noop("Has part"), "series": gettext_noop("Series"),
    "earlier": gettext_noop("Earlier title"), "later": gettext_noop("Later title"),
    "other-edition": gettext_noop("Other edition"), "other-format": gettext_noop("Other form"),
    "original": gettext_noop("Original"), "translation": gettext_noop("Translation"),
    "supplement": gettext_noop("Supplement"), "supplement-of": gettext_noop("Supplement to"),
    "review-of": gettext_noop("Review of"), "reviewed-in": gettext_noop("Reviewed in"), "cites": gettext_noop("Cites"),
    "erratum": gettext_noop("Corrected by"), "corrects": gettext_noop("Corrects"),
    "retraction": gettext_noop("Retracted by"), "retracts": gettext_noop("Retracts"),
    "issued-with": gettext_noop("Issued with"), "data": gettext_noop("Data"), "related": gettext_noop("Related work"),
}  # fmt: skip
NOTES = {
    "general": gettext_noop("Note"), "bibliography": gettext_noop("Bibliography"), "thesis": gettext_noop("Thesis"),
    "access": gettext_noop("Conditions of access"), "audience": gettext_noop("Audience"),
    "awards": gettext_noop("Awards"), "credits": gettext_noop("Credits"), "performers": gettext_noop("Performers"),
    "frequency": gettext_noop("Frequency"), "duration": gettext_noop("Playing time"),
    "system": gettext_noop("System requirements"), "reproduction": gettext_noop("Reproduction"),
    "original-version": gettext_noop("Original version"), "language": gettext_noop("Note on language"),
    "use": gettext_noop("Conditions of use"), "scale": gettext_noop("Scale"), "event": gettext_noop("Event"),
    "dates": gettext_noop("Dates of publication"), "finding-aid": gettext_noop("Finding aid"),
    "numbering": gettext_noop("Numbering"), "provenance": gettext_noop("Provenance"),
    "binding": gettext_noop("Binding"), "citation": gettext_noop("Cited in"), "funding": gettext_noop("Funding"),
    "publications": gettext_noop("Publications about it"), "exhibitions": gettext_noop("Exhibitions"),
    "cast": gettext_noop("Cast"), "place": gettext_noop("Place"), "acquisition": gettext_noop("Acquisition"),
    "arrangement": gettext_noop("Arrangement"), "biography": gettext_noop("Biography"),
    "with": gettext_noop("Bound with"), "local": gettext_noop("Local note"),
}  # fmt: skip
TITLES = {
    "uniform": gettext_noop("Uniform title"), "parallel": gettext_noop("Parallel title"),
    "translated": gettext_noop("Translated title"), "abbreviated": gettext_noop("Abbreviated title"),
    "key": gettext_noop("Key title"), "former": gettext_noop("Former title"), "cover": gettext_noop("Cover title"),
    "spine": gettext_noop("Spine title"), "added": gettext_noop("Added title"),
    "analytic": gettext_noop("Contained work"), "variant": gettext_noop("Other title"),
}  # fmt: skip
ABSTRACTS = {
    "abstract": gettext_noop("Summary"), "summary": gettext_noop("Summary"), "review": gettext_noop("Review"),
    "plain-language": gettext_noop("Summary in plain language"), "content-advice": gettext_noop("Content advice"),
}  # fmt: skip
RESOLVERS = {
    "doi": "https://doi.org/{}", "pmid": "https://pubmed.ncbi.nlm.nih.gov/{}/",
    "pmcid": "https://pmc.ncbi.nlm.nih.gov/articles/{}/", "arxiv": "https://arxiv.org/abs/{}",
    "handle": "https://hdl.handle.net/{}", "orcid": "https://orcid.org/{}", "gnd": "https://d-nb.info/gnd/{}",
    "viaf": "https://viaf.org/viaf/{}", "oclc": "https://search.worldcat.org/title/{}",
    "urn": "https://nbn-resolving.org/{}",
}  # fmt: skip


class Row(Struct):
    """A labelled row: values one after the other, or one to a line."""

    name: str
    """For data-field: stable, English."""
    label: str
    values: tuple[tuple[Anchor, ...], ...] = ()
    """Each value is a chain of links ("Bibliography" › "Greece")."""
    lines: bool = False
    """One value to a line."""
    between: str = " › "
    groups: tuple[tuple[tuple[tuple[Anchor, ...], ...], str], ...] = ()
    """Instead of values: several of them to a line, and what the line has in common."""


class AbstractView(Struct):
    """An abstract: its label, and its text in labelled paragraphs."""

    label: str
    paragraphs: tuple[tuple[str, str], ...]
    lang: str
    alternate: str = ""


def row(
    name: str,
    label: str,
    values: Iterable[Anchor | tuple[Anchor, ...]],
    *,
    lines: bool = False,
    between: str = " › ",
) -> Row | None:
    """A row, or None when there is nothing to say."""
    chains = tuple(dict.fromkeys(v if isinstance(v, tuple) else (v,) for v in values))
    return Row(name=name, label=label, values=chains, lines=lines, between=between) if chains else None


def kept(rows: Iterable[Row | None]) -> tuple[Row, ...]:
    """Those rows that have something to say."""
    return tuple(r for r in rows if r is not None)


# --- Description ---------------------------------------------------------------------------------


def description(record: Record) -> tuple[Row, ...]:
    """The rows of a library's record, in the order in which one asks for them."""
    is_part = record.host is not None
    return kept(
        (
            *_people(record),
            _published_in(record),
            row("published", _("Published"), _published(record), lines=True, between=" "),
            row("date", _("Date of publication"), _date(record)),
            row("edition", _("Edition"), _plain([record.edition, record.version])),
            row("format", _("Format"), map(_format, record.formats)),
            row("language", _("Language"), map(_language, record.languages)),
            _original_languages(record),
            row("physical", _("Physical description"), _plain([*record.physical, record.extent_pages]), lines=True),
            row("series", _("Series"), map(_series, record.series), lines=True, between=" ; "),
            *_other_titles(record),
            _subjects(record) if is_part else None,
            row("publication-types", _("Type of publication"), _plain(record.publication_types)),
            row("online-access", _("Online access"), _online(record)),
            row("collections", _("Collection"), _plain(record.collections)),
            row("coordinates", _("Coordinates"), _plain(record.coordinates)),
            row("funding", _("Funding"), map(_funding, record.funding), lines=True),
            row("licence", _("Licence"), map(_licence, record.licences)),
        )
    )  # fmt: skip


def _plain(texts: Iterable[str]) -> list[Anchor]:
    return [Anchor(text=t) for t in texts if t]


def _format(code: str) -> Anchor:
    return Anchor(text=labels.format_name(code), href=links.limited("format", code))


def _language(code: str) -> Anchor:
    return Anchor(text=labels.language_name(code), href=links.limited("language", code))


def person(contributor: Contributor) -> Anchor:
    """The filed name, leading to all works under it; roles other than author are said."""
    roles = [labels.role_name(r) for r in contributor.roles if r != "aut"]
    extra = [contributor.alternate, contributor.dates, ", ".join(dict.fromkeys(roles))]
    return Anchor(
        text=contributor.name,
        href=links.limited("author", contributor.name),
        note=" · ".join(filter(None, extra)),
    )


def _people(record: Record) -> list[Row | None]:
    main = [c for c in record.contributors if c.primary or (c.kind == "person" and "aut" in c.roles)]
    bodies = [c for c in record.contributors if c not in main and c.kind != "person"]
    others = [c for c in record.contributors if c not in main and c not in bodies]
    return [
        row("main-authors", ngettext("Main author", "Main authors", len(main)), map(person, main)),
        row("corporate-authors", _("Corporate authors"), map(person, bodies)),
        row("other-authors", _("Other contributors"), map(person, others)),
    ]


def _published_in(record: Record) -> Row | None:
    host = record.host
    if host is None or not (host.title or host.statement):
        return None
    title = Anchor(text=host.title, href=links.limited("journal", host.title)) if host.title else None
    rest = Anchor(text=host_statement(host, record.date.edtf if record.date else ""))
    chain = tuple(a for a in (title, rest) if a is not None and a.text)
    return Row(name="published-in", label=_("Published in"), values=(chain,), between=" ")


def host_statement(host: HostItem, date: str) -> str:
    """ "2014-06, Vol.2 (2), p.70-72", as discovery systems word it."""
    volume = f"Vol.{host.volume}" if host.volume else ""
    number = (f"{volume} ({host.issue})" if volume else f"({host.issue})") if host.issue else volume
    where = presenters.pages(host, dash="-")
    found = ", ".join(filter(None, (date, number, f"p.{where}" if where else "")))
    return found if number or where or not host.statement else host.statement


def _published(record: Record) -> list[tuple[Anchor, ...]]:
    found = []
    for p in record.publications:
        place = ", ".join(p.places)
        parts = (
            [Anchor(text=place + ":")] if place and p.publishers else [Anchor(text=place)] if place else []
        )
        parts += [Anchor(text=name, href=links.phrase("publisher", name)) for name in p.publishers]
        if p.date:
            parts.append(Anchor(text=p.date))
        if p.alternate:
            parts.append(Anchor(text=p.alternate))
        if parts:
            found.append(tuple(parts))
    return found


def _original_languages(record: Record) -> Row | None:
    names = map(labels.language_name, record.original_languages)
    return row("original-language", _("Original language"), _plain(names))


def _date(record: Record) -> list[Anchor]:
    if record.host is None and any(p.date for p in record.publications):
        return []
    words = labels.date_words(record.date)
    return [Anchor(text=words)] if words and record.host is None else []


def _series(series: Series) -> tuple[Anchor, ...]:
    first = Anchor(text=series.title, href=links.phrase("series", series.title), note=series.alternate)
    return (first, Anchor(text=series.number)) if series.number else (first,)


def _other_titles(record: Record) -> list[Row | None]:
    groups: dict[str, list[Anchor]] = {}
    for t in record.titles:
        if t.title:
            lang = labels.html_language(t.language)
            groups.setdefault(t.kind, []).append(Anchor(text=t.title, note=t.alternate, lang=lang))
    return [row(f"{kind}-title", _(TITLES[kind]), values, lines=True) for kind, values in groups.items()]


LINKS = {
    "contents": gettext_noop("Table of contents"), "summary": gettext_noop("Summary"),
    "publisher": gettext_noop("Publisher’s page"), "cover": gettext_noop("Cover picture"),
    "findingaid": gettext_noop("Finding aid"), "data": gettext_noop("Data"), "related": gettext_noop("Related work"),
}  # fmt: skip


def _online(record: Record) -> list[Anchor]:
    """The ways to the text, then other links: what one finds there, and what one may expect."""
    found = []
    for way in full_text.ways(record):
        if way.kind == "resolver":
            found.append(Anchor(text=way.where, href=way.href))
            continue
        said = ", ".join(filter(None, (way.where, way.expect)))
        found.append(Anchor(text=_("Full text"), href=way.href, note=f"({said})" if said else ""))
    chosen = full_text.settings()
    for link in record.links:
        if link.kind == "fulltext" or not links.is_web_address(link.url):
            continue
        name = _(LINKS[link.kind]) if link.kind in LINKS else ""
        text = link.label or name or links.site(link.url)
        words = (full_text.file_kind(link), full_text.access_words(link.access), link.note)
        said = ", ".join(dict.fromkeys(filter(None, (name if name != text else "", *words))))
        paid = link.access in ("subscription", "restricted")
        href = full_text.proxied(link.url, chosen) if paid else link.url
        found.append(Anchor(text=text, href=href, note=f"({said})" if said else ""))
    return found


def _licence(licence: Licence) -> Anchor:
    href = licence.url if links.is_web_address(licence.url) else ""
    return Anchor(text=licence.name or licence.url, href=href)


def _funding(funding: Funding) -> Anchor:
    return Anchor(text=funding.funder or funding.award, note=funding.award if funding.funder else "")


# --- Subjects ------------------------------------------------------------------------------------


def subject_chain(subject: Subject) -> tuple[Anchor, ...]:
    """Each step leads to the headings that begin so; the first to all with this heading."""
    lang = labels.html_language(subject.language)
    found = [Anchor(text=subject.parts[0], href=links.limited("subject", subject.parts[0]), lang=lang)]
    for end in range(2, len(subject.parts) + 1):
        words = " ".join(subject.parts[:end])
        found.append(Anchor(text=subject.parts[end - 1], href=links.phrase("subject", words), lang=lang))
    if subject.alternate:
        found[-1] = Anchor(text=found[-1].text, href=found[-1].href, lang=lang, note=subject.alternate)
    return tuple(found)


def _by_scheme(record: Record) -> dict[str, tuple[tuple[Anchor, ...], ...]]:
    groups: dict[str, dict[tuple[Anchor, ...], None]] = {}
    for s in record.subjects:
        if s.parts:
            groups.setdefault(s.scheme, {})[subject_chain(s)] = None
    return {scheme: tuple(chains) for scheme, chains in groups.items()}


def _subjects(record: Record) -> Row | None:
    """All headings in one row, a line for each scheme with its name at the end."""
    groups = tuple(
        (chains, labels.scheme_name(scheme) if scheme else "")
        for scheme, chains in _by_scheme(record).items()
    )
    return Row(name="subjects", label=_("Subjects"), groups=groups) if groups else None


def subject_rows(record: Record) -> tuple[Row, ...]:
    """One row for each scheme of headings, classifications after them."""
    rows = [
        row(
            f"subjects-{scheme}" if scheme else "subjects",
            labels.scheme_name(scheme) if scheme else _("Subjects"),
            chains,
            lines=any(len(c) > 1 for c in chains),
        )
        for scheme, chains in _by_scheme(record).items()
    ]
    numbers: dict[str, list[Anchor]] = {}
    for c in record.classifications:
        text = f"{c.number} {c.item}".strip()
        numbers.setdefault(c.scheme, []).append(Anchor(text=text, href=links.words("callnumber", c.number)))
    rows += [
        row(f"classification-{scheme}", labels.scheme_name(scheme), values)
        for scheme, values in numbers.items()
    ]
    return kept(rows)


# --- Identifiers, notes, relations ---------------------------------------------------------------


def identifier_rows(record: Record, permanent: str) -> tuple[Row, ...]:
    """DOI first; each number once, those of the journal with the record's; wrong ones say so."""
    host = record.host.identifiers if record.host else ()
    groups: dict[str, dict[str, Anchor]] = {}
    for i in (*record.identifiers, *host):
        groups.setdefault(i.scheme, {}).setdefault(i.value, _identifier(i))
    order = {scheme: n for n, scheme in enumerate(("doi", "isbn", "issn", "pmid", "pmcid"))}
    rows = [
        row(scheme, labels.scheme_name(scheme), values.values())
        for scheme, values in sorted(groups.items(), key=lambda g: order.get(g[0], 9))
    ]
    return kept((*rows, row("permanent-link", _("Permanent link"), [Anchor(text=permanent, href=permanent)])))


def _identifier(identifier: Identifier) -> Anchor:
    shown = identifier.printed if identifier.scheme == "isbn" and identifier.printed else identifier.value
    if not identifier.valid:
        return Anchor(
            text=shown, note=", ".join(filter(None, (_("wrong number, as printed"), identifier.note)))
        )
    pattern = RESOLVERS.get(identifier.scheme)
    if pattern:
        return Anchor(
            text=shown, href=pattern.format(quote(identifier.value, safe="/:.;()-_")), note=identifier.note
        )
    href = (
        links.words("identifier", identifier.value) if identifier.scheme in ("isbn", "issn", "ismn") else ""
    )
    return Anchor(text=shown, href=href, note=identifier.note)


def note_rows(notes: Iterable[Note]) -> tuple[Row, ...]:
    """Notes by kind, one row each."""
    groups: dict[str, list[Anchor]] = {}
    for n in notes:
        if n.text:
            groups.setdefault(n.kind, []).append(Anchor(text=n.text, note=n.alternate))
    return kept(row(f"note-{kind}", _(NOTES[kind]), values, lines=True) for kind, values in groups.items())


def relation_rows(relations: Iterable[Relation]) -> tuple[Row, ...]:
    """By kind; each leads to a search by number, else by title."""
    groups: dict[str, list[Anchor]] = {}
    for r in relations:
        text = r.title or r.contributor or next((i.value for i in r.identifiers), "")
        if not text:
            continue
        numbers = [i.value for i in r.identifiers if i.valid and i.scheme in ("doi", "issn", "isbn", "pmid")]
        href = (
            links.record(r.record) if ":" in r.record else links.phrase("title", r.title) if r.title else ""
        )
        if not r.title and numbers:
            href = links.words("identifier", numbers[0])
        note = " · ".join(filter(None, (r.contributor if r.title else "", r.number, r.date, r.alternate)))
        groups.setdefault(r.kind, []).append(Anchor(text=text, href=href, note=note))
    return kept(
        row(f"relation-{kind}", _(RELATIONS[kind]), values, lines=True) for kind, values in groups.items()
    )


# --- Abstracts -----------------------------------------------------------------------------------


def abstracts(record: Record) -> tuple[AbstractView, ...]:
    """Every abstract whole, the first without a label of its own."""
    return tuple(
        AbstractView(
            label=a.label or (_(ABSTRACTS[a.kind]) if a.kind not in ("abstract", "summary") else ""),
            paragraphs=tuple((s.label, s.text) for s in a.sections) or (("", a.text),),
            lang=labels.html_language(a.language),
            alternate=a.alternate,
        )
        for a in record.abstracts
        if a.text or a.sections
    )


def host_words(record: Record) -> str:
    """ "June 2014, vol. 2, no. 2, pp. 70–72", after the journal's title."""
    host = record.host
    if host is None:
        return ""
    where = presenters.pages(host)
    found = [
        labels.date_words(record.date),
        _("vol. %(volume)s") % {"volume": host.volume} if host.volume else "",
        _("no. %(issue)s") % {"issue": host.issue} if host.issue else "",
        (_("pp. %(pages)s") if "–" in where else _("p. %(pages)s")) % {"pages": where} if where else "",
    ]
    return ", ".join(filter(None, found)) if host.volume or host.issue or where else host.statement

"""Where and when it came out, in what form: the rows of publication, carrier, series and other titles."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from pinakes.records.base import gettext_noop
from pinakes.records.record import HostItem, Identifier, Record, Series
from pinakes.web import labels, links, presenters
from pinakes.web.presenters import Anchor
from pinakes.web.record_page.rows import Chain, Row, plain, row

TITLES = {
    "uniform": gettext_noop("Uniform title"), "parallel": gettext_noop("Parallel title"),
    "translated": gettext_noop("Translated title"), "abbreviated": gettext_noop("Abbreviated title"),
    "key": gettext_noop("Key title"), "former": gettext_noop("Former title"), "cover": gettext_noop("Cover title"),
    "spine": gettext_noop("Spine title"), "added": gettext_noop("Added title"),
    "analytic": gettext_noop("Contained work"), "variant": gettext_noop("Other title"),
}  # fmt: skip
FUNCTIONS = {
    "production": gettext_noop("Produced"), "distribution": gettext_noop("Distributed"),
    "manufacture": gettext_noop("Manufactured"), "copyright": gettext_noop("Copyright"),
}  # fmt: skip


def rows(record: Record) -> list[Row | None]:
    """All of them; what a record does not say is None."""
    return [
        _published_in(record),
        *_published(record),
        row("date", _("Date of publication"), _date(record)),
        row("edition", _("Edition"), plain([record.edition])),
        row("version", _("Version"), plain([record.version])),
        row("format", _("Format"), map(_format, record.formats)),
        row("language", _("Language"), map(_language, record.languages)),
        _original_languages(record),
        row("physical", _("Physical description"), plain(record.physical or [record.extent_pages]), lines=True),
        row("series", _("Series"), map(_series, record.series), lines=True, between=" ; "),
        row("responsibility", _("Statement of responsibility"), plain([_responsibility(record)])),
        *other_titles(record),
        row("publication-types", _("Type of publication"), plain(record.publication_types)),
        row("country", _("Country"), plain([_country(record)])),
        row("collections", _("Collection"), plain(record.collections), lines=True),
        row("coordinates", _("Coordinates"), map(_box, record.coordinates)),
    ]  # fmt: skip


def _country(record: Record) -> str:
    """Only where no place of publication tells it."""
    told = any(p.places for p in record.publications)
    return labels.country_name(record.country) if record.country and not told else ""


def _responsibility(record: Record) -> str:
    """As printed, where it says more than the names that stand in the rows anyway."""
    text = record.responsibility
    names = {n for c in record.contributors for n in (presenters.spoken_name(c), c.name)}
    return "" if text.rstrip(" .").removeprefix("by ").removeprefix("von ") in names else text


def _format(code: str) -> Anchor:
    return Anchor(text=labels.format_name(code), href=links.limited("format", code))


def _language(code: str) -> Anchor:
    return Anchor(text=labels.language_name(code), href=links.limited("language", code))


def _published_in(record: Record) -> Row | None:
    host = record.host
    if host is None or not (host.title or host.statement):
        return None
    title = (
        Anchor(text=host.title, href=journal_href(host.title, host.identifiers), note=host.alternate)
        if host.title
        else None
    )
    rest = Anchor(text=host_statement(host, record.date.edtf if record.date else ""))
    more = [", ".join(filter(None, (host.edition, host.place, host.publisher)))]
    chain = tuple(a for a in (title, rest, *plain(more)) if a is not None and a.text)
    return Row(name="published-in", label=_("Published in"), values=(chain,), between=" ")


def journal_href(title: str, identifiers: Iterable[Identifier]) -> str:
    """The page of a journal, series of papers or book that holds others: by its ISSN, else by its title."""
    issn = next((i.value for i in identifiers if i.scheme == "issn" and i.valid), "")
    return links.journal(issn or title)


def host_statement(host: HostItem, date: str) -> str:
    """ "2014-06, Vol.2 (2), p.70-72", as discovery systems word it."""
    volume = f"Vol.{host.volume}" if host.volume else ""
    number = (f"{volume} ({host.issue})" if volume else f"({host.issue})") if host.issue else volume
    where = presenters.pages(host, dash="-")
    found = ", ".join(filter(None, (date, number, f"p.{where}" if where else "")))
    return found if number or where or not host.statement else host.statement


def _published(record: Record) -> list[Row | None]:
    """A row for publishing, others for producing, distributing, making and the copyright."""
    statements: dict[str, list[Chain]] = {}
    for p in record.publications:
        parts = [", ".join(p.places)] if p.places else []
        for name in p.publishers:
            parts += [": " if len(parts) == 1 and p.places else "; " if parts else "", name]
        if p.date:
            parts += [", " if parts else "", p.date]
        if p.alternate:
            parts += [" ", p.alternate]
        chain = tuple(
            Anchor(text=t, href=links.phrase("publisher", t) if t in p.publishers else "") for t in parts if t
        )
        if chain:
            statements.setdefault(p.function, []).append(chain)
    return [
        row(
            "published" if function == "publication" else function,
            _(FUNCTIONS[function]) if function in FUNCTIONS else _("Published"),
            chains,
            lines=True,
            between="",
        )
        for function, chains in statements.items()
    ]


def _original_languages(record: Record) -> Row | None:
    names = map(labels.language_name, record.original_languages)
    return row("original-language", _("Original language"), plain(names))


def _date(record: Record) -> list[Anchor]:
    """Only where no other row has it."""
    host = record.host
    if any(p.date for p in record.publications) if host is None else host.title or not host.statement:
        return []
    return plain([labels.date_words(record.date)])


def _series(series: Series) -> Chain:
    first = Anchor(text=series.title, href=links.series(series.title), note=series.alternate)
    return (first, *plain([series.number, f"ISSN {series.issn}" if series.issn else ""]))


def other_titles(record: Record) -> list[Row | None]:
    """A row for each kind of title; several of one kind one to a line."""
    groups: dict[str, list[Anchor]] = {}
    for t in record.titles:
        if t.title:
            note = " · ".join(filter(None, (t.label, t.alternate)))
            lang = labels.html_language(t.language)
            groups.setdefault(t.kind, []).append(
                Anchor(text=t.title, href=links.phrase("title", t.title), note=note, lang=lang)
                if t.kind == "uniform"
                else Anchor(text=t.title, note=note, lang=lang)
            )
    return [row(f"{kind}-title", _(TITLES[kind]), values, lines=True) for kind, values in groups.items()]


def _box(text: str) -> Anchor:
    """ "9.0° E – 10.1° E / 53.3° N – 53.7° N" for "9.0 10.1 53.3 53.7" (west east north south)."""
    try:
        west, east, north, south = (float(n) for n in text.split())
    except ValueError:
        return Anchor(text=text)
    across = [_degrees(west, "E", "W"), _degrees(east, "E", "W")]
    along = [_degrees(north, "N", "S"), _degrees(south, "N", "S")]
    return Anchor(text=" / ".join("–".join(dict.fromkeys(pair)) for pair in (across, along)))


def _degrees(value: float, positive: str, negative: str) -> str:
    return f"{abs(value):.4f}".rstrip("0").rstrip(".") + f"° {positive if value >= 0 else negative}"

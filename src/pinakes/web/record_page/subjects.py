"""What it is about: headings as chains of links with their scheme, and classes."""

from __future__ import annotations

from django.utils.translation import gettext as _

from pinakes.index.hierarchy import SEPARATOR
from pinakes.records.record import Record, Subject
from pinakes.web import labels, links
from pinakes.web.presenters import Anchor
from pinakes.web.record_page.rows import Chain, Group, Row, kept, row, split


def chain(subject: Subject) -> Chain:
    """Each step leads to what has a heading that begins so."""
    lang = labels.html_language(subject.language)
    found = [
        Anchor(text=part, href=links.subject(SEPARATOR.join(subject.parts[:end])), lang=lang)
        for end, part in enumerate(subject.parts, 1)
    ]
    if subject.alternate:
        found[-1] = Anchor(text=found[-1].text, href=found[-1].href, lang=lang, note=subject.alternate)
    return tuple(found)


def _by_scheme(record: Record) -> dict[str, tuple[Chain, ...]]:
    groups: dict[str, dict[Chain, None]] = {}
    for s in record.subjects:
        if s.parts:
            groups.setdefault(s.scheme, {})[chain(s)] = None
    return {scheme: tuple(chains) for scheme, chains in groups.items()}


def one_row(record: Record) -> Row | None:
    """All headings in one row, a line for each scheme with its name at the end."""
    groups = []
    for scheme, chains in _by_scheme(record).items():
        first, folded = split(chains)
        note = labels.scheme_name(scheme) if scheme else ""
        groups.append(Group(values=first, folded=folded, note=note))
    return Row(name="subjects", label=_("Subjects"), groups=tuple(groups)) if groups else None


def section(record: Record) -> tuple[Row, ...]:
    """One row for each scheme of headings, classes after them."""
    rows = [
        row(
            f"subjects-{scheme}" if scheme else "subjects",
            labels.scheme_name(scheme) if scheme else _("Subjects"),
            chains,
            lines=any(len(c) > 1 for c in chains),
        )
        for scheme, chains in _by_scheme(record).items()
    ]
    return kept((*rows, *classes(record)))


def classes(record: Record) -> list[Row | None]:
    """Class numbers by scheme, each leading to what stands beside it."""
    numbers: dict[str, list[Anchor]] = {}
    for c in record.classifications:
        text = f"{c.number} {c.item}".strip()
        numbers.setdefault(c.scheme, []).append(Anchor(text=text, href=class_href(c.scheme, text)))
    return [
        row(
            f"classification-{scheme}",
            _("Local classification") if scheme == "local" else labels.scheme_name(scheme),
            values,
        )
        for scheme, values in numbers.items()
    ]


def class_href(scheme: str, number: str) -> str:
    """The shelf around a class number where there is one to leaf through, else a search."""
    return (
        links.browse(scheme, start=number) if scheme in ("lcc", "ddc") else links.words("callnumber", number)
    )

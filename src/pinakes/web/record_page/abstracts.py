"""What a work says of itself in short: summaries, reviews, advice, with their parts as headings; the teaser."""

from __future__ import annotations

from django.utils.translation import gettext as _

from pinakes.records.base import Struct, gettext_noop
from pinakes.records.record import Abstract, Record
from pinakes.web import labels, presenters

ROWS = {
    "summary": gettext_noop("Summary"), "review": gettext_noop("Review"),
    "content-advice": gettext_noop("Content advice"),
}  # fmt: skip
_ROW = {"review": "review", "content-advice": "content-advice"}
PLAIN = gettext_noop("Summary in plain language")


class AbstractView(Struct):
    """An abstract: the heading over it, and its text in labelled paragraphs."""

    label: str
    paragraphs: tuple[tuple[str, str], ...]
    lang: str
    alternate: str = ""


class AbstractRow(Struct):
    """All of one kind."""

    name: str
    label: str
    abstracts: tuple[AbstractView, ...]


class Teaser(Struct):
    """The beginning of an abstract, ended at a word; ``is_cut`` when there is more."""

    text: str = ""
    lang: str = ""
    is_cut: bool = False


def _ordered(record: Record) -> list[Abstract]:
    """Those in the reader's language first."""
    reader = labels.language().partition("-")[0]
    found = [a for a in record.abstracts if a.text or a.sections]
    return sorted(found, key=lambda a: labels.html_language(a.language) != reader)


def rows(record: Record) -> tuple[AbstractRow, ...]:
    """Summaries, reviews and advice: a row each."""
    groups: dict[str, list[Abstract]] = {name: [] for name in ROWS}
    for abstract in _ordered(record):
        groups[_ROW.get(abstract.kind, "summary")].append(abstract)
    return tuple(
        AbstractRow(name=name, label=_(ROWS[name]), abstracts=_views(found))
        for name, found in groups.items()
        if found
    )


def _views(abstracts: list[Abstract]) -> tuple[AbstractView, ...]:
    """Each whole. Over it stands its own label, else its language where there are several."""
    several = len({a.language for a in abstracts}) > 1
    return tuple(
        AbstractView(
            label=_heading(a, several=several),
            paragraphs=tuple((s.label, s.text) for s in a.sections) or _paragraphs(a.text),
            lang=labels.html_language(a.language),
            alternate=a.alternate,
        )
        for a in abstracts
    )


def _heading(abstract: Abstract, *, several: bool) -> str:
    label = abstract.label or (_(PLAIN) if abstract.kind == "plain-language" else "")
    language = labels.language_name(abstract.language) if several and abstract.language else ""
    return f"{label} ({language})" if label and language else label or language


def _paragraphs(text: str) -> tuple[tuple[str, str], ...]:
    return tuple(("", part.strip()) for part in text.split("\n\n") if part.strip())


def teaser(record: Record) -> Teaser:
    """Of the first summary in the reader's language, else of the first there is; without the labels of its parts."""
    for abstract in _ordered(record):
        if _ROW.get(abstract.kind) is None and abstract.text:
            text, is_cut = presenters.cut(abstract.text, presenters.TEASER)
            return Teaser(text=text, lang=labels.html_language(abstract.language), is_cut=is_cut)
    return Teaser()

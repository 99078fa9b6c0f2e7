"""Keys by which editions, translations and versions of one work are known."""

from __future__ import annotations

from collections.abc import Iterator

from pinakes.records.filing import title_key
from pinakes.records.names import parse
from pinakes.records.record import Contributor, Record, Relation

SERIALS = frozenset({"Journal", "Newspaper", "Serial", "Series", "Website", "Database"})
TELLING = 3
"""Words of a title that tell it without its subtitle."""
SHORTEST = 8
"""Letters of a title that may be told with its author."""
_ARTICLES = frozenset((
    "a", "an", "the", "der", "die", "das", "ein", "eine", "le", "la", "les", "un", "une", "el", "los", "las", "il",
    "lo", "gli", "i", "de", "het", "een", "o", "os", "den", "det", "en", "et",
))  # fmt: skip
_AUTHORS = frozenset({"aut", "cre", "cmp", "art", ""})
_NUMBERS = frozenset({"doi", "arxiv"})
_VERSIONS = frozenset({"other-edition", "other-format", "original", "translation"})
_NEXT = frozenset({"earlier", "later"})
"""Also journals that continue others; of data and programs "New version of"."""
_OF_THE_WORK = frozenset({"uniform", "translated"})


def work_keys(record: Record) -> tuple[str, ...]:
    """Two records that share one are versions of one work; () for what runs on, or has neither author nor DOI.

    Author and title, without what an edition changes: subtitle, edition, year, place. A uniform or an original
    title gives a key of its own, so that translations meet. So does a DOI, its own and those of other versions that
    it names: a preprint and the article that came of it often have other titles.
    """
    if SERIALS.intersection(record.formats):
        return ()
    return tuple(dict.fromkeys((*_by_title(record), *_by_number(record))))


def _by_number(record: Record) -> Iterator[str]:
    tied = (i for r in record.relations if _is_version(r) for i in r.identifiers)
    for one in (*record.identifiers, *tied):
        if one.scheme in _NUMBERS and one.valid:
            yield f"{one.scheme}:{one.value.casefold()}"


def _is_version(relation: Relation) -> bool:
    return relation.kind in _VERSIONS or (relation.kind in _NEXT and "version" in relation.label.casefold())


def _by_title(record: Record) -> tuple[str, ...]:
    if not (author := _author(record)):
        return ()
    titles = [_whole(record.title, record.subtitle, record.nonfiling, record.title_language)]
    titles += [_whole(t.title, "", 0, t.language) for t in record.titles if t.kind in _OF_THE_WORK]
    titles += [_whole(r.title, "", 0, "") for r in record.relations if r.kind == "original" and r.title]
    return tuple(dict.fromkeys(f"{title}|{author}" for title in titles if title))


def _whole(title: str, subtitle: str, nonfiling: int, language: str) -> str:
    filed = title_key(title, nonfiling=nonfiling, language=language)
    if subtitle and len(filed.split()) < TELLING:
        filed = title_key(f"{title} {subtitle}", nonfiling=nonfiling, language=language)
    first, _, rest = filed.partition(" ")
    if rest and first in _ARTICLES:  # records often don't say which letters sorting passes over
        filed = rest
    return filed if len(filed) >= SHORTEST or len(filed.split()) > 1 else ""


def _author(record: Record) -> str:
    """Family name and first initial of whoever is named first for the work itself."""
    found = next((c for c in record.contributors if c.primary or _made(c)), None)
    if found is None or found.kind != "person":
        return ""
    name = parse(found.name)
    return f"{title_key(name.family)} {title_key(name.given)[:1]}".strip()


def _made(contributor: Contributor) -> bool:
    return not contributor.roles or not _AUTHORS.isdisjoint(contributor.roles)

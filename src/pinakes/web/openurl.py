"""A record as an OpenURL 1.0 context object in key/encoded-value form (ANSI/NISO Z39.88-2004)."""

from __future__ import annotations

from typing import Literal
from urllib.parse import urlencode

from pinakes.records.record import Contributor, Record

Format = Literal["journal", "book", "dissertation", "dc"]
Pairs = list[tuple[str, str]]
AUTHORS = 20
"""Names that are sent."""
_GENRES = {
    "ConferencePaper": "proceeding", "Preprint": "preprint", "ConferenceProceedings": "conference", "Report": "report",
    "Chapter": "bookitem",
}  # fmt: skip
_BOOKS = frozenset(
    {
        "Book",
        "EBook",
        "Reference",
        "ConferenceProceedings",
        "Report",
        "Manuscript",
        "Atlas",
        "Score",
        "AudioBook",
    }
)
_SERIALS = frozenset({"Journal", "Newspaper", "Serial"})
_IDENTIFIERS = {
    "doi": "info:doi/", "pmid": "info:pmid/", "oclc": "info:oclcnum/", "lccn": "info:lccn/", "arxiv": "info:arxiv/",
    "handle": "info:hdl/",
}  # fmt: skip


def address(resolver: str, record: Record, *, referrer: str = "") -> str:
    """The address that asks a link resolver for the work; ``referrer`` says who asks ("info:sid/…")."""
    mark = "" if resolver.endswith(("?", "&")) else "&" if "?" in resolver else "?"
    asked = [("url_ver", "Z39.88-2004")] + ([("rfr_id", referrer)] if referrer else [])
    return f"{resolver}{mark}{urlencode([*asked, *context(record)], errors='replace')}"


def coins(record: Record) -> str:
    """ContextObject in Span: for the title attribute of a span.Z3988."""
    return urlencode(context(record), errors="replace")


def context(record: Record) -> Pairs:
    """Keys and values of the referent; without empty ones."""
    form = metadata_format(record)
    pairs: Pairs = [("ctx_ver", "Z39.88-2004"), ("rft_val_fmt", f"info:ofi/fmt:kev:mtx:{form}")]
    pairs += {"journal": _journal, "book": _book, "dissertation": _dissertation, "dc": _dublin_core}[form](
        record
    )
    pairs += [
        ("rft_id", f"{prefix}{value}")
        for scheme, prefix in _IDENTIFIERS.items()
        for value in record.values(scheme)[:1]
    ]
    return [(name, value) for name, value in pairs if value]


def metadata_format(record: Record) -> Format:
    """Which of the registered matrices fits the kind: films, maps and data sets have none but Dublin Core."""
    kinds = frozenset(record.formats)
    if "Thesis" in kinds:
        return "dissertation"
    if "Chapter" in kinds or (record.host is not None and _has(record, "isbn")):
        return "book"
    if record.host is not None or kinds & _SERIALS or kinds & {"Article", "Preprint"}:
        return "journal"
    return "book" if kinds & _BOOKS or _has(record, "isbn") else "dc"


def _has(record: Record, scheme: str) -> bool:
    host = record.host.identifiers if record.host else ()
    return any(i.scheme == scheme for i in (*record.identifiers, *host))


def _journal(record: Record) -> Pairs:
    host = record.host
    if host is None and _SERIALS.intersection(record.formats):
        return [("rft.genre", "journal"), ("rft.jtitle", record.full_title), *_numbers(record, "issn")]
    pairs: Pairs = [("rft.genre", _genre(record, "article")), ("rft.atitle", record.full_title)]
    if host is not None:
        pairs += [
            ("rft.jtitle", host.title), ("rft.stitle", host.abbreviation), ("rft.volume", host.volume),
            ("rft.issue", host.issue), ("rft.spage", host.first_page), ("rft.epage", host.last_page),
            ("rft.artnum", host.article_number),
        ]  # fmt: skip
    return [*pairs, *_numbers(record, "issn"), _date(record), *_people(record)]


def _book(record: Record) -> Pairs:
    host = record.host
    if host is not None:
        pairs: Pairs = [
            ("rft.genre", _genre(record, "bookitem")), ("rft.atitle", record.full_title), ("rft.btitle", host.title),
            ("rft.spage", host.first_page), ("rft.epage", host.last_page), ("rft.place", host.place),
            ("rft.pub", host.publisher), ("rft.edition", host.edition),
        ]  # fmt: skip
    else:
        pairs = [("rft.genre", _genre(record, "book")), ("rft.btitle", record.full_title), *_imprint(record)]
        pairs += [("rft.edition", record.edition), *(("rft.series", s.title) for s in record.series[:1])]
    return [*pairs, *_numbers(record, "isbn"), _date(record), *_people(record)]


def _dissertation(record: Record) -> Pairs:
    institution = next((p for pub in record.publications for p in pub.publishers), "")
    return [("rft.title", record.full_title), ("rft.inst", institution), _date(record), *_people(record)]


def _dublin_core(record: Record) -> Pairs:
    pairs: Pairs = [("rft.title", record.full_title), *(("rft.type", kind) for kind in record.formats[:1])]
    pairs += [("rft.creator", c.name) for c in _makers(record)]
    pairs += [
        ("rft.publisher", p) for publication in record.publications[:1] for p in publication.publishers[:1]
    ]
    pairs += [("rft.identifier", f"https://doi.org/{v}") for v in record.values("doi")[:1]]
    return [*pairs, _date(record), *(("rft.language", code) for code in record.languages[:1])]


def _genre(record: Record, otherwise: str) -> str:
    return next((_GENRES[f] for f in record.formats if f in _GENRES), otherwise)


def _imprint(record: Record) -> Pairs:
    return [
        pair
        for p in record.publications[:1]
        for pair in (("rft.place", ", ".join(p.places[:1])), ("rft.pub", ", ".join(p.publishers[:1])))
    ]


def _numbers(record: Record, scheme: str) -> Pairs:
    own = record.values(scheme)
    host = [i.value for i in record.host.identifiers if i.scheme == scheme and i.valid] if record.host else []
    return [(f"rft.{scheme}", value) for value in (*own, *host)[:1]]


def _date(record: Record) -> tuple[str, str]:
    return ("rft.date", record.date.edtf if record.date else "")


def _makers(record: Record) -> tuple[Contributor, ...]:
    first = tuple(c for c in record.contributors if c.primary or "aut" in c.roles)
    return (first or record.contributors)[:AUTHORS]


def _people(record: Record) -> Pairs:
    people = _makers(record)
    first = next((c for c in people if c.family), None)
    pairs: Pairs = [("rft.aulast", first.family), ("rft.aufirst", first.given)] if first else []
    pairs += [("rft.au" if c.kind == "person" else "rft.aucorp", c.name) for c in people]
    return pairs

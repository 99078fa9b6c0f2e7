"""A record as an entry of BibTeX, with fields that its own styles and biber read, or of biblatex."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from pinakes.formats import author_addresses, bibtex_names, labelled_notes
from pinakes.formats import citation_parts as parts
from pinakes.formats.bibtex_types import BIBLATEX_TYPE_OF_FORMAT, TYPE_OF_FORMAT
from pinakes.formats.latex_text import escaped
from pinakes.records.base import Struct
from pinakes.records.labels import language_label
from pinakes.records.record import Contributor, Note, Record

_KEY = re.compile(r"(?=.*[A-Za-z])(?!.*//)[A-Za-z0-9][A-Za-z0-9_:.+/-]*")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TITLES = frozenset({"title", "subtitle", "booktitle", "maintitle"})
_NAMES = frozenset(
    {"author", "editor", "editora", "translator", "annotator", "foreword", "afterword", "bookauthor"}
)
_VERBATIM = frozenset({"doi", "url", "eprint", "pmid", "pmcid"})
_SPACE = re.compile(r"[{}\\\s]")
_MASTER = re.compile(r"master|magister|diplom", re.IGNORECASE)
_ROLE_FIELDS = {
    "trl": "translator", "ann": "annotator", "cwt": "commentator", "aft": "afterword", "bkp": "bookauthor",
}  # fmt: skip
# What plain BibTeX calls otherwise than biblatex.
_BIBLATEX_NAMES = {
    "journal": "journaltitle", "address": "location", "school": "institution", "annote": "annotation",
    "archiveprefix": "eprinttype",
}  # fmt: skip


class Dialect(Struct):
    """BibTeX or biblatex."""

    types: dict[str, str]
    biblatex: bool = False


BIBTEX_DIALECT = Dialect(types=TYPE_OF_FORMAT)
BIBLATEX_DIALECT = Dialect(types=BIBLATEX_TYPE_OF_FORMAT, biblatex=True)


def entry(record: Record, dialect: Dialect) -> str:
    """The entry with an empty line after it."""
    kind = entry_type(record, dialect)
    lines = [f"@{kind}{{{key(record)},"]
    for name, text in _fields(record, kind, dialect):
        if text and (value := _value(name, text)):
            shown = _BIBLATEX_NAMES.get(name, name) if dialect.biblatex else name
            lines.append(f"  {shown} = {value},")
    lines.append("}\n\n")
    return "\n".join(lines)


def key(record: Record) -> str:
    """The key: the local id where LaTeX can read it, else "rigby2014-" and the id's readable part or its hash.

    It hangs on nothing but the record, so that it is the same in every export.
    """
    local = record.local_id
    if _KEY.fullmatch(local):
        return local
    authors = parts.authors(record) or record.contributors
    name = (authors[0].family or authors[0].name.split(",")[0]) if authors else record.title.split(" ")[0]
    decomposed = unicodedata.normalize("NFKD", name.lower())
    word = (
        re.sub(r"[^a-z]", "", "".join(c for c in decomposed if not unicodedata.combining(c)))[:20] or "record"
    )
    day = parts.date_parts(record)
    ending = local if re.fullmatch(r"[A-Za-z0-9_-]{1,20}", local) else parts.hashed_id(record)
    return f"{word}{day[0] if day else ''}-{ending}"


def entry_type(record: Record, dialect: Dialect) -> str:
    """The type by the kind of work; an article without a journal is miscellaneous."""
    kind = parts.kind(record, dialect.types, "article" if record.host else "misc")
    if kind == "article" and not record.host:
        return "misc"
    if kind == "phdthesis" and _MASTER.search(" ".join(record.publication_types)):
        return "mastersthesis"
    return kind


def _fields(record: Record, kind: str, dialect: Dialect) -> Iterator[tuple[str, str]]:
    """(name, value) in the order in which people expect them; values not yet escaped but for names."""
    yield from _people(record)
    if dialect.biblatex:
        yield "title", record.title
        yield "subtitle", record.subtitle
    else:
        yield "title", record.full_title
    yield "shorttitle", next((t.title for t in record.titles if t.kind in ("variant", "abbreviated")), "")
    yield "origtitle", next((t.title for t in record.titles if t.kind == "uniform"), "")
    yield from _where(record, kind)
    yield from _date(record) if dialect.biblatex else _year_and_month(record)
    yield from _made(record, kind)
    yield from _numbers(record)
    yield "language", ", ".join(language_label(code).lower() for code in record.languages)
    yield "abstract", "\n\n".join(parts.abstract_text(a) for a in record.abstracts)
    yield "keywords", parts.keyword_list(parts.keywords(record))
    yield from _rest(record)


def _people(record: Record) -> Iterator[tuple[str, str]]:
    authors, editors = parts.authors(record), parts.editors(record)
    yield "author", _list(authors)
    yield "editor", _list(editors)
    chosen = {*authors, *editors}
    found: dict[str, list[Contributor]] = {}
    for one in record.contributors:
        name = next((_ROLE_FIELDS[r] for r in one.roles if r in _ROLE_FIELDS), "")
        if name and one not in chosen:
            found.setdefault(name, []).append(one)
    yield from ((name, _list(people)) for name, people in found.items())


def _list(people: tuple[Contributor, ...] | list[Contributor]) -> str:
    return " and ".join(map(bibtex_names.name, people))


def _where(record: Record, kind: str) -> Iterator[tuple[str, str]]:
    host = record.host
    if host is None:
        return
    yield ("booktitle" if kind in ("incollection", "inproceedings") else "journal"), parts.host_title(record)
    if host.abbreviation != host.title:
        yield "shortjournal", host.abbreviation
    yield "volume", host.volume
    yield "number", host.issue
    yield "pages", parts.page_range(record, "--")
    yield "eid", host.article_number


def _year_and_month(record: Record) -> Iterator[tuple[str, str]]:
    """Plain BibTeX knows a year and a macro for the month; a season or an interval stands in words."""
    day = parts.date_parts(record)
    year, rest = parts.year_text(record), parts.day_text(record)
    yield "year", year
    if "-" in rest or (rest and len(day) == 1):
        yield "month", "{" + escaped(rest) + "}"
        return
    if len(day) > 1:
        yield "month", _MONTHS[day[1] - 1]
    if len(day) > 2:
        yield "day", str(day[2])


def _date(record: Record) -> Iterator[tuple[str, str]]:
    yield "date", parts.iso_date(record)


def _made(record: Record, kind: str) -> Iterator[tuple[str, str]]:
    maker = {"phdthesis": "school", "mastersthesis": "school", "thesis": "school"}.get(kind, "publisher")
    if kind in ("techreport", "report"):
        maker = "institution"
    yield maker, parts.publisher(record)
    yield "address", parts.place(record)
    yield "edition", record.edition or (record.host.edition if record.host else "")
    if record.series:
        first = record.series[0]
        yield "series", first.title
        # In an article "number" is the issue; and some have both.
        own = record.host is None or (kind in ("incollection", "inproceedings") and not record.host.issue)
        yield ("number" if own and kind not in ("techreport", "report") else "seriesnumber"), first.number
    if kind in ("techreport", "report", "patent"):
        yield "number", next((i.value for i in record.identifiers if i.scheme in ("report", "patent")), "")
    if record.publication_types:
        # Styles print it of theses and reports.
        printed = kind.endswith(("thesis", "report"))
        yield "type", record.publication_types[0] if printed else "; ".join(record.publication_types)
    yield "version", record.version
    if record.host is None:
        yield "pagetotal", record.extent_pages


def _numbers(record: Record) -> Iterator[tuple[str, str]]:
    yield "isbn", " ".join(parts.identifiers(record, "isbn"))
    yield "issn", ", ".join(parts.identifiers(record, "issn"))
    for scheme in ("doi", "pmid", "pmcid"):
        yield scheme, parts.first(record, scheme)
    for scheme, kind in (("arxiv", "arXiv"), ("handle", "hdl")):
        if number := parts.first(record, scheme):
            yield "eprint", number
            yield "archiveprefix", kind
            break
    # BibTeX has one address; further ones as BibDesk writes them.
    addresses = sorted(parts.addresses(record), key=lambda a: not a[1])
    yield from (("url" if not n else f"bdsk-url-{n}", url) for n, (url, _) in enumerate(addresses))


_ROLES = frozenset({"edt", "edc", "com", "red", *_ROLE_FIELDS})
_SCHEMES = frozenset({"doi", "isbn", "issn", "pmid", "pmcid", "arxiv", "handle", "report", "patent"})


def _rest(record: Record) -> Iterator[tuple[str, str]]:
    """Fields that styles pass over: Web of Science's names where it has one."""
    # Styles print "note": what is said of an article (its copyright, its day online) is not meant for a bibliography.
    notes = [*record.notes, *(Note(text=line) for line in labelled_notes.others(record, _ROLES))]
    notes += (Note(text=line) for line in labelled_notes.numbers(record, _SCHEMES))
    notes += (Note(text=line) for line in labelled_notes.series(record))
    notes += (Note(text=f"Collection: {c}") for c in record.collections)
    events = [n.text for n in notes if n.kind == "event"]
    yield "eventtitle", events[0] if events else ""
    said = [n.text for n in notes if n.kind != "event" or n.text not in events[:1]]
    yield "annote", "\n".join(said) if record.host else ""
    yield "note", "\n".join(said) if not record.host else ""
    yield "affiliation", "; ".join(author_addresses.lines(record.contributors))
    yield (
        "orcid-numbers",
        "; ".join(
            f"{c.name}/{i.value}"
            for c in record.contributors
            for i in c.identifiers
            if i.scheme == "orcid" and i.valid
        ),
    )
    yield "funding", "\n".join(t.removeprefix("Funding: ") for t in labelled_notes.funding(record))
    yield "license", "\n".join(t.removeprefix("Licence: ") for t in labelled_notes.licences(record))
    yield "unique-id", record.local_id if record.local_id and record.local_id != key(record) else ""
    yield "library", "; ".join(h.call_number for h in record.holdings if h.call_number)
    yield "cited-references", "\n".join(map(labelled_notes.reference_text, record.references))


def _value(name: str, text: str) -> str:
    if name == "month":
        return text
    if name in _NAMES or name in _ROLE_FIELDS.values():
        return "{" + text + "}"
    if name in _VERBATIM or name.startswith("bdsk-url-"):
        return "{" + _SPACE.sub(lambda m: "".join(f"%{b:02X}" for b in m[0].encode()), text) + "}"
    if name in _TITLES:
        return "{" + _protected(text) + "}"
    if name in ("pages", "date") and "{" not in text and "\\" not in text:
        return "{" + text + "}"
    found = "\n    ".join(map(escaped, text.split("\n"))) if "\n" in text else escaped(text)
    return "{" + found + "}" if found else ""


def _protected(title: str) -> str:
    """The title with braces around what a style must not put in small letters.

    Words with a capital inside always; words that begin with one when the title is no title in capitals throughout.
    """
    words = title.split()
    long_words = [w for w in words[1:] if len(w) > 3 and w[0].isalpha()]
    names = sum(w[0].isupper() for w in long_words) * 2 <= len(long_words)
    found = []
    first = True  # of the title, or after a sign that ends a sentence
    for word in words:
        # Most words are in small letters: one look is enough.
        if word.islower():
            found.append(escaped(word))
        else:
            keep = word[1:] != word[1:].lower() or (names and word[:1].isupper() and not first)
            core = word.rstrip(".,:;?!") if keep else ""
            found.append("{" + escaped(core) + "}" + word[len(core) :] if core else escaped(word))
        first = word[-1] in ":?!."
    return " ".join(found)

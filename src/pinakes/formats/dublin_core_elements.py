"""What each element of Dublin Core, simple and qualified, says of a record."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from msgspec import structs

from pinakes.formats import article_parts, described, described_types
from pinakes.formats.described import Described
from pinakes.formats.issue_dates import issue_date
from pinakes.formats.marc.punctuation import name
from pinakes.records import languages, relators
from pinakes.records.dates import PublicationDate
from pinakes.records.record import (
    Abstract,
    Classification,
    ContentsEntry,
    Funding,
    HostItem,
    Licence,
    NoteKind,
    Publication,
    Relation,
    RelationKind,
    Series,
    Subject,
    SubjectKind,
    TitleVariant,
)
from pinakes.records.vocabularies import load


class Element(NamedTuple):
    """One element: its name without prefix, text, language and encoding scheme."""

    name: str
    text: str
    language: str = ""
    scheme: str = ""


Handler = Callable[[Described, Element], None]
_ROLE = re.compile(r"^(.*\S)\s+[\[(]([^\[\]()]{2,40})[\])]\.?$")
_EU_CLASS = re.compile(
    r"^(?:info:eu-repo/classification/)?(ddc|udc|lcc|msc|jel|acm|rvk|bkl)[/:](?:\w+[:/])?(\S.*)$",
    re.IGNORECASE,
)
_YEARS = re.compile(r",?\s*\(?(\d{4}\s?-\s?(?:\d{4})?)\)?\.?$")
_GRANT = re.compile(r"^info:eu-repo/grantAgreement/([^/]+)/([^/]*)/([^/]+)")
_SCHEMES = {
    "lcsh": "lcsh",
    "mesh": "mesh",
    "gnd": "gnd",
    "swd": "gnd",
    "rameau": "rameau",
    "fast": "fast",
    "aat": "aat",
}
_CLASSES = {"ddc": "ddc", "lcc": "lcc", "udc": "udc", "rvk": "rvk", "msc": "msc", "nlm": "nlm"}
_OPEN = re.compile(r"open\s?access|openAccess", re.IGNORECASE)
_CLOSED = re.compile(r"(?:closed|restricted|embargoed)\s?access", re.IGNORECASE)
_PERIOD = re.compile(r"\d{3,4}|century|jahrhundert|siècle|\bBC\b|name=.*start=", re.IGNORECASE)
_BOX = re.compile(r"(north|south|east|west)limit\s*=\s*(-?\d+(?:\.\d+)?)", re.IGNORECASE)
_RELATIONS: dict[str, RelationKind] = {
    "hasPart": "part", "isVersionOf": "other-edition", "hasVersion": "other-edition", "isFormatOf": "other-format",
    "hasFormat": "other-format", "replaces": "earlier", "isReplacedBy": "later", "requires": "related",
    "isRequiredBy": "related", "references": "cites", "isReferencedBy": "related", "conformsTo": "related",
    "relation": "related", "source": "original",
}  # fmt: skip
# element.qualifier of DSpace → name of the DCMI term.
_DSPACE = {
    "contributor.author": "creator", "contributor.editor": "contributor", "contributor.advisor": "advisor",
    "contributor.": "contributor", "creator.": "creator", "title.": "title", "title.alternative": "alternative",
    "date.issued": "issued", "date.available": "available", "date.accessioned": "", "date.created": "created",
    "description.abstract": "abstract", "description.": "description", "description.provenance": "",
    "description.tableofcontents": "tableOfContents", "identifier.citation": "bibliographicCitation",
    "relation.ispartof": "isPartOf", "relation.ispartofseries": "series", "relation.uri": "relation",
    "format.extent": "extent", "format.medium": "medium", "coverage.spatial": "spatial",
    "coverage.temporal": "temporal",
    "rights.license": "license", "rights.uri": "license", "language.iso": "language",
}  # fmt: skip


def of_dspace(element: str, qualifier: str) -> str:
    """The DCMI term for a field of DSpace; "" for fields about the repository's own work."""
    return _DSPACE.get(f"{element}.{qualifier}", element)


def _title(draft: Described, element: Element) -> None:
    if not draft.title:
        draft.title = element.text
        draft.title_language = languages.code(element.language)
        return
    language = languages.code(element.language)
    kind = "parallel" if language and language != draft.title_language else "variant"
    draft.titles.append(TitleVariant(title=element.text, kind=kind, language=language))  # type: ignore[arg-type]


def _alternative(draft: Described, element: Element) -> None:
    draft.titles.append(TitleVariant(title=element.text, language=languages.code(element.language)))


def _agent(role: str) -> Handler:
    def read(draft: Described, element: Element) -> None:
        text, own = element.text, role
        orcid = ""
        if match := re.search(
            r"[;,]?\s*(?:https?://orcid\.org/|orcid:?\s*)([\dXx-]{19})\s*$", text, re.IGNORECASE
        ):
            orcid, text = match[1], text[: match.start()]
        if (match := _ROLE.match(text)) and (code := relators.code(match[2])):
            text, own = match[1], code
        years = _YEARS.search(text)
        text = text[: years.start()] if years else text
        found = article_parts.full_name(name(text), own, orcid=orcid) if len(text) < 300 else None
        if found is not None and years:
            found = structs.replace(found, dates=years[1].replace(" ", ""))
        if found is not None and role == "aut":
            found = structs.replace(found, primary=True)
        if found is not None:
            draft.contributors.append(found)

    return read


def _subject(kind: SubjectKind = "topic") -> Handler:
    def read(draft: Described, element: Element) -> None:
        if (found := _class(element)) is not None:
            draft.classifications.append(found)
            return
        texts = [element.text]
        if ";" in element.text and "&" not in element.text:
            texts = [part.strip() for part in element.text.split(";")]
        language = languages.code(element.language)
        scheme = _SCHEMES.get(element.scheme.lower(), "")
        for text in texts:
            if parts := tuple(p for piece in re.split(r"\s+--\s+", text) if (p := piece.strip())):
                draft.subjects.append(Subject(parts=parts, kind=kind, scheme=scheme, language=language))

    return read


def _class(element: Element) -> Classification | None:
    scheme = _CLASSES.get(element.scheme.lower(), "")
    if scheme:
        return Classification(scheme=scheme, number=element.text)
    match = _EU_CLASS.match(element.text)
    return Classification(scheme=match[1].lower(), number=match[2]) if match else None


def _abstract(draft: Described, element: Element) -> None:
    draft.abstracts.append(Abstract(text=element.text, language=languages.code(element.language)))


def _description(draft: Described, element: Element) -> None:
    """Repositories put abstracts here; a short line is a note."""
    if len(element.text) < 60:
        draft.note(element.text)
    else:
        _abstract(draft, element)


def _publisher(draft: Described, element: Element) -> None:
    draft.publications.append(Publication(publishers=(element.text,)))


def _date(draft: Described, element: Element) -> None:
    if not element.text.startswith("info:eu-repo/date"):
        draft.dates.append((element.name, element.text))


_ORDER = (
    "issued",
    "dateCopyrighted",
    "created",
    "date",
    "dateAccepted",
    "dateSubmitted",
    "available",
    "valid",
)


def dated(draft: Described) -> None:
    """The date of publication out of all dates: by kind, and days before moments of a system's clock."""
    found = sorted(draft.dates, key=lambda d: (_ORDER.index(d[0]) if d[0] in _ORDER else 99, "T" in d[1]))
    for kind, text in found:
        if (date := date_of(text)) is not None:
            draft.date = date
            if kind != "issued" and all(k == "date" for k, _ in found) and len(found) > 1:
                plain = [t for _, t in found if "T" not in t]
                draft.date = date_of(max(plain, key=len)) if plain and plain[0][:4] == text[:4] else date
            return


def date_of(text: str) -> PublicationDate | None:
    """A date by W3CDTF, a period of DCMI ("start=1999; end=2003"), an interval, or as printed."""
    period = dict(re.findall(r"(start|end)\s*=\s*(\d{4})", text))
    if period:
        text = "-".join(filter(None, (period.get("start", ""), period.get("end", ""))))
    if match := re.fullmatch(r"(\d{4})(?:-\d\d){0,2}/(\d{4})?(?:-\d\d){0,2}", text):
        text = f"{match[1]}-{match[2] or ''}"
    return article_parts.day(text) or issue_date(text)


def _type(draft: Described, element: Element) -> None:
    found = described_types.codes(element.text)
    draft.formats += found
    # A word of DCMI's list, or the label of a kind, says no more than the code.
    if (
        not element.text.startswith(("http", "info:"))
        and element.text != "Text"
        and (element.text not in load("formats").values())
    ):
        draft.types.append(element.text)


def _format(draft: Described, element: Element) -> None:
    """Extent; a media type says something of the links only."""
    if not re.fullmatch(r"(?:application|text|image|audio|video|multipart|model)/[\w.+-]+", element.text):
        draft.physical.append(element.text)


def _identifier(draft: Described, element: Element) -> None:
    host = described.host_of_citation(element.text)
    if host is not None and draft.host is None:
        draft.host = host
        return
    draft.any_number(element.text)


def _citation(draft: Described, element: Element) -> None:
    host = described.host_of_citation(element.text)
    if host is None:
        draft.note(element.text, "citation")
    elif draft.host is None or not draft.host.volume:
        numbers = draft.host.identifiers if draft.host is not None else ()
        draft.host = structs.replace(host, identifiers=numbers)


def _source(draft: Described, element: Element) -> None:
    """The journal with volume and pages, or its ISSN; else the work that this one comes from."""
    number = described.told(element.text)
    if number is not None and number.scheme in ("issn", "isbn"):
        known = draft.host or HostItem(title="")
        if number not in known.identifiers:
            draft.host = structs.replace(known, identifiers=(*known.identifiers, number))
        return
    found = described.host_of_citation(element.text)
    if found is None:
        _relation(draft, element)
    elif draft.host is None or not draft.host.title:
        draft.host = structs.replace(found, identifiers=draft.host.identifiers if draft.host else ())


def _part_of(draft: Described, element: Element) -> None:
    number = described.told(element.text)
    known = draft.host or HostItem(title="")
    if number is not None and number.scheme in ("issn", "isbn"):
        if number not in known.identifiers:
            draft.host = structs.replace(known, identifiers=(*known.identifiers, number))
    elif number is not None and number.scheme != "local":
        draft.relations.append(Relation(kind="host", identifiers=(number,)))
    elif not known.title:
        found = described.host_of_citation(element.text) or HostItem(title=element.text)
        draft.host = structs.replace(found, identifiers=known.identifiers)
    elif known.title != element.text:
        draft.relations.append(Relation(kind="host", title=element.text))


def _relation(draft: Described, element: Element) -> None:
    if grant := _GRANT.match(element.text):
        draft.funding.append(Funding(funder=" ".join(filter(None, (grant[1], grant[2]))), award=grant[3]))
        return
    number = described.told(element.text)
    if (
        element.name == "relation"
        and re.search(r"\.pdf$|/view/|/download/", element.text)
        and number is not None
    ):
        draft.link(element.text)
        return
    kind = _RELATIONS.get(element.name, "related")
    if number is not None and number.scheme != "local":
        draft.relations.append(Relation(kind=kind, identifiers=(number,)))
    else:
        draft.relations.append(Relation(kind=kind, title=element.text))


def _series(draft: Described, element: Element) -> None:
    title, _, number = element.text.partition(";")
    draft.series.append(Series(title=title.strip(), number=number.strip()))


def _coverage(draft: Described, element: Element) -> None:
    box = {edge.lower(): value for edge, value in _BOX.findall(element.text)}
    if len(box) == 4:
        draft.coordinates.append(f"{box['west']} {box['east']} {box['north']} {box['south']}")
        return
    kind: SubjectKind = "period" if element.name == "temporal" or _PERIOD.search(element.text) else "place"
    if element.name == "spatial":
        kind = "place"
    limits = re.findall(r"(?:start|end)\s*=\s*(\d{4})", element.text)
    text = "-".join(limits) if limits else element.text
    draft.subjects.append(Subject(parts=(text,), kind=kind, scheme=_SCHEMES.get(element.scheme.lower(), "")))


def _rights(draft: Described, element: Element) -> None:
    if _CLOSED.search(element.text):
        draft.open_access = draft.open_access or False
    elif _OPEN.search(element.text):
        draft.open_access = True
    if element.text.startswith("info:eu-repo/semantics/"):
        return
    found = article_parts.licence(element.text)
    if found.url or element.text[:2].lower() == "cc":
        draft.licences.append(found)
    elif element.name == "license":
        draft.licences.append(Licence(name=element.text))
    else:
        draft.note(element.text, "use")


def _note(kind: NoteKind) -> Handler:
    def read(draft: Described, element: Element) -> None:
        draft.note(element.text, kind)

    return read


def _contents(draft: Described, element: Element) -> None:
    for line in re.split(r"\s+--\s+", element.text):
        title, _, maker = line.partition(" / ")
        draft.contents.append(ContentsEntry(title=title.strip(), responsibility=maker.strip()))


def _language(draft: Described, element: Element) -> None:
    for word in re.split(r"[;,]\s*", element.text):
        draft.language(word)


HANDLERS: dict[str, Handler] = {
    "title": _title, "alternative": _alternative, "creator": _agent("aut"), "contributor": _agent(""),
    "advisor": _agent("ths"), "rightsHolder": _agent("cph"), "subject": _subject(), "description": _description,
    "abstract": _abstract, "tableOfContents": _contents, "publisher": _publisher, "type": _type, "format": _format,
    "extent": _format, "medium": _format, "identifier": _identifier, "bibliographicCitation": _citation,
    "source": _source, "isPartOf": _part_of, "language": _language, "coverage": _coverage, "spatial": _coverage,
    "temporal": _coverage, "rights": _rights, "license": _rights, "accessRights": _rights, "series": _series,
    "provenance": _note("provenance"), "audience": _note("audience"), "educationLevel": _note("audience"),
    "accrualPeriodicity": _note("frequency"),
    **dict.fromkeys((*_ORDER,), _date),
    **dict.fromkeys((k for k in _RELATIONS if k != "source"), _relation),
}  # fmt: skip

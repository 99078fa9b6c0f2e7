"""Dublin Core written: each value in the element that DCMI has for it, simple or qualified."""

from __future__ import annotations

from collections.abc import Iterator

from pinakes.formats import citation_parts as parts
from pinakes.formats.identifier_links import doi_of_address
from pinakes.formats.marc.linking import Part, part_statement
from pinakes.formats.mods_xml import one_line
from pinakes.formats.page_ranges import Pages
from pinakes.records import languages, relators
from pinakes.records.labels import format_label
from pinakes.records.record import Contributor, Identifier, Record

_URIS = {
    "doi": "https://doi.org/", "handle": "https://hdl.handle.net/", "isbn": "urn:isbn:", "issn": "urn:issn:",
    "pmid": "pmid:", "pmcid": "pmcid:", "oclc": "info:oclcnum/", "lccn": "info:lccn/", "arxiv": "arxiv:",
}  # fmt: skip
_DCMI = {
    "Image": "StillImage", "Photograph": "StillImage", "Slide": "StillImage", "Map": "StillImage",
    "Video": "MovingImage",
    "SoundRecording": "Sound", "Music": "Sound", "AudioBook": "Sound", "DataSet": "Dataset", "Database": "Dataset",
    "Software": "Software", "Game": "InteractiveResource", "Website": "InteractiveResource",
    "Object": "PhysicalObject",
    "Globe": "PhysicalObject", "Archive": "Collection", "Kit": "Collection",
}  # fmt: skip
_TIES = {
    "part": "hasPart", "other-edition": "isVersionOf", "other-format": "hasFormat", "earlier": "replaces",
    "later": "isReplacedBy", "cites": "references", "host": "isPartOf", "original": "source",
}  # fmt: skip
_CLASSES = {"ddc": "DDC", "lcc": "LCC", "udc": "UDC", "nlm": "NLM"}
_HEADINGS = {"lcsh": "LCSH", "mesh": "MESH"}

Pair = tuple[str, str, str, str]
"""(element, text, language, encoding scheme)."""


class Writer:
    """Writes one kind of Dublin Core; ``qualified`` uses the terms, else their elements."""

    def __init__(self, *, qualified: bool) -> None:
        self._qualified = qualified
        if qualified:
            self._open = (
                '<dcterms xmlns="http://purl.org/dc/terms/" xmlns:dcterms="http://purl.org/dc/terms/" '
                'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
            )
        else:
            self._open = (
                '<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" '
                'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
                'xsi:schemaLocation="http://www.openarchives.org/OAI/2.0/oai_dc/ '
                'http://www.openarchives.org/OAI/2.0/oai_dc.xsd">'
            )

    def element(self, record: Record) -> str:
        """One record."""
        lines = [self._open]
        seen: set[Pair] = set()
        for name, text, language, scheme in values(record):
            line = one_line(text)
            if not line:
                continue
            shown = name if self._qualified else _SIMPLE.get(name, name)
            key = (shown, line, "", "")
            if key in seen:
                continue
            seen.add(key)
            lines.append(self._line(shown, line, language, scheme))
        return "\n".join([*lines, "</dcterms>" if self._qualified else "</oai_dc:dc>"])

    def _line(self, name: str, text: str, language: str, scheme: str) -> str:
        prefix = "dcterms" if self._qualified else "dc"
        attributes = f' xml:lang="{one_line(language)}"' if language else ""
        if scheme and self._qualified:
            attributes += f' xsi:type="dcterms:{scheme}"'
        return f"  <{prefix}:{name}{attributes}>{text}</{prefix}:{name}>"


_SIMPLE = {
    "alternative": "title", "abstract": "description", "tableOfContents": "description", "issued": "date",
    "extent": "format", "spatial": "coverage", "temporal": "coverage", "bibliographicCitation": "source",
    "isPartOf": "source", "license": "rights", "accessRights": "rights", "provenance": "description",
    "audience": "description", "hasPart": "relation", "isVersionOf": "relation", "hasFormat": "relation",
    "replaces": "relation", "isReplacedBy": "relation", "references": "relation",
}  # fmt: skip


def values(record: Record) -> Iterator[Pair]:
    """Every value of the record under the name of the DCMI term that says most."""
    yield "title", record.full_title, _tag(record.title_language), ""
    for variant in record.titles:
        yield "alternative", variant.title, _tag(variant.language), ""
    authors = parts.authors(record)
    for one in record.contributors:
        name = "creator" if one in authors else "contributor"
        yield name, _agent(one, role=name == "contributor"), "", ""
    yield from _about(record)
    for publication in record.publications:
        for publisher in publication.publishers:
            yield "publisher", publisher, "", ""
    if record.date is not None:
        yield "issued", record.date.edtf.rstrip("~?") or record.date.printed, "", "W3CDTF"
    for code in record.formats:
        if code == "Other":
            continue
        yield "type", format_label(code), "", ""
    for text in record.publication_types:
        yield "type", text, "", ""
    kind = next((_DCMI[c] for c in record.formats if c in _DCMI), "Text")
    yield "type", kind, "", "DCMIType"
    for text in record.physical:
        yield "extent", text, "", ""
    yield from _numbers(record)
    for language in record.languages:
        yield "language", language, "", "ISO639-3"
    yield from _ties(record)
    yield from _use(record)


def _tag(language: str) -> str:
    return languages.two_letter(language) or language


def _agent(one: Contributor, *, role: bool) -> str:
    term = relators.term(one.roles[0]) or one.roles[0] if role and one.roles else ""
    return f"{one.name} ({term})" if term and "(" not in term else one.name


def _about(record: Record) -> Iterator[Pair]:
    for subject in record.subjects:
        name = {"place": "spatial", "period": "temporal"}.get(subject.kind, "subject")
        yield name, " -- ".join(subject.parts), _tag(subject.language), _HEADINGS.get(subject.scheme, "")
    for number in record.classifications:
        known = _CLASSES.get(number.scheme, "")
        yield "subject", f"{number.scheme}:{number.number}", "", known if known == "" else ""
    for abstract in record.abstracts:
        yield "abstract", parts.abstract_text(abstract), _tag(abstract.language), ""
    if record.contents:
        lines = (f"{c.title} / {c.responsibility}" if c.responsibility else c.title for c in record.contents)
        yield "tableOfContents", " -- ".join(lines), "", ""
    for note in record.notes:
        name = {"provenance": "provenance", "audience": "audience", "use": "accessRights"}.get(
            note.kind, "description"
        )
        yield name, note.text, "", ""
    if record.edition:
        yield "description", record.edition, "", ""


def _numbers(record: Record) -> Iterator[Pair]:
    for one in record.identifiers:
        yield "identifier", address(one), "", "URI" if "://" in address(one) else ""
    for link in record.links:
        if not doi_of_address(link.url):
            yield "identifier", link.url, "", "URI"


def address(one: Identifier) -> str:
    """The identifier as an address or with its scheme before it, as readers know it again."""
    if not one.valid:
        return one.value
    return _URIS.get(one.scheme, "") + one.value


def _ties(record: Record) -> Iterator[Pair]:
    if (host := record.host) is not None:
        where = Part(
            volume=host.volume,
            issue=host.issue,
            pages=Pages(first=host.first_page, last=host.last_page, article_number=host.article_number),
            date=str(record.date.year) if record.date is not None and record.date.year else "",
        )
        place = (
            part_statement(where)
            if host.volume or host.issue or host.first_page or host.article_number
            else ""
        )
        if host.article_number and host.first_page:
            place = f"{place}, article {host.article_number}"
        title = host.title or host.abbreviation
        if title and place:
            yield "bibliographicCitation", f"{title}; {place}", "", ""
        elif title:
            yield "isPartOf", title, "", ""
        for one in host.identifiers:
            yield "isPartOf", address(one), "", "URI"
    for series in record.series:
        yield "isPartOf", f"{series.title}; {series.number}" if series.number else series.title, "", ""
    for tie in record.relations:
        text = next((address(i) for i in tie.identifiers if i.valid), "") or tie.title
        yield _TIES.get(tie.kind, "relation"), text, "", ""
    for reference in record.references:
        number = next((address(i) for i in reference.identifiers if i.valid), "")
        yield "references", number or reference.text or reference.title, "", ""


def _use(record: Record) -> Iterator[Pair]:
    for licence in record.licences:
        yield "license", licence.url or licence.name, "", ""
    if record.open_access:
        yield "accessRights", "info:eu-repo/semantics/openAccess", "", ""
    for grant in record.funding:
        if grant.award:
            yield (
                "relation",
                f"info:eu-repo/grantAgreement/{grant.funder.replace('/', ' ')}//{grant.award}",
                "",
                "",
            )
        else:
            yield "contributor", f"{grant.funder} (funder)", "", ""


SIMPLE = Writer(qualified=False)
TERMS = Writer(qualified=True)

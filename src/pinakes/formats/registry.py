"""The formats: the built-in table, loaded lazily, and entry points "pinakes.formats"."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.metadata import entry_points

from pinakes.errors import UnknownFormat
from pinakes.formats.base import Format

# Name → "module:attribute". The order is the order of recognition: the most particular first.
BUILT_IN: dict[str, str] = {
    "pinakes": "pinakes.formats.native:PINAKES",
    "pubmed": "pinakes.formats.pubmed:PUBMED",
    "json-ld": "pinakes.formats.json_ld:JSON_LD",
    "jats": "pinakes.formats.jats:JATS",
    "crossref-xml": "pinakes.formats.crossref_xml:CROSSREF_XML",
    "datacite-xml": "pinakes.formats.datacite:DATACITE_XML",
    "arxiv": "pinakes.formats.arxiv:ARXIV",
    "crossref": "pinakes.formats.crossref:CROSSREF",
    "openalex": "pinakes.formats.openalex:OPENALEX",
    "europepmc": "pinakes.formats.europepmc:EUROPEPMC",
    "datacite": "pinakes.formats.datacite:DATACITE",
    "doaj": "pinakes.formats.doaj:DOAJ",
    "jalc": "pinakes.formats.jalc:JALC",
    "semantic-scholar": "pinakes.formats.semantic_scholar:SEMANTIC_SCHOLAR",
    "pica": "pinakes.formats.pica.formats:PICA",
    "alephseq": "pinakes.formats.aleph.formats:ALEPHSEQ",
    "unimarc": "pinakes.formats.unimarc.formats:UNIMARC",
    "marcxml": "pinakes.formats.marc.formats:MARCXML",
    "marcjson": "pinakes.formats.marc.formats:MARCJSON",
    "csl-json": "pinakes.formats.csl_json:CSL_JSON",
    "marc": "pinakes.formats.marc.formats:MARC",
    "nbib": "pinakes.formats.nbib:NBIB",
    "zotero-rdf": "pinakes.formats.zotero_rdf:ZOTERO_RDF",
    "word": "pinakes.formats.word:WORD",
    "endnote": "pinakes.formats.endnote:ENDNOTE",
    "endnote-tagged": "pinakes.formats.refer:REFER",
    "wos": "pinakes.formats.wos:WOS",
    "wos-tab": "pinakes.formats.wos:WOS_TAB",
    "ovid": "pinakes.formats.ovid:OVID",
    "refworks": "pinakes.formats.refworks:REFWORKS",
    "scopus": "pinakes.formats.scopus:SCOPUS",
    "ris": "pinakes.formats.ris:RIS",
    "bibtex": "pinakes.formats.bibtex:BIBTEX",
    "biblatex": "pinakes.formats.bibtex:BIBLATEX",
    "xlsx": "pinakes.formats.xlsx_table:XLSX",
    "isbd": "pinakes.formats.isbd:ISBD",
    "csv": "pinakes.formats.csv_table:CSV",
    "tsv": "pinakes.formats.csv_table:TSV",
    "mets": "pinakes.formats.mets:METS",
    "lido": "pinakes.formats.lido:LIDO",
    "ead": "pinakes.formats.ead:EAD",
    "mods": "pinakes.formats.mods:MODS",
    "dcterms": "pinakes.formats.dublin_core:TERMS_FORMAT",
    "dc": "pinakes.formats.dublin_core:DUBLIN_CORE",
}


@cache
def _table() -> dict[str, str]:
    return BUILT_IN | {point.name: point.value for point in entry_points(group="pinakes.formats")}


def names() -> tuple[str, ...]:
    """All format names, in order of recognition."""
    return tuple(_table())


@cache
def get(name: str) -> Format:
    """The format of this name. Raises UnknownFormat with the names that exist."""
    try:
        module, _, attribute = _table()[name].partition(":")
    except KeyError:
        raise UnknownFormat(f"There is no format {name!r}. Formats: {', '.join(sorted(_table()))}.") from None
    found = getattr(import_module(module), attribute)
    if not isinstance(found, Format):
        raise UnknownFormat(f"{_table()[name]} is not a Format.")
    return found


def exporters() -> tuple[Format, ...]:
    """The formats that can be written."""
    return tuple(f for name in names() if (f := get(name)).exporter is not None)


def recognise(head: bytes) -> Format:
    """The format of which ``head``, the first bytes of a file, is. Raises UnknownFormat."""
    if not head.strip(b"\x00\x1a \t\r\n\xef\xbb\xbf"):
        raise UnknownFormat("There is nothing in it.")
    for name in names():
        candidate = get(name)
        if candidate.reader is not None and candidate.recognise is not None and candidate.recognise(head):
            return candidate
    shown = head[:40].decode("utf-8", "replace").replace("\n", " ")
    raise UnknownFormat(f"No known format begins like this: {shown!r}. Name the format with --format.")

"""What an OAI-PMH server answers, as values; broken answers are taken apart record by record (OAI-PMH 2.0, 3)."""

from __future__ import annotations

import re

from lxml import etree

from pinakes.errors import SourceError
from pinakes.formats import xml_pieces
from pinakes.records.base import Struct

OAI = "{http://www.openarchives.org/OAI/2.0/}"
_RECORD = re.compile(rb"<((?:[\w.-]+:)?)record(?:\s[^<>]*)?>\s*(?:<!--.*?-->\s*)?<\1header[\s>/]", re.DOTALL)
_END = re.compile(rb"</(?:[\w.-]+:)?(?:ListRecords|GetRecord)\s*>|<(?:[\w.-]+:)?resumptionToken[\s>/]")
_SHOWN = 64 * 1024


class OaiRecord(Struct):
    """A record with its header; of a deleted one there is only the header."""

    identifier: str
    datestamp: str
    sets: tuple[str, ...] = ()
    deleted: bool = False
    metadata: bytes = b""
    """The element within <metadata>, with the namespaces it needs."""


class OaiFailure(Struct):
    """A record that can't be read, or an answer's part that is none."""

    reason: str
    raw: bytes
    identifier: str = ""


class OaiPage(Struct):
    """One answer to ListRecords."""

    records: tuple[OaiRecord | OaiFailure, ...] = ()
    token: str = ""
    """The resumptionToken; empty: the list is complete."""
    complete_size: int = 0
    """completeListSize, 0 when it isn't said."""
    response_date: str = ""
    errors: tuple[tuple[str, str], ...] = ()
    """(code, text) of each error."""


class Identity(Struct):
    """One answer to Identify."""

    name: str
    base_url: str
    granularity: str
    """"YYYY-MM-DD" or "YYYY-MM-DDThh:mm:ssZ"."""
    earliest: str
    deleted: str
    """deletedRecord: "no", "transient" or "persistent"."""


def identity(body: bytes) -> Identity:
    """Raises SourceError when it is no answer to Identify."""
    root = _root(body)
    found = root.find(f"{OAI}Identify") if root is not None else None
    if root is None or found is None:
        errors = _errors(root) if root is not None else ()
        said = f": {errors[0][0]}, {errors[0][1]}" if errors else ""
        raise SourceError(f"The server does not answer Identify as an OAI-PMH repository does{said}.")
    return Identity(
        name=_text(found, "repositoryName"),
        base_url=_text(found, "baseURL"),
        granularity=_text(found, "granularity"),
        earliest=_text(found, "earliestDatestamp"),
        deleted=_text(found, "deletedRecord"),
    )


def prefixes(body: bytes) -> tuple[str, ...]:
    """The metadataPrefixes of an answer to ListMetadataFormats."""
    root = _root(body)
    found = root.iter(f"{OAI}metadataPrefix") if root is not None else ()
    return tuple((e.text or "").strip() for e in found)


def sets(body: bytes) -> tuple[tuple[tuple[str, str], ...], str]:
    """(setSpec, setName) of an answer to ListSets, and its resumptionToken."""
    root = _root(body)
    if root is None:
        return (), ""
    found = tuple((_text(e, "setSpec"), _text(e, "setName")) for e in root.iter(f"{OAI}set"))
    token = root.find(f".//{OAI}resumptionToken")
    return found, ((token.text or "").strip() if token is not None else "")


def page(body: bytes) -> OaiPage:
    """An answer to ListRecords. Raises SourceError when it is none at all."""
    root = _root(body)
    if root is None:
        return _broken_page(body)
    listed = root.find(f"{OAI}ListRecords")
    errors = _errors(root)
    if listed is None and not errors:
        raise SourceError(
            f"The server answered with <{etree.QName(root).localname}>, not with OAI-PMH records."
        )
    token = listed.find(f"{OAI}resumptionToken") if listed is not None else None
    return OaiPage(
        records=tuple(_record(e) for e in listed.iterchildren(f"{OAI}record")) if listed is not None else (),
        token=(token.text or "").strip() if token is not None else "",
        complete_size=_number(token.get("completeListSize", "")) if token is not None else 0,
        response_date=_text(root, "responseDate"),
        errors=errors,
    )


def _record(element: etree._Element) -> OaiRecord | OaiFailure:
    header = element.find(f"{OAI}header")
    identifier = _text(header, "identifier") if header is not None else ""
    if header is None or not identifier:
        return OaiFailure(
            reason="The record has no header with an identifier.", raw=etree.tostring(element)[:_SHOWN]
        )
    deleted = header.get("status") == "deleted"
    metadata = element.find(f"{OAI}metadata")
    inner = next(metadata.iterchildren(etree.Element), None) if metadata is not None else None
    if inner is None and not deleted:
        raw = etree.tostring(element)[:_SHOWN]
        return OaiFailure(
            reason="The record is not deleted, yet has no metadata.", raw=raw, identifier=identifier
        )
    return OaiRecord(
        identifier=identifier,
        datestamp=_text(header, "datestamp"),
        sets=tuple(text for e in header.iterchildren(f"{OAI}setSpec") if (text := (e.text or "").strip())),
        deleted=deleted,
        metadata=b""
        if deleted or inner is None
        else etree.tostring(inner, encoding="utf-8", with_tail=False),
    )


def _broken_page(body: bytes) -> OaiPage:
    """Of an answer that is no XML the records that are, each by itself."""
    text = b"".join(_utf8(body))
    starts = [m.start() for m in _RECORD.finditer(text)]
    if not starts:
        raise SourceError(
            "The server's answer is no XML: " + " ".join(text[:200].decode("utf-8", "replace").split())
        )
    tail = _END.search(text, starts[-1])
    ends = [*starts[1:], tail.start() if tail else len(text)]
    opening = text[: starts[0]]
    records: list[OaiRecord | OaiFailure] = [
        _mended_record(text[start:end], opening) for start, end in zip(starts, ends, strict=True)
    ]
    if tail is None:
        # The end is missing, and with it whatever would say how to go on: to stop here would lose the rest.
        raise SourceError("The server's answer breaks off in the middle.")
    token = re.search(rb"<(?:[\w.-]+:)?resumptionToken([^<>]*)>([^<>]*)<", text[tail.start() :])
    date = re.search(rb"<(?:[\w.-]+:)?responseDate>\s*([^<\s]+)", opening)
    size = re.search(rb'completeListSize\s*=\s*["\'](\d+)', token[1]) if token else None
    return OaiPage(
        records=tuple(records),
        token=_unescaped(token[2]) if token else "",
        complete_size=int(size[1]) if size else 0,
        response_date=date[1].decode() if date else "",
    )


def _mended_record(raw: bytes, opening: bytes) -> OaiRecord | OaiFailure:
    found = re.search(rb"<(?:[\w.-]+:)?identifier>\s*([^<]+?)\s*<", raw)
    identifier = _unescaped(found[1]) if found else ""
    root = re.search(rb"<((?:[\w.-]+:)?OAI-PMH)(\s[^<>]*)?>", opening)
    name, attributes = (
        (root[1], root[2] or b"") if root else (b"OAI-PMH", b' xmlns="' + OAI[1:-1].encode() + b'"')
    )
    piece = b"<" + name + attributes + b">" + raw.rstrip() + b"</" + name + b">"
    repairs: list[str] = []
    mended = xml_pieces.mended(piece, repairs)
    for candidate in (piece, mended) if mended else (piece,):
        try:
            parsed = etree.fromstring(candidate, xml_pieces.parser())
        except etree.XMLSyntaxError as error:
            reason = f"Malformed XML: {(error.msg or 'not well-formed').split(' (<string>')[0]}."
            continue
        return _record(parsed[0])
    return OaiFailure(reason=reason, raw=raw[:_SHOWN], identifier=identifier)


def _root(body: bytes) -> etree._Element | None:
    """The document, or None when it is not well formed."""
    if re.search(rb"<!(?:DOCTYPE|ENTITY)", body[:4096]) and b"<OAI-PMH" not in body[:4096]:
        raise SourceError("The server answered with a page for people, not with OAI-PMH.")
    try:
        return etree.fromstring(body, _whole_parser())
    except (etree.XMLSyntaxError, ValueError):
        return None


def _whole_parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True, collect_ids=False,
    )  # fmt: skip


def _utf8(body: bytes) -> list[bytes]:
    name = xml_pieces.encoding(body[:400])
    return [body if name == "utf-8" else body.decode(name, "replace").encode()]


def _errors(root: etree._Element) -> tuple[tuple[str, str], ...]:
    return tuple(
        (e.get("code", ""), " ".join((e.text or "").split())) for e in root.iterchildren(f"{OAI}error")
    )


def _text(element: etree._Element, name: str) -> str:
    return (element.findtext(f"{OAI}{name}") or "").strip()


def _number(text: str) -> int:
    return int(text) if text.strip().isdecimal() else 0


def _unescaped(text: bytes) -> str:
    try:
        return (etree.fromstring(b"<t>" + text + b"</t>", xml_pieces.parser()).text or "").strip()
    except etree.XMLSyntaxError:
        return text.decode("utf-8", "replace").strip()

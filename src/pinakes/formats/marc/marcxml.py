"""MARCXML: records cut out of collections, OAI-PMH and SRU answers, read and written.

Source: Library of Congress, MARC21slim.xsd 1.1. Namespaces and prefixes are not looked at: files have all kinds.
The usual form of a record, which is simple, is read by one expression that must account for every tag in it; all
else goes through lxml, after what commonly breaks XML was mended.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import BinaryIO

from lxml import etree

from pinakes.errors import ReadError
from pinakes.formats import xml_pieces
from pinakes.formats.marc import encoding
from pinakes.formats.marc.record import DataField, MarcRecord
from pinakes.formats.marc.xml_mending import forbidden, mended

MALFORMED = "The XML is not well-formed ({}); what could be read of it was kept."
LEADER_MISSING = "There was no leader; one for a printed text was put in its place."
LEADER_LENGTH = "The leader had not 24 characters."
BAD_TAG = "Field tag {!r} is malformed."
NO_CODE = "Subfields without a code were read as $a."
_SHOWN_OF_TOO_LONG = 64 * 1024  # what the cutter gives of a record longer than its limit
_DEFAULT_LEADER = "00000nam a2200000   4500"

_ATTRIBUTE = re.compile(r"""([\w.:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_BEGINS = re.compile(rb"<(?:[\w.-]+:)?record\b[^<>]*>\s*<(?:[\w.-]+:)?(?:leader|controlfield|datafield)\b")
_MARC_ELEMENT = re.compile(rb"<(?:[\w.-]+:)?(?:leader|controlfield|datafield)\b")
_OPEN = re.compile(rb"<(?:[\w.-]+:)?record\b")
_CLOSE = re.compile(rb"</(?:[\w.-]+:)?record\s*>")
_ESCAPED = re.compile(rb"&lt;(?:[\w.-]+:)?record\b.*?&lt;/(?:[\w.-]+:)?record\s*&gt;", re.DOTALL)
_ENVELOPE = re.compile(rb"<(?:[\w.-]+:)?(?:metadata|recordData)\b")
_PREFIX = re.compile(rb"<([\w.-]*:?)record\b")
# Neither control characters nor surrogates nor what HTML reads otherwise than XML (128 to 159).
_NO_PLAIN_REFERENCE = re.compile(
    "&(?!(?:amp|lt|gt|quot|apos|#(?:3[2-9]|[4-9][0-9]|1[01][0-9]|1[6-9][0-9]|[2-9][0-9]{2}|[1-9][0-9]{3}|[1-4][0-9]{4})"
    "|#x(?:[2-6][0-9a-f]|(?:00)?[a-f][0-9a-f]|0?[1-9a-f][0-9a-f]{2}|[1-9a-c][0-9a-f]{3}));)",
    re.IGNORECASE,
)


def split(stream: BinaryIO) -> Iterator[bytes]:
    """The bytes of each MARC record in the stream, without the envelope that OAI-PMH or SRU put around it."""
    for piece in xml_pieces.XmlCutter("record").cut(stream):
        if _BEGINS.match(piece):
            yield piece
        elif (found := _within(piece)) is not None:
            yield found


def _within(piece: bytes) -> bytes | None:
    """The MARC record in an envelope; the whole when there is none; None for an envelope's beginning only."""
    element = _MARC_ELEMENT.search(piece)
    if element:
        begin = [found.start() for found in _OPEN.finditer(piece, 0, element.start())][-1]
        if begin == 0:
            return piece
        close = _CLOSE.search(piece, element.start())
        return piece[begin : close.end()] if close else piece[begin:]
    escaped = _ESCAPED.search(piece)
    if escaped:  # SRU: recordPacking=string
        return html.unescape(escaped[0].decode("utf-8", "replace")).encode()
    # What follows such a beginning is a record of the same name, cut out by itself.
    return None if _ENVELOPE.search(piece) and not _CLOSE.search(piece) else piece


def parse(raw: bytes) -> MarcRecord:
    """The record in a piece. Raises ReadError."""
    return _plain(raw) or _by_tree(raw)


@lru_cache(maxsize=8192)
def _attributes(text: str) -> tuple[str, str, str]:
    """(tag, first indicator, second indicator) of what stands in a start tag."""
    found = {name: html.unescape(one or other) for name, one, other in _ATTRIBUTE.findall(text)}
    return found.get("tag", "").strip(), (found.get("ind1") or " ")[0], (found.get("ind2") or " ")[0]


@lru_cache(maxsize=64)
def _tokens(prefix: str) -> re.Pattern[str]:
    """Subfield (code, value, end of its field), data field, control field (attributes, value) and leader."""
    p = re.escape(prefix)
    return re.compile(
        rf"""<{p}(?:subfield code=["']([^"'<>&])["'](?:>([^<]*)</{p}subfield|\s?/)>(?:\s*(</{p}datafield>))?"""
        rf"|datafield ([^<>]*)>"
        rf"|controlfield ([^<>]*)>([^<]*)</{p}controlfield>"
        rf"|leader[^<>]*>([^<]*)</{p}leader>)"
    )


def _plain(raw: bytes) -> MarcRecord | None:
    """A record in the usual form; None when there is anything else in it."""
    named = _PREFIX.match(raw)
    if named is None or forbidden(raw):
        return None
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return None
    references = "&" in text
    if references and _NO_PLAIN_REFERENCE.search(text):
        return None
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    tokens = _tokens(named[1].decode()).findall(text)
    starts, ends = text.count("<"), text.count("</")
    # Each start tag is one of the tokens, or the record's; no more end tags than those.
    if starts - ends != len(tokens) + 1 or ends > len(tokens) + 1 or text[-7:] != "record>":
        return None
    found = _of_tokens(tokens, references)
    return finished(*found, []) if found else None


def _of_tokens(
    tokens: list[tuple[str, ...]], references: bool
) -> tuple[str, list[tuple[str, str]], list[DataField]] | None:
    leader = ""
    control: list[tuple[str, str]] = []
    fields: list[DataField] = []
    subfields: list[tuple[str, str]] = []
    is_open = False
    for code, value, closed, data, attributes, fixed, lead in tokens:
        if code:
            subfields.append((code, html.unescape(value) if references and "&" in value else value))
            if closed:
                is_open = False
        elif data:
            if is_open or data[-1] == "/":
                return None
            is_open = True
            tag, first, second = _attributes(data)
            subfields = []
            fields.append(DataField(tag, first, second, subfields))
        elif attributes:
            control.append((_attributes(attributes)[0], html.unescape(fixed) if "&" in fixed else fixed))
        else:
            leader = leader or lead
    return None if is_open else (leader, control, fields)


def _by_tree(raw: bytes) -> MarcRecord:
    """Any record: by lxml, strictly if it can be, else with what libxml2 recovers."""
    if b"<!DOCTYPE" in raw or b"<!ENTITY" in raw:
        raise ReadError("There is a document type declaration within the record; none is allowed there.")
    if len(raw) > xml_pieces.MAX_RECORD:
        raise ReadError(f"The record is longer than {xml_pieces.MAX_RECORD:,} bytes.")
    repairs: list[str] = []
    source = mended(raw, repairs)
    try:
        root = etree.fromstring(source, xml_pieces.parser())
    except etree.XMLSyntaxError as error:
        if not _CLOSE.search(raw) and len(raw) >= _SHOWN_OF_TOO_LONG:
            raise ReadError(f"The record has no end within {xml_pieces.MAX_RECORD:,} bytes.") from error
        reason = (error.msg or "not well-formed").split(", line ")[0]
        repairs.append(MALFORMED.format(reason))
        root = _recovered(source, reason)
    return _of_tree(root, repairs)


def _recovered(source: bytes, reason: str) -> etree._Element:
    parser = etree.XMLParser(
        encoding="utf-8", recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True, collect_ids=False,
    )  # fmt: skip
    try:
        root = etree.fromstring(source, parser)
    except etree.XMLSyntaxError:
        root = None
    if root is None:
        raise ReadError(f"Malformed XML: {reason}.")
    return root


def _of_tree(root: etree._Element, repairs: list[str]) -> MarcRecord:
    leader = ""
    control: list[tuple[str, str]] = []
    fields: list[DataField] = []
    for element in root.iter("{*}leader", "{*}controlfield", "{*}datafield"):
        name = etree.QName(element).localname
        if name == "leader":
            leader = leader or _text(element)
        elif name == "controlfield":
            control.append((element.get("tag", "").strip(), _text(element)))
        else:
            subfields = [
                (part.get("code", "").strip()[:1], _text(part)) for part in element.iter("{*}subfield")
            ]
            first, second = (element.get("ind1") or " ")[0], (element.get("ind2") or " ")[0]
            fields.append(DataField(element.get("tag", "").strip(), first, second, subfields))
    if not control and not fields and not leader:
        raise ReadError(_no_marc(root))
    return finished(leader, control, fields, repairs)


def _text(element: etree._Element) -> str:
    return (
        element.text or ""
        if not len(element)
        else str(etree.tostring(element, method="text", encoding="unicode", with_tail=False))
    )


def _no_marc(root: etree._Element) -> str:
    for element in root.iter("{*}header"):
        if element.get("status") == "deleted":
            return "The OAI-PMH server says that this record is deleted; there is no MARC in it."
    for element in root.iter("{*}metadata", "{*}recordData"):
        if len(element):
            return f"This is no MARC but {etree.QName(element[0]).localname}."
    return "There are no MARC fields in it."


def finished(
    leader: str, control: list[tuple[str, str]], fields: list[DataField], repairs: list[str]
) -> MarcRecord:
    """The record with a leader of 24 characters, control fields apart from the others, and sound tags and codes."""
    for number, (tag, value) in enumerate(control):
        if "\n" in value:
            control[number] = (tag, value := value.strip())
        if not "000" < tag < "010" or len(tag) != 3:
            return finished(*_rearranged(leader, control, fields, repairs))
    sound = True
    for field in fields:
        if len(field.tag) != 3 or "000" <= field.tag < "010" or not field.subfields:
            return finished(*_rearranged(leader, control, fields, repairs))
        for code, _ in field.subfields:
            if not code:
                sound = False
    if not sound:
        repairs.append(NO_CODE)
        for field in fields:
            field.subfields = [(code or "a", value) for code, value in field.subfields]
    if len(leader) != 24:
        leader = _leader(leader, repairs)
    if not control and not fields:
        raise ReadError("There are no fields in it.")
    return MarcRecord(leader, control, fields, repairs)


def _leader(leader: str, repairs: list[str]) -> str:
    kept = leader.strip("\r\n\t")
    if not kept.strip():
        repairs.append(LEADER_MISSING)
        return _DEFAULT_LEADER
    if len(kept) != 24:
        repairs.append(LEADER_LENGTH)
        if kept.lstrip()[0].isalpha():  # the length, which comes first, was left out or cut
            kept = "     " + kept.lstrip()
    return kept[:24].ljust(24)


def _rearranged(
    leader: str, control: list[tuple[str, str]], fields: list[DataField], repairs: list[str]
) -> tuple[str, list[tuple[str, str]], list[DataField], list[str]]:
    """Control fields that are none and data fields that are, each in its place; malformed tags mended or left out."""
    right: list[tuple[str, str]] = []
    data: list[DataField] = []
    for tag, value in control:
        if tag in ("LDR", "000"):
            leader = leader or value
        elif "000" < (mended_tag := _tag(tag, repairs)) < "010":
            right.append((mended_tag, value))
        elif mended_tag and value.strip():
            data.append(DataField(mended_tag, " ", " ", [("a", value)]))
    for field in fields:
        field.tag = _tag(field.tag, repairs)
        if "000" < field.tag < "010":
            right.append((field.tag, " ".join(value for _, value in field.subfields)))
        elif field.tag > "000" and field.subfields:
            data.append(field)
    return leader, right, data, repairs


def _tag(tag: str, repairs: list[str]) -> str:
    if len(tag) == 3:
        return tag
    repairs.append(BAD_TAG.format(tag))
    return tag.rjust(3, "0") if 0 < len(tag) < 3 else ""


_LEADER_PATTERN = "[0-9 ]{5}[0-9A-Za-z ][0-9A-Za-z][0-9A-Za-z ]{3}22[0-9 ]{5}[0-9A-Za-z ]{3}4500"
_CODES = frozenset(
    "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ!\"#$%&'()*+,-./:;<=>?{}_^`~[]\\"
)
_INDICATORS = frozenset("0123456789abcdefghijklmnopqrstuvwxyz")
_HEAD = (
    b'<?xml version="1.0" encoding="UTF-8"?>\n<collection xmlns="http://www.loc.gov/MARC21/slim" '
    b'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://www.loc.gov/MARC21/slim '
    b'http://www.loc.gov/standards/marcxml/schema/MARC21slim.xsd">\n'
)


def write(records: Iterable[MarcRecord], out: BinaryIO) -> None:
    """A collection that is valid by MARC21slim.xsd."""
    out.write(_HEAD)
    for marc in records:
        out.write(element(marc).encode() + b"\n")
    out.write(b"</collection>\n")


def element(marc: MarcRecord, *, namespace: bool = False) -> str:
    """The record as one element, with its namespace when it is to stand alone."""
    lines = [
        '<record xmlns="http://www.loc.gov/MARC21/slim">' if namespace else "<record>",
        f"  <leader>{_valid_leader(marc)}</leader>",
    ]
    data: list[str] = []
    for tag, value in marc.control:
        name = encoding.tag(tag)
        if "000" < name < "010":
            lines.append(f'  <controlfield tag="{name}">{_escaped(value)}</controlfield>')
        else:
            data.append(_datafield(DataField(name, " ", " ", [("a", value)])))
    data += [_datafield(field) for field in marc.fields if field.subfields]
    return "\n".join([*lines, *data, "</record>"])


def _datafield(field: DataField) -> str:
    tag = encoding.tag(field.tag)
    if not (tag.isdigit() or tag == tag.upper() or tag == tag.lower()):
        tag = tag.upper()
    if tag.startswith("00"):  # a control field's
        tag = f"9{tag[1:]}"
    first, second = (i if i in _INDICATORS else " " for i in (field.ind1, field.ind2))
    parts = [f'  <datafield tag="{tag}" ind1="{first}" ind2="{second}">']
    for code, value in field.subfields:
        name = _escaped(code, '"') if code in _CODES else "a"
        parts.append(f'    <subfield code="{name}">{_escaped(value)}</subfield>')
    parts.append("  </datafield>")
    return "\n".join(parts)


def _valid_leader(marc: MarcRecord) -> str:
    leader = encoding.leader(marc)
    if re.fullmatch(_LEADER_PATTERN, leader):
        return leader
    kept = re.sub("[^0-9A-Za-z ]", " ", leader)
    return kept if kept[6] != " " else f"{kept[:6]}a{kept[7:]}"


def _escaped(value: str, quote: str = "") -> str:
    text = encoding.text(value).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if "\r" in text:
        text = text.replace("\r", "&#13;")
    if "\ufffe" in text or "\uffff" in text:
        text = text.replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")
    return text.replace(quote, "&quot;") if quote else text

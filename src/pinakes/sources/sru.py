"""A search by SRU 1.1, 1.2 or 2.0 (Library of Congress; OASIS searchRetrieve 1.0, part 3)."""

from __future__ import annotations

from lxml import etree

from pinakes.errors import SourceError
from pinakes.formats import xml_pieces
from pinakes.sources.paging import Request, ResultPage
from pinakes.sources.settings import SruSource

MAXIMUM_RECORDS = 100


class Sru:
    """How an SRU server is asked. It can't be asked for changes: each harvest takes everything."""

    source, rate, changes = "local", 2.0, False

    def __init__(self, settings: SruSource) -> None:
        self._settings = settings
        self.format = settings.format

    def first(self, since: str) -> Request:
        version = self._settings.version
        params = {
            "query": self._settings.query,
            "recordSchema": self._settings.schema,
            "maximumRecords": str(MAXIMUM_RECORDS),
            "startRecord": "1",
        }
        if version != "2.0":  # which has neither of them
            params |= {"version": version, "operation": "searchRetrieve"}
        return Request(url=self._settings.url, params=params)

    def page(self, body: bytes, asked: Request) -> ResultPage:
        try:
            root = etree.fromstring(body, xml_pieces.parser())
        except etree.XMLSyntaxError as error:
            raise SourceError(f"{asked.url} does not answer in XML: {error.msg}.") from error
        if etree.QName(root).localname != "searchRetrieveResponse":
            raise SourceError(
                f"{asked.url} answers with <{etree.QName(root).localname}>, not as an SRU server does."
            )
        records = tuple(self._records(root))
        if not records and (said := _diagnostic(root)):
            raise SourceError(f"{asked.url} says: {said}.")
        total, start = _number(root, "numberOfRecords"), int(asked.params["startRecord"])
        following = None
        if records and (after := _number(root, "nextRecordPosition") or start + len(records)) <= total:
            if after <= start:
                raise SourceError(f"{asked.url} goes backwards: after record {start} comes {after}.")
            following = Request(url=asked.url, params=asked.params | {"startRecord": str(after)})
        return ResultPage(records=records, total=total, following=following)

    def _records(self, root: etree._Element) -> list[bytes]:
        found = []
        for data in root.iterfind("{*}records/{*}record/{*}recordData"):
            inner = next(data.iterchildren(etree.Element), None)
            if inner is not None:
                found.append(etree.tostring(inner, encoding="utf-8", with_tail=False))
            elif (data.text or "").strip():  # recordPacking "string": the record escaped as text
                found.append((data.text or "").strip().encode())
        return found


def _number(root: etree._Element, name: str) -> int:
    text = (root.findtext(f"{{*}}{name}") or "").strip()
    return int(text) if text.isdecimal() else 0


def _diagnostic(root: etree._Element) -> str:
    """What a diagnostic says, in one line; "" when there is none."""
    found = next(root.iterfind("{*}diagnostics/{*}diagnostic"), None)
    if found is None:
        return ""
    parts = (found.findtext(f"{{*}}{n}") or "" for n in ("message", "details", "uri"))
    return ", ".join(" ".join(p.split()) for p in parts if p.strip())

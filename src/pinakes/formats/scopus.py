"""Scopus' CSV export, in its older and newer form.

Source: Elsevier, Scopus support centre, "What are the fields in a CSV export".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from pinakes.formats import delimited_text, labelled_notes, medline_terms, text_lines
from pinakes.formats.base import Format
from pinakes.formats.reference_draft import Draft
from pinakes.records.record import Funding, Record, TitleVariant

_FORMATS: dict[str, tuple[str, ...]] = {
    "conference paper": ("ConferencePaper",), "book chapter": ("Chapter",), "book": ("Book",),
    "conference review": ("ConferenceProceedings",), "report": ("Report",), "data paper": ("Article",),
    "business article": ("Article",), "abstract report": ("Article",), "preprint": ("Preprint",),
}  # fmt: skip
_FULL_NAME = re.compile(r"(.+?)\s*\(\d+\)")
_GRANT = re.compile(r"(.+?)(?:,\s*([A-Z0-9][\w./-]*\d[\w./-]*))?", re.DOTALL)
_TRANSLATED = re.compile(r"(.*\S)\s*\[(.+)\]", re.DOTALL)

_NOTHING = frozenset({"[No author name available]", "[No author id available]", "n/a"})


class ScopusReader:
    """Reads rows."""

    def split(self, stream: BinaryIO) -> Iterator[bytes]:
        yield from delimited_text.rows(stream)

    def parse(self, raw: bytes) -> Record:
        repairs: list[str] = []
        header, cells = delimited_text.cells(raw, repairs)
        names = (name.casefold() for name in delimited_text.names(header))
        return _record(
            {
                n: v
                for n, c in zip(names, cells, strict=False)
                if (v := " ".join(c.split())) and v not in _NOTHING
            },
            repairs,
        )


def _record(row: dict[str, str], repairs: list[str]) -> Record:
    def get(*names: str) -> str:
        return next((value for name in names if (value := row.get(name, ""))), "")

    kind = get("document type")
    draft = Draft(local_id=get("eid"), types=[kind])
    draft.formats = _FORMATS.get(
        kind.casefold(), tuple(dict.fromkeys((*medline_terms.formats((kind,)), "Article")))
    )
    draft.title = get("title", "document title", "titles")
    if translated := _TRANSLATED.fullmatch(draft.title):
        draft.title = translated[1]
        draft.titles.append(TitleVariant(title=translated[2], kind="translated"))
    _people(draft, get("author full names"), get("authors"), get("editors"))
    draft.addresses += _addresses(get("authors with affiliations"), draft)
    _source(draft, row)
    for name, scheme in (("doi", "doi"), ("pubmed id", "pmid"), ("issn", "issn"), ("isbn", "isbn")):
        if text := get(name):
            draft.numbers.append((scheme, _spaced_issns(text) if scheme == "issn" else text))
    _texts(draft, row)
    if link := get("link"):
        draft.urls.append((link, "other"))
    return draft.record(repairs)


def _texts(draft: Draft, row: dict[str, str]) -> None:
    if (abstract := row.get("abstract", "")) and abstract.casefold() != "[no abstract available]":
        draft.add_abstract(re.sub(r"^©\s?\d{4}[^.]{0,120}\.\s*", "", abstract))
    for name in ("author keywords", "index keywords"):
        draft.keywords += row.get(name, "").split("; ")
    draft.languages += row.get("language of original document", "").split("; ")
    draft.references += [labelled_notes.reference(t) for t in row.get("references", "").split("; ") if t]
    for grant in row.get("funding details", "").split("; "):
        if found := _GRANT.fullmatch(grant.strip()):
            draft.funding.append(Funding(funder=found[1].strip(" ,"), award=found[2] or ""))
    draft.add_note(row.get("funding texts", "") or row.get("funding text 1", ""), "funding")
    if "open access" in row.get("open access", "").casefold():
        draft.open_access = True
    for name in ("affiliations", "chemicals/cas", "tradenames", "correspondence address"):
        draft.other.append(row.get(name, ""))


def _people(draft: Draft, full: str, short: str, editors: str) -> None:
    names = [m[1] if (m := _FULL_NAME.fullmatch(n.strip())) else n for n in full.split("; ") if n.strip()]
    if not names:
        # Older exports: "Rigby A.L., Berg J." — a comma after the initials ends a name.
        names = short.split("; ") if ";" in short else re.split(r"(?<=\.),\s+", short)
        names = [re.sub(r"^([^,]+?),?\s+((?:[^\W\d_]\.[\s-]?)+)$", r"\1, \2", n.strip()) for n in names]
    for name in names:
        draft.add_people(name, "aut")
    for name in editors.split("; ") if ";" in editors else re.split(r"(?<=\.),\s+", editors):
        draft.add_people(re.sub(r"^([^,]+?),?\s+((?:[^\W\d_]\.[\s-]?)+)$", r"\1, \2", name.strip()), "edt")


def _addresses(text: str, draft: Draft) -> list[str]:
    """ "Rigby A.L., Lung Unit, Sydney; Berg J., …": in the order of the authors."""
    entries = [e for e in text.split("; ") if e]
    if not entries or len(entries) != sum("aut" in c.roles for c in draft.people):
        return []
    found = []
    for one, entry in zip(draft.people, entries, strict=False):
        _, _, address = entry.partition("., ")
        if address:
            found.append(f"[{one.name}] {address}")
    return found


def _source(draft: Draft, row: dict[str, str]) -> None:
    title = row.get("source title", "")
    first, last = row.get("page start", ""), row.get("page end", "")
    if draft.formats == ("Book",):
        draft.series.append((title if title != draft.title else "", row.get("volume", "")))
        draft.extent = row.get("page count", "")
    else:
        draft.host, draft.host_short = title, row.get("abbreviated source title", "")
        draft.volume, draft.issue = row.get("volume", ""), row.get("issue", "")
        draft.first_page, draft.last_page = first, last
        draft.article_number = row.get("art. no.", "")
    draft.dated(row.get("year", ""))
    draft.publisher = row.get("publisher", "")
    event = ", ".join(
        filter(None, (row.get(f"conference {n}", "") for n in ("name", "date", "location", "code")))
    )
    draft.add_note(event, "event")


def _spaced_issns(text: str) -> str:
    return re.sub(r"\b(\d{4})(\d{3}[\dXx])\b", r"\1-\2", text)


def _recognise(head: bytes) -> bool:
    line = re.split(rb"[\r\n]", text_lines.head_as_text(head).lstrip(), maxsplit=1)[0]
    names = {n.strip().strip('"').casefold() for n in line.decode("utf-8", "replace").split(",")}
    return {"authors", "title", "year", "source title"} <= names and bool(
        names & {"eid", "cited by", "art. no.", "page start", "link"}
    )


SCOPUS = Format(
    name="scopus",
    label="Scopus CSV",
    media_type="text/csv",
    extension="csv",
    recognise=_recognise,
    reader=ScopusReader,
)

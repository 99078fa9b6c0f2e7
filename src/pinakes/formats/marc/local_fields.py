"""What MARC 21 has no field for, in local ones: the list of references (999 C5), collections and statements (980).

Source: Invenio's MARC, whose 999 C5 and 980 repositories know. A 980 is ours when its $2 says so: unions of libraries
have holdings there.
"""

from __future__ import annotations

from pinakes.formats import labelled_notes
from pinakes.formats.marc.draft import Draft, Handler
from pinakes.formats.marc.punctuation import clean
from pinakes.formats.marc.record import DataField
from pinakes.formats.marc.sheet import Sheet, Subfields
from pinakes.records import identifiers
from pinakes.records.record import Record, Reference

_COLLECTION = "pinakes-collection"
_PEER_REVIEWED = "pinakes-peer-reviewed"
_OPEN_ACCESS = "pinakes-open-access"
_TRUTHS = {"true": True, "false": False}


def write_local(sheet: Sheet, record: Record) -> None:
    """999 C5 for each reference; 980 for collections and what is said of the whole."""
    for collection in record.collections:
        sheet.add("980", " ", " ", [("a", collection), ("2", _COLLECTION)])
    if record.peer_reviewed is not None:
        sheet.add("980", " ", " ", [("a", str(record.peer_reviewed).lower()), ("2", _PEER_REVIEWED)])
    if record.open_access is False:  # that it is open stands in 506
        sheet.add("980", " ", " ", [("a", "false"), ("2", _OPEN_ACCESS)])
    for one in record.references:
        values: Subfields = [
            ("o", one.key),
            *(("h", author) for author in one.authors),
            ("t", one.title),
            ("s", one.host),
            ("v", one.volume),
            ("p", one.first_page),
            ("y", one.year),
            ("m", one.text),
            *(("a", f"{i.scheme}:{i.value}") for i in one.identifiers),
        ]
        # Invenio has a capital C, which MARCXML forbids.
        sheet.add("999", "c", "5", values)


def read_reference(draft: Draft, field: DataField, alternate: DataField | None) -> None:
    """999 C5: a reference. Other fields 999 are somebody's own and left alone."""
    if field.ind1 not in "Cc" or field.ind2 != "5":
        return
    found = []
    for value in field.all("a"):
        scheme, colon, number = value.partition(":")
        if not colon or "/" in scheme:
            scheme, number = "doi", value
        if one := identifiers.identifier(scheme, number.strip()):
            found.append(one)
    text = clean(" ".join(field.all("mx")))
    reference = Reference(
        text=text,
        title=clean(field.get("t")),
        authors=tuple(filter(None, map(clean, field.all("h")))),
        host=clean(field.get("s")),
        year=clean(field.get("y")),
        volume=clean(field.get("v")),
        first_page=clean(field.get("p")),
        identifiers=tuple(found) or labelled_notes.reference(text).identifiers,
        key=clean(field.get("o")),
    )
    if reference != Reference():
        draft.references.append(reference)


def read_statement(draft: Draft, field: DataField, alternate: DataField | None) -> None:
    """980 with a $2 of ours."""
    value = clean(field.get("a"))
    kind = field.get("2")
    if kind == _COLLECTION and value:
        draft.collections.append(value)
    elif kind == _PEER_REVIEWED:
        draft.peer_reviewed = _TRUTHS.get(value)
    elif kind == _OPEN_ACCESS and draft.open_access is None:
        draft.open_access = _TRUTHS.get(value)


HANDLERS: dict[str, Handler] = {"980": read_statement, "999": read_reference}

"""What cataloguers noted, and ties to other works: a row for each kind."""

from __future__ import annotations

from django.utils.translation import gettext as _

from pinakes.records.base import gettext_noop
from pinakes.records.record import Record, Relation
from pinakes.web import links
from pinakes.web.presenters import Anchor
from pinakes.web.record_page.rows import Row, row

RELATIONS = {
    "host": gettext_noop("Part of"), "part": gettext_noop("Has part"), "series": gettext_noop("Series"),
    "earlier": gettext_noop("Earlier title"), "later": gettext_noop("Later title"),
    "other-edition": gettext_noop("Other edition"), "other-format": gettext_noop("Other form"),
    "original": gettext_noop("Original"), "translation": gettext_noop("Translation"),
    "supplement": gettext_noop("Supplement"), "supplement-of": gettext_noop("Supplement to"),
    "review-of": gettext_noop("Review of"), "reviewed-in": gettext_noop("Reviewed in"), "cites": gettext_noop("Cites"),
    "erratum": gettext_noop("Corrected by"), "corrects": gettext_noop("Corrects"),
    "retraction": gettext_noop("Retracted by"), "retracts": gettext_noop("Retracts"),
    "issued-with": gettext_noop("Issued with"), "data": gettext_noop("Data"), "related": gettext_noop("Related work"),
}  # fmt: skip
NOTES = {
    "general": gettext_noop("Note"), "bibliography": gettext_noop("Bibliography"), "thesis": gettext_noop("Thesis"),
    "access": gettext_noop("Conditions of access"), "audience": gettext_noop("Audience"),
    "awards": gettext_noop("Awards"), "credits": gettext_noop("Credits"), "performers": gettext_noop("Performers"),
    "frequency": gettext_noop("Frequency"), "duration": gettext_noop("Playing time"),
    "system": gettext_noop("System requirements"), "reproduction": gettext_noop("Reproduction"),
    "original-version": gettext_noop("Original version"), "language": gettext_noop("Note on language"),
    "use": gettext_noop("Conditions of use"), "scale": gettext_noop("Scale"), "event": gettext_noop("Event"),
    "dates": gettext_noop("Dates of publication"), "finding-aid": gettext_noop("Finding aid"),
    "numbering": gettext_noop("Numbering"), "provenance": gettext_noop("Provenance"),
    "binding": gettext_noop("Binding"), "citation": gettext_noop("Cited in"), "funding": gettext_noop("Funding"),
    "publications": gettext_noop("Publications about it"), "exhibitions": gettext_noop("Exhibitions"),
    "cast": gettext_noop("Cast"), "place": gettext_noop("Place"), "acquisition": gettext_noop("Acquisition"),
    "arrangement": gettext_noop("Arrangement"), "biography": gettext_noop("Biography"),
    "with": gettext_noop("Bound with"), "local": gettext_noop("Local note"),
}  # fmt: skip


def note_rows(record: Record) -> list[Row | None]:
    """Notes by kind, one row each."""
    groups: dict[str, list[Anchor]] = {}
    for n in record.notes:
        if n.text:
            groups.setdefault(n.kind, []).append(Anchor(text=n.text, note=n.alternate))
    return [
        row(f"note-{kind}", _(NOTES[kind]), values, lines=True, shown=8) for kind, values in groups.items()
    ]


def relation_rows(record: Record) -> list[Row | None]:
    """By kind; each leads to the record, else to a search by title, else by number. What is cited stands elsewhere."""
    groups: dict[str, list[Anchor]] = {}
    for r in record.relations:
        if r.kind != "cites" and (found := related(r)):
            groups.setdefault(r.kind, []).append(found)
    return [
        row(f"relation-{kind}", _(RELATIONS[kind]), values, lines=True, shown=8)
        for kind, values in groups.items()
    ]


def related(relation: Relation) -> Anchor | None:
    """One of them; how the source words the tie is said where it says more than the row's label."""
    text = relation.title or relation.contributor or next((i.value for i in relation.identifiers), "")
    if not text:
        return None
    numbers = [
        i.value for i in relation.identifiers if i.valid and i.scheme in ("doi", "issn", "isbn", "pmid")
    ]
    href = (
        links.record(relation.record)
        if ":" in relation.record
        else links.phrase("title", relation.title)
        if relation.title
        else ""
    )
    if not relation.title and numbers:
        href = links.words("identifier", numbers[0])
    maker = relation.contributor if relation.title else ""
    label = relation.label.rstrip(": ") if relation.kind == "related" else ""
    said = filter(None, (label, maker, relation.number, relation.date, relation.alternate))
    return Anchor(text=text, href=href, note=" · ".join(said))

"""A MARC 21 record → the model."""

from __future__ import annotations

import re

import msgspec

from pinakes.errors import ReadError
from pinakes.formats.marc import (
    access,
    coded,
    kinds,
    linking,
    local_fields,
    names,
    notes,
    numbers,
    publication,
    subjects,
    titles,
)
from pinakes.formats.marc.draft import Draft, Handler
from pinakes.formats.marc.punctuation import clean
from pinakes.formats.marc.record import DataField, MarcRecord
from pinakes.records import countries
from pinakes.records.filing import sort_key
from pinakes.records.record import Abstract, Record, Series

_HANDLERS: dict[str, Handler] = {
    **numbers.HANDLERS,
    **coded.HANDLERS,
    **names.HANDLERS,
    **titles.HANDLERS,
    **publication.HANDLERS,
    **notes.HANDLERS,
    **subjects.HANDLERS,
    **linking.HANDLERS,
    **access.HANDLERS,
    **local_fields.HANDLERS,
}
_OTHER_KINDS = {
    "z": "an authority record", "u": "a holdings record", "v": "a holdings record", "x": "a holdings record",
    "y": "a holdings record", "w": "a classification record", "q": "a community information record",
}  # fmt: skip
_CHANGED = re.compile(r"(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)")
_QUALIFIER = re.compile(r"\s+\([^()]*\)$")
NO_TITLE = "[No title]"


def record_from_marc(marc: MarcRecord) -> Record:
    """The record that ``marc`` describes.

    Raises ReadError when it is no bibliographic record or has nothing to describe. A field that can't be read
    is named in ``repairs``; the rest is kept.
    """
    kind = marc.leader[6:7]
    if kind in _OTHER_KINDS:
        raise ReadError(
            f"This is {_OTHER_KINDS[kind]} (leader/06 {kind!r}), no bibliographic record.",
            field="LDR",
        )
    deleted = marc.leader[5:6] == "d"
    if not marc.fields and not (deleted and marc.control):
        raise ReadError("The record has no data fields.")
    draft = Draft(marc)
    repairs = list(marc.repairs)
    for tag, value in marc.control:
        if tag == "008" and (not draft.fixed or (not draft.fixed[7:18].strip() and value[7:18].strip())):
            draft.fixed = value  # of two, which MARC forbids, the one that says when and where
    loose = _pair_up(draft, repairs)
    for field in marc.fields:
        _read(draft, field, repairs)
    _read_loose(draft, loose, repairs)
    return _finished(draft, repairs, deleted=deleted)


def _read(draft: Draft, field: DataField, repairs: list[str]) -> None:
    tag = field.tag
    draft.tags.add(tag)
    handler = _HANDLERS.get(tag)
    if handler is None:
        if tag != "880" and "1" <= tag[:1] <= "8":
            draft.other_text.extend(clean(v) for c, v in field.subfields if c.isalpha() and c != "w" and v)
        return
    try:
        handler(draft, field, draft.pair(field) if draft.alternates else None)
    except (
        ValueError,
        IndexError,
        KeyError,
        TypeError,
        AttributeError,
        OverflowError,
        RecursionError,
    ) as error:
        repairs.append(f"Field {tag} could not be understood ({type(error).__name__}) and is kept as text.")
        draft.other_text.extend(clean(v) for _, v in field.subfields)


def _pair_up(draft: Draft, repairs: list[str]) -> list[DataField]:
    """Sort the 880 fields by the field that they belong to; those that belong to none are given back."""
    loose: list[DataField] = []
    wanted: set[str] | None = None
    for field in draft.marc.fields:
        if field.tag != "880":
            continue
        if wanted is None:
            wanted = {
                f.tag + v[3:6]
                for f in draft.marc.fields
                if f.tag != "880"
                for c, v in f.subfields
                if c == "6"
            }
        link = field.get("6").strip()
        key = link[:6]
        if key in wanted and key not in draft.alternates and key[3:6] != "-00":
            draft.alternates[key] = [field]
            continue
        if not re.match(r"\d{3}-\d\d", link):
            repairs.append(f"A field 880 does not say which field it belongs to ($6 {link[:20]!r}).")
        elif key[3:6] != "-00":
            repairs.append(f"A field 880 names a field that is not there or taken ($6 {link[:20]!r}).")
        loose.append(field)
    return loose


def _read_loose(draft: Draft, loose: list[DataField], repairs: list[str]) -> None:
    """880 fields without a partner: read as the field that they name; a title joins the record's own."""
    for field in loose:
        tag = field.get("6").strip()[:3]
        if tag == "245" and draft.title:
            line = titles.parts(field).line
            if not draft.title_alternate:
                draft.title_alternate = line
                continue
        if tag in _HANDLERS:
            _read(draft, DataField(tag, field.ind1, field.ind2, field.subfields), repairs)
        else:
            draft.other_text.extend(clean(v) for c, v in field.subfields if c != "6")


def _finished(draft: Draft, repairs: list[str], *, deleted: bool) -> Record:
    marc = draft.marc
    if not draft.title:
        _borrow_title(draft, repairs, deleted=deleted)
    found_languages = coded.all_languages(draft)
    country = countries.from_marc(draft.fixed[15:18]) if len(draft.fixed) > 17 else ""
    found_formats = () if deleted and not marc.fields else kinds.formats(draft)
    if draft.level in ("a", "b"):
        _promote_authors(draft)
    numbers.read_control_number(draft)
    return Record(
        local_id=clean(marc.control_value("001")),
        deleted=deleted,
        title=draft.title,
        subtitle=draft.subtitle,
        title_alternate=draft.title_alternate,
        title_language=coded.title_language(draft, found_languages),
        nonfiling=draft.nonfiling,
        responsibility=draft.responsibility,
        titles=tuple(draft.titles),
        contributors=tuple(draft.contributors),
        formats=found_formats,
        publication_types=tuple(draft.publication_types),
        languages=found_languages,
        original_languages=tuple(draft.original_languages),
        date=coded.publication_date(draft),
        publications=tuple(draft.publications),
        country=country or draft.country,
        edition=draft.edition,
        physical=tuple(draft.physical),
        extent_pages=publication.extent_pages(draft.physical),
        version=draft.version,
        series=_series(draft),
        host=draft.host,
        identifiers=tuple(draft.identifiers),
        subjects=tuple(draft.subjects),
        classifications=tuple(draft.classifications),
        abstracts=_abstracts(draft),
        contents=tuple(draft.contents),
        notes=tuple(draft.notes),
        links=tuple(draft.links),
        relations=tuple(draft.relations),
        holdings=access.gather(draft),
        references=tuple(draft.references),
        funding=tuple(draft.funding),
        licences=tuple(draft.licences),
        collections=tuple(draft.collections),
        coordinates=tuple(draft.coordinates),
        open_access=draft.open_access,
        peer_reviewed=draft.peer_reviewed,
        other_text=" ".join(filter(None, draft.other_text)),
        record_changed=_changed(marc.control_value("005")),
        repairs=tuple(repairs),
    )


def _borrow_title(draft: Draft, repairs: list[str], *, deleted: bool) -> None:
    if draft.titles:
        draft.title = draft.titles[0].title
        repairs.append("There is no title in 245; the first other title stands for it.")
    elif draft.title_alternate:
        draft.title = draft.title_alternate
    elif not deleted:
        meeting = next((c.name for c in draft.contributors if c.kind == "meeting"), "")
        host = draft.host.title if draft.host is not None else ""
        draft.title = host or meeting or NO_TITLE
        repairs.append("There is no title in 245.")


def _promote_authors(draft: Draft) -> None:
    """All authors of an article are main authors; MARC has room for one."""
    for position, found in enumerate(draft.contributors):
        if not found.primary and found.kind == "person" and (not found.roles or "aut" in found.roles):
            draft.contributors[position] = names.as_primary(found)


def _series(draft: Draft) -> tuple[Series, ...]:
    """Statements first; an authorised form is added when no statement has its title or number."""
    if not draft.traced:
        return tuple(draft.series)
    found = list(draft.series)
    keys = {_series_key(s) for s in found}
    numbered = {s.number for s in found if s.number}
    for entry in draft.traced:
        key = _series_key(entry)
        if key in keys or (found and entry.number in numbered and len(draft.traced) <= len(draft.series)):
            if key not in keys:
                draft.other_text += (entry.title, entry.alternate)
            continue
        keys.add(key)
        found.append(entry)
    return tuple(found)


def _series_key(series: Series) -> str:
    """What two forms of one series have in common: authorities tell namesakes apart by "(Series)"."""
    return sort_key(_QUALIFIER.sub("", series.title))


def _abstracts(draft: Draft) -> tuple[Abstract, ...]:
    """Abstracts, with the languages of 041 $b where there are as many of them."""
    told = draft.abstract_languages
    if not told or len(told) != len(draft.abstracts):
        return tuple(draft.abstracts)
    return tuple(msgspec.structs.replace(a, language=c) for a, c in zip(draft.abstracts, told, strict=True))


def _changed(value: str) -> str:
    match = _CHANGED.match(value)
    return "{}-{}-{}T{}:{}:{}".format(*match.groups()) if match else ""

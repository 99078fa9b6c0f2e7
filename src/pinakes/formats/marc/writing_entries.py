"""Names, notes, subjects, ties and addresses as MARC 21 fields."""

from __future__ import annotations

import re

from pinakes.formats import funders
from pinakes.formats.marc.access import KIND_WORDS
from pinakes.formats.marc.linking import Part, part_statement
from pinakes.formats.marc.sheet import Sheet, Subfields
from pinakes.formats.page_ranges import Pages
from pinakes.records import relators
from pinakes.records.record import (
    Contributor,
    Holding,
    HostItem,
    Identifier,
    NoteKind,
    Record,
    Relation,
    RelationKind,
    Subject,
)

_AGENCIES = {
    "gnd": "DE-588", "viaf": "viaf", "orcid": "orcid", "isni": "isni", "lccn": "DLC", "mesh": "DNLM", "idref": "IDREF",
    "bnf": "FR-PaBN", "wikidata": "wikidata", "ror": "ror", "oclc": "OCoLC", "swb": "DE-576",
    "k10plus": "DE-627", "dnb": "DE-101",
}  # fmt: skip
_NOTES: dict[NoteKind, str] = {
    "general": "500", "bibliography": "504", "thesis": "502", "access": "506", "audience": "521", "awards": "586",
    "credits": "508", "performers": "511", "frequency": "310", "duration": "306", "system": "538",
    "reproduction": "533", "original-version": "534", "language": "546", "use": "540", "scale": "507",
    "event": "518", "dates": "362", "finding-aid": "555", "numbering": "515", "provenance": "561", "binding": "563",
    "citation": "510", "funding": "536", "publications": "581", "exhibitions": "585", "cast": "511", "place": "522",
    "acquisition": "541", "arrangement": "351", "biography": "545", "with": "501", "local": "590",
}  # fmt: skip
_ABSTRACTS = {"abstract": "3", "summary": " ", "review": "1", "content-advice": "4", "plain-language": "8"}
_SUBJECTS = {
    "topic": "650", "person": "600", "organisation": "610", "meeting": "611", "work": "630", "place": "651",
    "period": "648", "genre": "655",
}  # fmt: skip
_SCHEMES = {"lcsh": "0", "lcshac": "1", "mesh": "2", "nal": "3", "": "4", "csh": "5", "rvm": "6"}
_UNCONTROLLED = {
    "topic": "0",
    "person": "1",
    "organisation": "2",
    "meeting": "3",
    "period": "4",
    "place": "5",
    "genre": "6",
}
_PARTS = {"genre": "v", "topic": "x", "period": "y", "place": "z"}
_TIES: dict[RelationKind, str] = {
    "host": "773", "part": "774", "series": "760", "earlier": "780", "later": "785", "other-edition": "775",
    "other-format": "776", "original": "765", "translation": "767", "supplement": "770", "supplement-of": "772",
    "issued-with": "777", "data": "786",
}  # fmt: skip
_WORDS: dict[RelationKind, str] = {
    "review-of": "Review of", "reviewed-in": "Reviewed in", "cites": "Cites", "erratum": "Erratum",
    "retracts": "Retraction of", "retraction": "Retraction", "corrects": "Corrects",
}  # fmt: skip


def authority(found: Identifier) -> tuple[str, str]:
    """$0 or $1 for an identifier of a person, a body or a heading."""
    if found.scheme == "uri":
        return "1", found.value
    if found.scheme == "fast":
        return "0", f"(OCoLC)fst{found.value}"
    agency = _AGENCIES.get(found.scheme)
    return "0", f"({agency}){found.value}" if agency else found.value


def write_names(sheet: Sheet, record: Record) -> None:
    """1XX for the first main contributor, 7XX for the others."""
    main = next((c for c in record.contributors if c.primary), None)
    for found in sorted(record.contributors, key=lambda c: c is not main):
        _name(sheet, found, "1" if found is main else "7")


def _name(sheet: Sheet, found: Contributor, lead: str) -> None:
    kind = {"person": "00", "organisation": "10", "meeting": "11"}[found.kind]
    one = "2"
    if found.kind == "person":
        one = "1" if found.family or "," in found.name else "0"
    word = "j" if found.kind == "meeting" else "e"
    values: Subfields = [("a", found.name)]
    fuller = (
        re.fullmatch(r"(.*\S) (\([^()]*\))", found.name) if found.kind == "person" and found.family else None
    )
    if fuller is not None:
        values = [("a", fuller[1]), ("q", fuller[2])]
    if found.dates:
        values.append(("d", found.dates))
    terms: list[tuple[str, str]] = []
    codes: list[tuple[str, str]] = []
    for role in found.roles:
        term = relators.term(role)
        terms.append((word, term or role))
        if term:
            codes.append(("4", role))
    values += [*terms, *(("u", a) for a in found.affiliations), *codes, *map(authority, found.identifiers)]
    if found.kind == "meeting" and found.dates:
        values = [v for v in values if v[0] != "d"]
        values[0] = ("a", found.name if found.dates in found.name else f"{found.name} ({found.dates})")
    sheet.add(f"{lead}{kind}", one, " ", values, [("a", found.alternate)])


def write_notes(sheet: Sheet, record: Record) -> None:
    """Notes under the tag of their kind, abstracts, contents, funding and licences."""
    for note in record.notes:
        text = note.text
        one = {"cast": "1", "performers": "0"}.get(note.kind, " ")
        if note.kind == "dates":
            one = "0"
        if note.kind == "duration":
            spoken = re.findall(r"(\d{1,2}):(\d\d):(\d\d)", text)
            sheet.add("306", " ", " ", [("a", f"{int(h):02d}{m}{s}") for h, m, s in spoken] or [("a", text)])
            continue
        sheet.add(_NOTES[note.kind], one, " ", [("a", text)], [("a", note.alternate)])
    if record.contents:
        lines = (f"{c.title} / {c.responsibility}" if c.responsibility else c.title for c in record.contents)
        sheet.add("505", "0", " ", [("a", " -- ".join(lines))])
    for found in record.abstracts:
        sheet.add(
            "520",
            _ABSTRACTS[found.kind],
            " ",
            [("3", found.label), ("a", found.text)],
            [("a", found.alternate)],
        )
    if record.open_access:
        sheet.add("506", "0", " ", [("f", "Unrestricted online access"), ("2", "star")])
    for fund in record.funding:
        sheet.add("536", " ", " ", [("a", funders.with_numbers(fund)), ("c", fund.award)])
    for licence in record.licences:
        sheet.add("540", " ", " ", [("a", licence.name), ("u", licence.url)])


def write_subjects(sheet: Sheet, record: Record) -> None:
    """6XX with scheme and parts; authors' keywords in 653; publication types in 655."""
    for found in record.subjects:
        _subject(sheet, found)
    for word in record.publication_types:
        sheet.add("655", " ", "7", [("a", word), ("2", "publication-type")])


def _subject(sheet: Sheet, found: Subject) -> None:
    other: Subfields = [("a", found.alternate)]
    if (
        found.scheme == "keyword"
        and len(found.parts) == 1
        and not found.identifiers
        and found.kind in _UNCONTROLLED
    ):
        sheet.add(
            "653", "1" if found.major else " ", _UNCONTROLLED[found.kind], [("a", found.parts[0])], other
        )
        return
    values: Subfields = [("a", found.parts[0] if found.parts else "")]
    for position, text in enumerate(found.parts[1:]):
        kind = found.part_kinds[position] if position < len(found.part_kinds) else "topic"
        values.append((_PARTS.get(kind, "x"), text))
    two = _SCHEMES.get(found.scheme, "7")
    if two == "7":
        values.append(("2", found.scheme))
    values += map(authority, found.identifiers)
    one = {"person": "1", "organisation": "2", "meeting": "2"}.get(found.kind, " ")
    if found.kind == "topic" and found.major:
        one = "1"
    sheet.add(_SUBJECTS[found.kind], one, two, values, other)


def _numbers(found: tuple[Identifier, ...]) -> Subfields:
    codes = {"issn": "x", "isbn": "z", "doi": "o", "report": "r"}
    values: Subfields = []
    for number in found:
        if number.scheme == "oclc":
            values.append(("w", number.value if number.value.startswith("(") else f"(OCoLC){number.value}"))
        else:
            values.append((codes.get(number.scheme, "o"), number.printed or number.value))
    return values


def write_ties(sheet: Sheet, record: Record) -> None:
    """Series (490), host (773) and the other linking entries."""
    for series in record.series:
        values = [("a", series.title), ("x", series.issn), ("v", series.number)]
        sheet.add("490", "0", " ", values, [("a", series.alternate)])
    if record.host is not None:
        _host(sheet, record.host, record)
    for tie in record.relations:
        _tie(sheet, tie)


def _host(sheet: Sheet, host: HostItem, record: Record) -> None:
    date = (
        record.date.edtf
        if record.date is not None and re.fullmatch(r"\d{4}(-\d\d){0,2}", record.date.edtf)
        else ""
    )
    where = Part(
        volume=host.volume,
        issue=host.issue,
        pages=Pages(first=host.first_page, last=host.last_page, article_number=host.article_number),
        date=date,
    )
    made = " : ".join(filter(None, (host.place, host.publisher)))
    year, _, rest = date.partition("-")
    month, _, day = rest.partition("-")
    run = f"{host.first_page}-{host.last_page}" if host.last_page else host.first_page
    labelled = [
        ("volume", host.volume), ("number", host.issue), ("year", year), ("month", month), ("day", day),
        ("pages", run), ("artid", host.article_number),
    ]  # fmt: skip
    values: Subfields = [
        ("t", host.title),
        ("p", host.abbreviation),
        ("b", host.edition),
        ("d", made),
        ("g", host.statement or part_statement(where)),
        *(("g", f"{name}:{value}") for name, value in labelled if value),
        ("w", host.record),
        *_numbers(host.identifiers),
    ]
    sheet.add("773", "0", "8", values, [("t", host.alternate)])


def _tie(sheet: Sheet, tie: Relation) -> None:
    tag = _TIES.get(tie.kind, "787")
    label = tie.label or _WORDS.get(tie.kind, "")
    values: Subfields = [
        ("i", f"{label}:" if label else ""),
        ("a", tie.contributor),
        ("t", tie.title),
        ("d", tie.date),
        ("g", tie.number),
        ("w", tie.record),
        *_numbers(tie.identifiers),
    ]
    two = "8" if tag not in ("780", "785") else "0"
    sheet.add(tag, "0", two, values, [("t", tie.alternate)])


def _shelves(sheet: Sheet, holding: Holding) -> None:
    """Copies that stand under different call numbers: an 852 for each."""
    for text in holding.coverage:
        sheet.line("866", text)
    for item in holding.items:
        sheet.add(
            "852",
            " ",
            " ",
            [
                ("a", holding.institution),
                ("b", holding.location),
                ("h", item.call_number or holding.call_number),
                ("p", item.barcode),
                ("t", item.copy),
                ("z", item.note or holding.note),
            ],
        )


def write_access(sheet: Sheet, record: Record) -> None:
    """852, 866 and 876 for what is held, 856 for what is on the web."""
    for holding in record.holdings:
        if any(i.call_number != holding.call_number for i in holding.items):
            _shelves(sheet, holding)
            continue
        values = [
            ("a", holding.institution),
            ("b", holding.location),
            ("h", holding.call_number),
            ("z", holding.note),
        ]
        sheet.add("852", " ", " ", values if any(v for _, v in values) else [("b", "–")])
        for text in holding.coverage:
            sheet.line("866", text)
        for item in holding.items:
            sheet.add(
                "876",
                " ",
                " ",
                [
                    ("3", item.enumeration),
                    ("j", item.status),
                    ("p", item.barcode),
                    ("t", item.copy),
                    ("z", item.note),
                ],
            )
    for link in record.links:
        two = "0" if link.kind == "fulltext" else "2"
        words = KIND_WORDS.get(link.kind, "")
        access = {"open": "0", "subscription": "1", "restricted": "1"}.get(link.access, "")
        sheet.add(
            "856",
            "4",
            two,
            [
                ("3", words),
                ("u", link.url),
                ("q", link.media_type),
                ("y", link.label),
                ("z", link.note),
                ("7", access),
            ],
        )

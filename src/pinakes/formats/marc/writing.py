"""The model → a complete MARC 21 record."""

from __future__ import annotations

import re

from pinakes.formats.marc import writing_entries as entries
from pinakes.formats.marc.local_fields import write_local
from pinakes.formats.marc.record import DataField, MarcRecord
from pinakes.formats.marc.sheet import Sheet, Subfields
from pinakes.records import countries, languages
from pinakes.records.dates import PublicationDate
from pinakes.records.record import Classification, Identifier, Publication, Record, TitleVariant

# Code of formats.toml → leader/06 and 07.
_TYPES = {
    "Article": "ab", "CaseReport": "ab", "Review": "ab", "Letter": "ab", "ConferencePaper": "ab", "Chapter": "aa",
    "Preprint": "am", "Book": "am", "EBook": "am", "Journal": "as", "Newspaper": "as", "Serial": "as",
    "Series": "as", "ConferenceProceedings": "am", "Thesis": "am", "Report": "am", "GovernmentDocument": "am",
    "Standard": "am", "Patent": "am", "Reference": "am", "Manuscript": "tm", "Map": "em", "Atlas": "em",
    "Globe": "em", "Score": "cm", "SoundRecording": "im", "Music": "jm", "AudioBook": "im", "Video": "gm",
    "Image": "km", "Photograph": "km", "Slide": "gm", "DataSet": "mm", "Software": "mm", "Game": "mm",
    "Website": "ai", "Database": "ai", "Archive": "pc", "Object": "rm", "Kit": "om",
}  # fmt: skip
# What 008 says of a kind: position and character.
_FIXED = {
    "Journal": (21, "p"), "Newspaper": (21, "n"), "Series": (21, "m"), "Website": (21, "w"), "Database": (21, "d"),
    "Atlas": (25, "e"), "Globe": (25, "d"), "DataSet": (26, "a"), "Software": (26, "b"), "Game": (26, "g"),
    "Slide": (33, "s"), "ConferenceProceedings": (29, "1"), "Reference": (24, "d"), "Report": (24, "t"),
    "Standard": (24, "u"), "Patent": (24, "j"), "EBook": (23, "o"), "Microform": (23, "a"), "Braille": (23, "f"),
    "Video": (33, "v"), "Thesis": (24, "m"), "GovernmentDocument": (28, "f"),
}  # fmt: skip
_PLAIN = frozenset({
    "Article", "Book", "EBook", "Journal", "Newspaper", "Map", "Score", "Music", "Video", "SoundRecording", "Archive",
})  # fmt: skip
_FUNCTIONS = {
    "production": "0",
    "publication": "1",
    "distribution": "2",
    "manufacture": "3",
    "copyright": "4",
}
_CLASSES = {
    "lcc": ("050", " ", "4"),
    "nlm": ("060", " ", "4"),
    "nal": ("070", " ", " "),
    "udc": ("080", " ", " "),
    "sudoc": ("086", "0", " "),
}
# Intervals of months and seasons, which 008 has no place for.
_FINE = re.compile(r"\d{4}-\d\d.*/|/.*\d{4}-\d\d|\d{4}-2[1-4]")
_STANDARD = {"isrc": "0", "upc": "1", "ismn": "2", "ean": "3", "sici": "4"}
_TITLES = {"parallel": ("3", "1"), "cover": ("1", "4"), "spine": ("1", "8"), "variant": ("3", " ")}


def marc_from_record(record: Record) -> MarcRecord:
    """A MARC 21 record in Unicode with everything of ``record`` that MARC has a place for."""
    sheet = Sheet()
    _numbers(sheet, record)
    _titles(sheet, record)
    _publication(sheet, record)
    entries.write_names(sheet, record)
    entries.write_notes(sheet, record)
    entries.write_subjects(sheet, record)
    entries.write_ties(sheet, record)
    entries.write_access(sheet, record)
    write_local(sheet, record)
    if record.formats and not _is_plain(record):
        for code in record.formats:
            sheet.add("655", " ", "7", [("a", code), ("2", "pinakes-format")])
    fields = sorted(sheet.fields, key=_place)
    control = [("001", record.local_id)] if record.local_id else []
    if changed := re.sub(r"\D", "", record.record_changed)[:14]:
        control.append(("005", f"{changed.ljust(14, '0')}.0"))
    if "Online" in record.formats or "EBook" in record.formats:
        control.append(("007", "cr |||||||||||"))
    control.append(("008", _fixed(record)))
    return MarcRecord(_leader(record), control, fields + sheet.alternates)


def _place(field: DataField) -> str:
    """Where a field stands; what is held stays behind the 852 that it belongs to."""
    return "852" if field.tag in ("866", "876") else field.tag


def _is_plain(record: Record) -> bool:
    """Whether leader and 008 alone tell the kind, with nothing in the record that speaks against it."""
    return (
        len(record.formats) == 1
        and record.formats[0] in _PLAIN
        and not any(n.kind == "thesis" for n in record.notes)
        and not any(c.kind == "meeting" for c in record.contributors)
        and not any(s.kind == "genre" for s in record.subjects)
        and not any(c.scheme == "sudoc" for c in record.classifications)
        and (record.formats[0] != "Article" or (record.host is not None and bool(record.host.volume)))
    )


def _leader(record: Record) -> str:
    kinds = next((_TYPES[f] for f in record.formats if f in _TYPES), "am")
    status = "d" if record.deleted else "c" if record.record_changed else "n"
    return f"00000{status}{kinds} a2200000 i 4500"


def _fixed(record: Record) -> str:
    entered = re.sub(r"\D", "", record.record_changed)[2:8] or "||||||"
    text = list(
        f"{entered.ljust(6, '|')}{_dates(record.date, record)}{countries.to_marc(record.country):3.3}".ljust(
            40
        )
    )
    for code in record.formats:
        if code in _FIXED:
            position, character = _FIXED[code]
            text[position] = character
    if "Online" in record.formats:
        text[29 if _leader(record)[6] in "efgkor" else 23] = "o"
    main = record.languages[0] if record.languages else ""
    text[35:38] = languages.bibliographic(main).ljust(3)[:3] if main else "und"
    text[38], text[39] = " ", "c"
    return "".join(text)[:40]


def _dates(date: PublicationDate | None, record: Record) -> str:
    """Positions 6–14 of 008."""
    if date is None or not date.edtf:
        return "nuuuuuuuu"
    first, slash, last = date.edtf.partition("/")
    start, end = _year(first), _year(last)
    if not start:
        return "nuuuuuuuu"
    serial = _leader(record)[7] in "si"
    if slash and last == "..":
        return f"{'c' if serial else 'm'}{start}9999"
    if slash and end:
        return f"{'q' if '~' in date.edtf else 'd' if serial else 'm'}{start}{end}"
    month = re.fullmatch(r"\d{4}-(\d\d)(?:-(\d\d))?", first)
    if month and 1 <= int(month[1]) <= 12:
        return f"e{start}{month[1]}{month[2] or '  '}"
    return f"s{start}    "


def _year(edtf: str) -> str:
    match = re.match(r"(?:0[1-9]|1\d|20)(?:\d\d|\dX|XX)", edtf)
    return match[0].replace("X", "u") if match else ""


def _numbers(sheet: Sheet, record: Record) -> None:
    for found in record.identifiers:
        _number(sheet, found)
    told = [a.language for a in record.abstracts if a.language]
    if len(record.languages) > 1 or record.original_languages or told:
        values: Subfields = [("a", languages.bibliographic(c)) for c in record.languages]
        values += [("b", languages.bibliographic(c)) for c in told]
        values += [("h", languages.bibliographic(c)) for c in record.original_languages]
        sheet.add("041", "1" if record.original_languages else "0", " ", values)
    edtf = record.date.edtf if record.date else ""
    if _FINE.search(edtf):
        start, _, end = edtf.partition("/")
        sheet.add("046", " ", " ", [("k", start), ("l", end), ("2", "edtf")])
    for box in record.coordinates:
        west, east, north, south = (*box.split(), "", "", "", "")[:4]
        sheet.add("034", "0", " ", [("a", "a"), ("d", west), ("e", east), ("f", north), ("g", south)])
    for found_class in record.classifications:
        _class(sheet, found_class)


def _number(sheet: Sheet, found: Identifier) -> None:
    printed = found.printed or found.value
    code = "a" if found.valid else "z"
    note = [("q", found.note)] if found.note else []
    scheme = found.scheme
    if scheme == "isbn":
        sheet.add("020", " ", " ", [(code, printed), *note])
    elif scheme == "issn":
        sheet.add("022", " ", " ", [("l" if found.note == "ISSN-L" and found.valid else code, printed)])
    elif scheme == "oclc":
        sheet.add("035", " ", " ", [(code, printed if not printed[0].isdigit() else f"(OCoLC){printed}")])
    elif scheme == "local":
        sheet.add("035", " ", " ", [(code, printed)])
    elif scheme == "lccn":
        sheet.add("010", " ", " ", [(code, printed)])
    elif scheme == "publisher-number":
        sheet.add("028", "5", "0", [("a", printed), *([("b", found.note)] if found.note else [])])
    elif scheme in ("coden", "report", "strn"):
        sheet.add({"coden": "030", "report": "088", "strn": "027"}[scheme], " ", " ", [(code, printed)])
    elif scheme in ("dnb", "zdb"):
        sheet.add("016", "7", " ", [(code, printed), ("2", "DE-101" if scheme == "dnb" else "DE-600")])
    elif scheme == "national":
        sheet.add("015", " ", " ", [(code, printed), *([("2", found.note)] if found.note else [])])
    elif scheme in _STANDARD:
        sheet.add("024", _STANDARD[scheme], " ", [(code, printed), *note])
    else:
        sheet.add("024", "7", " ", [(code, printed), *note, ("2", {"handle": "hdl"}.get(scheme, scheme))])


def _class(sheet: Sheet, found: Classification) -> None:
    item = [("b", found.item)] if found.item else []
    if found.scheme in _CLASSES:
        tag, one, two = _CLASSES[found.scheme]
        sheet.add(tag, one, two, [("a", found.number), *item])
    elif found.scheme == "ddc":
        edition = [("2", found.edition)] if found.edition else []
        sheet.add("082", "0", "4", [("a", found.number), *item, *edition])
    else:
        named = [] if found.scheme == "local" else [("2", found.scheme)]
        sheet.add("084", " ", " ", [("a", found.number), *item, *named])


def _titles(sheet: Sheet, record: Record) -> None:
    values: Subfields = [("a", record.title)]
    if record.subtitle:
        values = [("a", f"{record.title} :"), ("b", record.subtitle)]
    if record.responsibility:
        code, text = values[-1]
        values[-1] = (code, f"{text} /")
        values.append(("c", record.responsibility))
    main = any(c.primary for c in record.contributors)
    skipped = str(record.nonfiling) if 0 <= record.nonfiling <= 9 else "0"
    sheet.add("245", "1" if main else "0", skipped, values, [("a", record.title_alternate)])
    for found in record.titles:
        _other_title(sheet, found, main=main)


def _other_title(sheet: Sheet, found: TitleVariant, *, main: bool) -> None:
    label = [("i", f"{found.label}:")] if found.label else []
    other: Subfields = [("a", found.alternate)]
    values: Subfields = [("a", found.title)]
    if found.kind == "uniform":
        head, _, last = found.title.rpartition(". ")
        if head and found.language and languages.code(last) == found.language:
            values = [("a", f"{head}."), ("l", last)]
        sheet.add("240" if main else "130", "1" if main else "0", "0" if main else " ", values, other)
    elif found.kind == "abbreviated":
        sheet.add("210", "0", " ", values)
    elif found.kind == "key":
        sheet.add("222", " ", "0", values)
    elif found.kind == "translated":
        language = [("y", languages.bibliographic(found.language))] if found.language else []
        sheet.add("242", "0", "0", [*values, *language], other)
    elif found.kind == "former":
        sheet.add("247", "1", " ", [*values, *([("f", found.label)] if found.label else [])], other)
    elif found.kind in ("added", "analytic"):
        tag = "730" if label else "740"
        sheet.add(tag, "0", "2" if found.kind == "analytic" else " ", [*label, *values], other)
    else:
        one, two = _TITLES.get(found.kind, ("3", " "))
        sheet.add("246", one, two, [*label, *values], other)


def _publication(sheet: Sheet, record: Record) -> None:
    sheet.line("250", record.edition)
    sheet.line("251", record.version)
    printed = record.date.printed if record.date is not None else ""
    dated = any(p.date for p in record.publications)
    publications = record.publications
    if not publications and (printed or (record.date is not None and "~" in record.date.edtf)):
        publications = (Publication(),)
    for position, found in enumerate(publications):
        date = found.date
        plain = record.date is not None and re.fullmatch(r"\d{4}(-\d\d){0,2}~?", record.date.edtf)
        if not dated and position == 0 and record.date is not None and (printed or plain):
            date = printed or record.date.edtf.replace("~", "?").replace("/..", "-").replace(
                "/", "-"
            ).replace("X", "-")
        values: Subfields = [("a", p) for p in found.places]
        if found.publishers and values:
            values[-1] = ("a", f"{values[-1][1]} :")
        values += [("b", p) for p in found.publishers]
        if date:
            if values:
                values[-1] = (values[-1][0], f"{values[-1][1]},")
            values.append(("c", date))
        sheet.add("264", " ", _FUNCTIONS[found.function], values, [("a", found.alternate)])
    for line in record.physical:
        sheet.line("300", line)
    if not record.physical and record.extent_pages:
        sheet.line("300", f"{record.extent_pages} pages")

"""What each field of the index takes from a record: one function a field, without any engine."""

from __future__ import annotations

from pinakes.index.hierarchy import SEPARATOR, path
from pinakes.index.parts import part_key, part_value
from pinakes.records import filing, heading_keys
from pinakes.records.authority_forms import IDENTIFYING
from pinakes.records.classification import class_path
from pinakes.records.record import Record, Subject
from pinakes.records.shelving import shelf_key

Values = tuple[str, ...] | tuple[int, ...]


def titles(r: Record) -> Values:
    """Title with subtitle, in the original script too, and every other title."""
    found = [r.full_title, r.title_alternate]
    for t in r.titles:
        found += [t.title, t.alternate]
    return tuple(dict.fromkeys(filter(None, found)))


def authors(r: Record) -> Values:
    """Names as filed and in the original script, then the initials of all: "Rigby AL" is found."""
    found: list[str] = []
    initials: list[str] = []
    for c in r.contributors:
        found.append(c.name)
        if c.alternate:
            found.append(c.alternate)
        # "Rigby AL" and "Rigby A" for "Rigby, Amy L."
        if letters := "".join([name[0] for name in c.given.replace(".", " ").replace("-", " ").split()]):
            initials += (letters, letters[0])
    if initials:
        found.append(" ".join(dict.fromkeys(initials)))
    return tuple(dict.fromkeys(found))


def author_facet(r: Record) -> Values:
    """Names as filed."""
    return tuple(dict.fromkeys(c.name for c in r.contributors))


def subject_heading(subject: Subject) -> str:
    """A heading as one string, parts joined as on the page."""
    return " › ".join(subject.parts)


def subjects(r: Record) -> Values:
    """Headings as words, steps beside each other, in the original script too."""
    found: list[str] = []
    for s in r.subjects:
        found.append(" ".join(s.parts))
        if s.alternate:
            found.append(s.alternate)
    return tuple(dict.fromkeys(found))


def subject_facet(r: Record) -> Values:
    """The first step of each heading."""
    return tuple(dict.fromkeys(s.parts[0] for s in r.subjects if s.parts))


def journal(r: Record) -> Values:
    """The host by its title, its abbreviation, in the original script."""
    return (
        tuple(dict.fromkeys(filter(None, (r.host.title, r.host.abbreviation, r.host.alternate))))
        if r.host
        else ()
    )


def journal_facet(r: Record) -> Values:
    """The title of the host."""
    return (r.host.title,) if r.host and r.host.title else ()


def subject_headings(r: Record) -> Values:
    """Each step of each heading with all above it."""
    return tuple(dict.fromkeys(step for s in r.subjects for step in path(s.parts)))


def part(r: Record) -> Values:
    """Volume, issue and year within the host, as one value."""
    if r.host is None:
        return ()
    value = part_value(r.host.volume, r.host.issue, r.date.first_year if r.date else None)
    return (value,) if value else ()


def part_sort(r: Record) -> Values:
    """The place within the host."""
    return (part_key(r),) if r.host is not None else ()


def series(r: Record) -> Values:
    """Titles of series, in the original script too."""
    return tuple(dict.fromkeys(filter(None, (t for s in r.series for t in (s.title, s.alternate)))))


def series_facet(r: Record) -> Values:
    """Titles of series."""
    return tuple(dict.fromkeys(s.title for s in r.series if s.title))


def publisher(r: Record) -> Values:
    """Publishers and places."""
    return tuple(dict.fromkeys(n for p in r.publications for n in (*p.publishers, *p.places)))


def abstract(r: Record) -> Values:
    """The texts of all abstracts."""
    return tuple(a.text for a in r.abstracts if a.text)


def contents(r: Record) -> Values:
    """Lines of the table of contents with who wrote them."""
    return tuple(f"{c.title} {c.responsibility}".strip() for c in r.contents)


def notes(r: Record) -> Values:
    """Everything that no other field has: notes, works that it is tied to, carrier, affiliations, full text."""
    found = [n.text for n in r.notes]
    found += [t for rel in r.relations for t in (rel.title, rel.contributor) if t]
    found += [p for p in (*r.physical, r.edition, r.other_text, r.responsibility, *r.publication_types) if p]
    found += [a for c in r.contributors for a in c.affiliations]
    if r.full_text:
        # Each word once: a whole article would outweigh all that the record says of it.
        found.append(" ".join(dict.fromkeys(r.full_text.split())))
    return tuple(found)


def identifiers(r: Record) -> Values:
    """Numbers of the work, of its host and of the people, as normalised and as printed; the record's own."""
    found = [v for i in r.identifiers for v in (i.value, i.printed) if v]
    if r.host:
        found += [i.value for i in r.host.identifiers]
    found += [r.local_id, *(i.value for c in r.contributors for i in c.identifiers)]
    return tuple(dict.fromkeys(found))


def registered(r: Record) -> Values:
    """Who and what it is about, by number: "gnd:118624822". Authorities in the catalogue add their own ids."""
    named = [i for c in r.contributors for i in c.identifiers] + [
        i for s in r.subjects for i in s.identifiers
    ]
    return tuple(dict.fromkeys(f"{i.scheme}:{i.value}" for i in named if i.valid and i.scheme in IDENTIFYING))


def call_numbers(r: Record) -> Values:
    """Class numbers and call numbers of copies."""
    found = [f"{c.number} {c.item}".strip() for c in r.classifications]
    found += [n for h in r.holdings for n in (h.call_number, *(i.call_number for i in h.items)) if n]
    return tuple(dict.fromkeys(found))


def shelfmarks(r: Record) -> Values:
    """Call numbers of copies, as on the shelf."""
    held = (n for h in r.holdings for n in (h.call_number, *(i.call_number for i in h.items)))
    return tuple(dict.fromkeys(filter(None, (" ".join(n.split()) for n in held))))


def class_numbers(r: Record, scheme: str) -> Values:
    """Class numbers of one scheme."""
    own = (f"{c.number} {c.item}" for c in r.classifications if c.scheme == scheme)
    return tuple(dict.fromkeys(filter(None, (" ".join(n.split()) for n in own))))


def classes(r: Record) -> Values:
    """Each class with all above it."""
    return tuple(dict.fromkeys(step for c in r.classifications for step in class_path(c.scheme, c.number)))


def collections(r: Record) -> Values:
    """Each collection with all above it."""
    return tuple(dict.fromkeys(step for c in r.collections for step in path(tuple(c.split(SEPARATOR)))))


def places(r: Record) -> Values:
    """Each place of copies with the institution above it."""
    return tuple(dict.fromkeys(step for h in r.holdings for step in path((h.institution, h.location))))


def year(r: Record) -> Values:
    """The first year; BC years are negative."""
    return (r.date.first_year,) if r.date and r.date.first_year is not None else ()


def title_sort(r: Record) -> Values:
    """The title as it is filed, without its leading article."""
    language = r.title_language or (r.languages[0] if r.languages else "")
    return (heading_keys.filed_title(r.full_title, nonfiling=r.nonfiling, language=language),)


def callnumber_sort(r: Record) -> Values:
    """The place on the shelf of the first copy, else of the first class number."""
    held = (h.call_number or next((i.call_number for i in h.items if i.call_number), "") for h in r.holdings)
    classed = (f"{c.number} {c.item}".strip() for c in r.classifications)
    first = next((number for number in (*held, *classed) if number), "")
    return (shelf_key(first),) if first else ()


def author_sort(r: Record) -> Values:
    """The first name as it is filed."""
    return (filing.sort_key(r.contributors[0].name),) if r.contributors else ()

"""Which authorities a record has: by number first, else by heading; and the other forms that it is then found by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, Protocol

import msgspec

from pinakes.records.authority import Authority
from pinakes.records.authority_forms import IDENTIFYING, form_key, identifier_key, year_of
from pinakes.records.base import Struct
from pinakes.records.heading_keys import heading_key
from pinakes.records.record import Identifier, Record

WHOLE = 20
"""Forms of one authority that are searched whole; of the others only words count that these do not have."""
MOST_FORMS = 1000
_DIVIDER = " -- "
"""As in ``authority.Heading``."""
FormField = Literal["author", "subject", "title"]


class Holder(Protocol):
    """What a store says of a form."""

    @property
    def authority(self) -> str: ...
    @property
    def role(self) -> str: ...
    @property
    def year(self) -> str: ...


class Heading(Struct):
    """A heading of a record, as an authority may have it."""

    field: FormField
    """Where its other forms are searched."""
    keys: tuple[int, ...]
    """Of its text and of its text in another script."""
    year: str = ""
    identifiers: tuple[Identifier, ...] = ()

    @property
    def numbers(self) -> tuple[int, ...]:
        """Keys of its identifiers."""
        return tuple(identifier_key(i.scheme, i.value) for i in self.identifiers)


def headings(record: Record) -> tuple[Heading, ...]:
    """What of a record an authority may have: who made it, what it is about, under which title it is known."""
    return tuple(_headings(record))


def _headings(record: Record) -> Iterator[Heading]:
    for c in record.contributors:
        keys = tuple(form_key(t, c.kind) for t in (c.name, c.alternate) if t)
        yield Heading(field="author", keys=keys, year=year_of(c.dates), identifiers=_telling(c.identifiers))
    for s in record.subjects:
        if not s.parts:
            continue
        chain = form_key(_DIVIDER.join(s.parts), s.kind)
        yield Heading(field="subject", keys=(chain,), identifiers=_telling(s.identifiers))
        first = form_key(s.parts[0], s.kind)
        if first != chain:
            yield Heading(field="subject", keys=(first,))
    author = record.contributors[0].name if record.contributors else ""
    for title in (t.title for t in record.titles if t.kind == "uniform" and t.title):
        texts = (title, f"{author}. {title}") if author else (title,)
        yield Heading(field="title", keys=tuple(form_key(t, "work") for t in texts))


def _telling(identifiers: Sequence[Identifier]) -> tuple[Identifier, ...]:
    return tuple(i for i in identifiers if i.valid and i.scheme in IDENTIFYING)


def keys(found: Sequence[Heading]) -> tuple[int, ...]:
    """All that must be asked for, each once."""
    return tuple(dict.fromkeys(k for h in found for k in (*h.numbers, *h.keys)))


def chosen(heading: Heading, held: Mapping[int, Sequence[Holder]]) -> tuple[str, ...]:
    """Ids of the authorities that a heading may be of; several files may have one for the same thing.

    A number decides. A heading counts when all who have it as their chosen form can be one: of two persons
    of one name, told apart by their years alone, a record without years names neither. A form that is not the
    chosen one counts when a single authority has it.
    """
    by_number = [h.authority for key in heading.numbers for h in held.get(key, ())]
    if by_number:
        return tuple(dict.fromkeys(by_number))
    for role in ("heading", "variant"):
        found = {h.authority: h.year for key in heading.keys for h in held.get(key, ()) if h.role == role}
        fitting = {i: y for i, y in found.items() if not y or not heading.year or y == heading.year}
        if exact := {i: y for i, y in fitting.items() if y and y == heading.year}:
            fitting = exact
        if not fitting:
            continue
        if len(fitting) == 1 or (role == "heading" and _one(fitting)):
            return tuple(fitting)
        return ()
    return ()


def _one(found: Mapping[str, str]) -> bool:
    """Whether authorities of one heading can be of one thing: one of each source, with years that agree."""
    sources = [i.partition(":")[0] for i in found]
    return len(set(sources)) == len(sources) and len({y for y in found.values() if y}) <= 1


def contradicted(heading: Heading, authority: Authority) -> bool:
    """Whether a registry has given the two different numbers."""
    for one in heading.identifiers:
        others = authority.values(one.scheme)
        if others and one.value not in others:
            return True
    return False


class Known(Struct):
    """What a record is found by besides what it says itself."""

    authorities: tuple[str, ...] = ()
    forms: dict[FormField, tuple[str, ...]] = msgspec.field(default_factory=dict)


def known(
    found: Sequence[Heading],
    held: Mapping[int, Sequence[Holder]],
    authorities: Mapping[str, Authority],
) -> Known:
    """Authorities of a record's headings, of those given, and their forms by field."""
    ids: dict[str, None] = {}
    forms: dict[FormField, dict[str, None]] = {}
    for heading in found:
        for authority_id in chosen(heading, held):
            authority = authorities.get(authority_id)
            if authority is None or contradicted(heading, authority):
                continue
            ids[authority_id] = None
            texts = forms.setdefault(heading.field, {})
            texts |= dict.fromkeys(condensed(_texts(heading, authority)))
    return Known(
        authorities=tuple(ids), forms={field: tuple(texts) for field, texts in forms.items() if texts}
    )


def condensed(texts: Sequence[str]) -> list[str]:
    """The first forms, and in one line what words the others add: an author of whom two hundred spellings are known
    would else weigh more than the title."""
    whole = list(texts[:WHOLE])
    seen = {_bare(word) for text in whole for word in text.split()}
    rest: dict[str, str] = {}
    for text in texts[WHOLE:MOST_FORMS]:
        for word in text.split():
            if (bare := _bare(word)) and bare not in seen:
                rest.setdefault(bare, word)
    return [*whole, " ".join(rest.values())] if rest else whole


def _bare(word: str) -> str:
    return word.strip(",.;:()[]<>").casefold()


def _texts(heading: Heading, authority: Authority) -> list[str]:
    """Forms that are not the record's own; of a work its titles alone."""
    if heading.field == "title":
        works = (authority.heading, *authority.variants, *(e.heading for e in authority.equivalents))
        return [t for w in works for t in (w.title or w.text, w.alternate) if heading_key(t)]
    kind = authority.heading.kind
    return [t for t in authority.forms if form_key(t, kind) not in heading.keys]

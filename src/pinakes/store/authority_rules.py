"""What a store of authorities does with them, whichever it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pinakes.records import authority_matching
from pinakes.records.authority import Authority
from pinakes.records.authority_forms import form_key, lists
from pinakes.records.authority_matching import Known
from pinakes.records.heading_keys import place
from pinakes.records.record import Record, SubjectKind
from pinakes.store.authority_port import AuthorityStore, CrossReference, HeadingList, StoredAuthority

LONGEST = 400
"""Characters of a heading that leads to another."""
MOST_FORMS = 500
"""Variants of one authority that stand in lists."""


def tombstone(authority: Authority) -> Authority:
    """What is kept of a deleted one."""
    return Authority(
        source=authority.source,
        local_id=authority.local_id,
        deleted=True,
        heading=authority.heading,
        identifiers=authority.identifiers,
    )


_KINDS: dict[HeadingList, tuple[SubjectKind, ...]] = {
    "author": ("person", "organisation"),
    "subject": ("topic", "person", "organisation", "work"),
}
"""One kind of each class of keys."""


def headed(
    store: AuthorityStore, name: HeadingList, headings: Sequence[str]
) -> dict[str, tuple[StoredAuthority, ...]]:
    """As ``AuthorityStore.headed``, by the store's other methods."""
    keys = {h: [form_key(h, kind) for kind in _KINDS[name]] for h in headings}
    held = store.holders([key for some in keys.values() for key in some])
    ids = {h.authority: None for some in held.values() for h in some if h.role == "heading"}
    known = {s.id: s for s in store.get_many(list(ids)) if name in lists(s.authority)} if ids else {}
    found: dict[str, dict[str, StoredAuthority]] = {}
    for heading, some in keys.items():
        for holder in (h for key in some for h in held.get(key, ())):
            if holder.role == "heading" and holder.authority in known:
                found.setdefault(heading, {})[holder.authority] = known[holder.authority]
    return {heading: tuple(s for _, s in sorted(some.items())) for heading, some in found.items()}


def listed(text: str) -> str:
    """A heading as the lists have it: "Lung › Diseases" for "Lung -- Diseases"."""
    return text.replace(" -- ", " › ")


def references(authority: Authority) -> Iterator[tuple[HeadingList, str, str]]:
    """(list, place, form) of each form that leads to the chosen one; each form once in a list."""
    chosen = authority.heading
    same = {form_key(t, chosen.kind) for t in (chosen.text, chosen.alternate) if t}
    texts = (
        listed(text[:LONGEST])
        for heading in authority.variants
        for text in (heading.text, heading.alternate)
        if text and form_key(text, chosen.kind) not in same
    )
    for number, text in enumerate(dict.fromkeys(texts)):
        if number == MOST_FORMS:
            return
        for name in lists(authority):
            yield name, place(text), text


def merged(rows: Iterable[tuple[str, str, str]]) -> list[CrossReference]:
    """Rows of (place, form, chosen heading), in order, with one reference for each form."""
    found: dict[str, tuple[str, list[str]]] = {}
    for where, text, see in rows:
        targets = found.setdefault(where, (text, []))[1]
        if see not in targets:
            targets.append(see)
    return [
        CrossReference(place=p, heading=t, see=tuple(sorted(s, key=place))) for p, (t, s) in found.items()
    ]


def known(authorities: AuthorityStore, records: Sequence[Record]) -> list[Known]:
    """What authorities say of each record; nothing is asked as long as there are none."""
    if not records or not authorities.last_sequence():
        return [Known()] * len(records)
    found = [authority_matching.headings(r) for r in records]
    held = authorities.holders([k for headings in found for k in authority_matching.keys(headings)])
    if not held:
        return [Known()] * len(records)
    ids = dict.fromkeys(
        i for headings in found for heading in headings for i in authority_matching.chosen(heading, held)
    )
    of_id = {s.id: s.authority for s in authorities.get_many(list(ids))}
    return [authority_matching.known(headings, held, of_id) for headings in found]

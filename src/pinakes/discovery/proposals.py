"""What to try when a search finds nothing or little: only searches that find something, each with its number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Literal

import msgspec

from pinakes.discovery.state import Constraint, SearchState
from pinakes.errors import IndexError_, QueryError
from pinakes.query.advanced import AdvancedSearch
from pinakes.query.text import to_text
from pinakes.query.tree import And, Everything, Node, Or, Words
from pinakes.records.base import Struct

if TYPE_CHECKING:
    from pinakes.discovery.catalogue import Catalogue

FEW = 5
"""Hits up to which another spelling is offered beside them."""
MOST_WORDS = 8
"""Words or rows that are left out one by one, and limits."""
HEADINGS = 3

Kind = Literal[
    "spelling",
    "spelling-without-limits",
    "without-limit",
    "without-limits",
    "without-word",
    "without-row",
    "any-word",
    "all-fields",
    "subject",
]


class Proposal(Struct):
    """Another search, which finds something."""

    kind: Kind
    state: SearchState
    total: int
    left_out: str = ""
    """The word, facet, or number of the row that it does without."""


class WordAlone(Struct):
    """A word of the question and how many records have it; 0 is worth saying too."""

    text: str
    state: SearchState
    total: int
    without_limits: bool = False
    """Only beyond the limits of the search is it found at all."""


def better_spelling(catalogue: Catalogue, state: SearchState, total: int) -> Proposal | None:
    """Another spelling of the words that finds more than ``total``, with the same limits; else None."""
    for text in _corrections(catalogue, state):
        other = state.with_(q=text)
        if (number := count(catalogue, other)) > total:
            return Proposal(kind="spelling", state=other, total=number)
    return None


def proposals(catalogue: Catalogue, state: SearchState) -> tuple[Proposal, ...]:
    """What would find something: spelling, fewer limits, fewer words, any of them, other fields, subjects."""
    found: dict[str, Proposal] = {}
    for kind, other, left_out in _tried(catalogue, state):
        address = other.query_string()
        if address in found:
            continue
        if total := count(catalogue, other):
            found[address] = Proposal(kind=kind, state=other, total=total, left_out=left_out)
    return tuple(found.values())


def words_alone(catalogue: Catalogue, state: SearchState) -> tuple[WordAlone, ...]:
    """What each word of a question finds by itself; nothing for one word or a question of another form."""
    parts = _parts(_node(state))
    found: list[WordAlone] = []
    for part in parts if len(parts) > 1 else ():
        alone = state.with_(q=to_text(part, field=state.field))
        total = count(catalogue, alone)
        open_ = alone.with_(constraints=())
        wider = count(catalogue, open_) if not total and state.constraints else 0
        found.append(
            WordAlone(
                text=alone.q,
                state=open_ if wider else alone,
                total=wider or total,
                without_limits=bool(wider),
            )
        )
    return tuple(found)


def count(catalogue: Catalogue, state: SearchState) -> int:
    """How many records a search finds as it stands; 0 when it can't be asked, or only finds the nearest."""
    from pinakes.discovery.catalogue import read

    try:
        request = state.request(read(state).node)
        result = catalogue.find(msgspec.structs.replace(request, offset=0, limit=0, sort="relevance"))
    except (QueryError, IndexError_):
        return 0
    return 0 if result.relaxed else result.total


def _tried(catalogue: Catalogue, state: SearchState) -> Iterator[tuple[Kind, SearchState, str]]:
    open_ = state.with_(constraints=())
    corrections = _corrections(catalogue, state)
    for text in corrections:
        yield "spelling", state.with_(q=text), ""
    for form in _corrected_rows(catalogue, state.advanced):
        yield "spelling", state.with_(advanced=form), ""
    for text in corrections if state.constraints else ():
        yield "spelling-without-limits", open_.with_(q=text), ""
    facets = dict.fromkeys((c.facet, c.exclude) for c in state.constraints)
    for facet, exclude in list(facets)[:MOST_WORDS] if len(facets) > 1 else ():
        kept = tuple(c for c in state.constraints if (c.facet, c.exclude) != (facet, exclude))
        yield "without-limit", state.with_(constraints=kept), facet
    if state.constraints:
        yield "without-limits", open_, ""
    yield from _fewer_words(state)
    if state.field != "all" and state.q:
        yield "all-fields", state.with_(field="all"), ""
        if state.constraints:
            yield "all-fields", open_.with_(field="all"), ""
    for heading in _headings(catalogue, state):
        yield "subject", SearchState(constraints=(Constraint(facet="subject", value=heading),)), ""


def _fewer_words(state: SearchState) -> Iterator[tuple[Kind, SearchState, str]]:
    parts = _parts(_node(state))
    if len(parts) > 2:
        for at, part in enumerate(parts):
            rest = to_text(_joined([*parts[:at], *parts[at + 1 :]]), field=state.field)
            left_out = to_text(part, field=state.field)
            yield "without-word", state.with_(q=rest), left_out
            if state.constraints:
                yield "without-word", state.with_(q=rest, constraints=()), left_out
    if len(parts) > 1:
        text = to_text(Or(parts=tuple(parts)), field=state.field)
        yield "any-word", state.with_(q=text), ""
        if state.constraints:
            yield "any-word", state.with_(q=text, constraints=()), ""
    rows = [(g, r) for g, group in enumerate(state.advanced.groups) for r in range(len(group.rows))]
    for number, (g, r) in enumerate(rows[:MOST_WORDS] if len(rows) > 1 else (), 1):
        yield "without-row", state.with_(advanced=_without(state.advanced, g, r)), str(number)


def _without(form: AdvancedSearch, group: int, row: int) -> AdvancedSearch:
    groups = list(form.groups)
    rows = groups[group].rows
    groups[group] = msgspec.structs.replace(groups[group], rows=(*rows[:row], *rows[row + 1 :]))
    return msgspec.structs.replace(form, groups=tuple(g for g in groups if g.rows))


def _node(state: SearchState) -> Node:
    """What the box asks for, without the form."""
    from pinakes.discovery.catalogue import read

    try:
        return read(state.with_(advanced=AdvancedSearch())).node if state.q.strip() else Everything()
    except QueryError:
        return Everything()


def _parts(node: Node) -> list[Node]:
    """The words or conditions that a question needs all of; none when it is of another form or too long."""
    if isinstance(node, Words) and node.match == "words" and node.field != "identifier":
        found: list[Node] = [msgspec.structs.replace(node, text=w, need="all") for w in node.text.split()]
    elif isinstance(node, And):
        found = [part for part in node.parts if not isinstance(part, Everything)]
    else:
        found = [node]
    return found if len(found) <= MOST_WORDS else []


def _joined(parts: Sequence[Node]) -> Node:
    """Words of one field as one condition again, so that the text stays as it was typed."""
    words = [part for part in parts if isinstance(part, Words) and part.match == "words"]
    if len(words) == len(parts) and len({part.field for part in words}) == 1:
        field = words[0].field
        text = " ".join(part.text for part in words)
        return Words(text=text, field=field, need="most" if field == "all" else "all")
    return And(parts=tuple(parts)) if len(parts) > 1 else parts[0]


def _corrections(catalogue: Catalogue, state: SearchState) -> list[str]:
    """At most two other spellings of the words."""
    return _spellings(catalogue, state.q)


def _spellings(catalogue: Catalogue, text: str) -> list[str]:
    if not text.strip():
        return []
    try:
        return [other for other in catalogue.index.corrections(text, limit=2) if other != text]
    except (QueryError, IndexError_):
        return []


def _corrected_rows(catalogue: Catalogue, form: AdvancedSearch) -> Iterator[AdvancedSearch]:
    """The form with one row in another spelling, for each row that has one."""
    for g, group in enumerate(form.groups):
        for r, row in enumerate(group.rows[:MOST_WORDS]):
            for text in _spellings(catalogue, row.words)[:1]:
                rows = (*group.rows[:r], msgspec.structs.replace(row, words=text), *group.rows[r + 1 :])
                groups = (*form.groups[:g], msgspec.structs.replace(group, rows=rows), *form.groups[g + 1 :])
                yield msgspec.structs.replace(form, groups=groups)


def _headings(catalogue: Catalogue, state: SearchState) -> list[str]:
    """Subject headings that hold all of the words, else the longest of them."""
    text = " ".join(p.text for p in _parts(_node(state)) if isinstance(p, Words))
    found: dict[str, None] = {}
    for asked in (text, *sorted(text.split(), key=len, reverse=True)[:3]):
        if len(asked) < 3 or len(found) >= HEADINGS:
            continue
        try:
            found |= dict.fromkeys(catalogue.index.suggest(asked, field="subject", limit=HEADINGS))
        except (QueryError, IndexError_):
            return []
    return list(found)[:HEADINGS]

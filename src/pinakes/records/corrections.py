"""What has become of a work after it came out: retracted, of concern, corrected; and which works a notice speaks of."""

from __future__ import annotations

import re

from pinakes.records.record import Identifier, Record, Relation

RETRACTED, CONCERN, CORRECTED = STATES = ("retracted", "concern", "corrected")
"""The gravest first."""
_SUFFERED = {"retraction": RETRACTED, "erratum": CORRECTED}
_DONE = {"retracts": RETRACTED, "corrects": CORRECTED}
_TYPES = {"retracted publication": RETRACTED, "retracted article": RETRACTED, "withdrawn": RETRACTED}
_TITLE = re.compile(
    r"^\W*(?:retracted|withdrawn)(?: article| paper| publication)?\s*[:\]\u2013\u2014-]", re.IGNORECASE
)


def states(record: Record) -> tuple[str, ...]:
    """What the record says of itself, the gravest first; a notice about another work says nothing of itself."""
    found = {_TYPES[t.casefold()] for t in record.publication_types if t.casefold() in _TYPES}
    if record.title and _TITLE.match(record.title):
        found.add(RETRACTED)
    found |= {state for relation in record.relations if (state := suffered(relation))}
    return tuple(s for s in STATES if s in found)


def suffered(relation: Relation) -> str:
    """What a relation says has become of the work it belongs to; "" when nothing."""
    return CONCERN if _of_concern(relation) is False else _SUFFERED.get(relation.kind, "")


def amendments(record: Record) -> tuple[tuple[str, str], ...]:
    """(what it says of it, the work as ``key`` writes its identifier) of the works that a notice speaks of."""
    return tuple(
        dict.fromkeys(
            (state, key(i))
            for r in record.relations
            if (state := CONCERN if _of_concern(r) else _DONE.get(r.kind, ""))
            for i in r.identifiers
        )
    )


def amended(record: Record) -> tuple[str, ...]:
    """The works that the record retracts, corrects or doubts, as ``key`` writes their identifiers."""
    return tuple(dict.fromkeys(work for _, work in amendments(record)))


def key(identifier: Identifier) -> str:
    """ "doi:10.1002/rcr2.52"; the same however it was printed."""
    return f"{identifier.scheme}:{identifier.value.casefold()}"


def _of_concern(relation: Relation) -> bool | None:
    """Whether it is about another work ("… for"), about this one ("… in"), or (None) no expression of concern."""
    label = relation.label.casefold()
    if "expression of concern" not in label:
        return None
    return label.endswith((" for", " of"))

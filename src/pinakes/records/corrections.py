"""What has become of a work after it came out: retracted, of concern, corrected; and which works a notice speaks of."""

from __future__ import annotations

import re

from pinakes.records.record import Identifier, Record

RETRACTED, CONCERN, CORRECTED = STATES = ("retracted", "concern", "corrected")
"""The gravest first."""
NOTICES = frozenset({"retracts", "corrects"})
_BY_RELATION = {"retraction": RETRACTED, "erratum": CORRECTED}
_TYPES = {"retracted publication": RETRACTED, "retracted article": RETRACTED, "withdrawn": RETRACTED}
_TITLE = re.compile(
    r"^\W*(?:retracted|withdrawn)(?: article| paper| publication)?\s*[:\]\u2013\u2014-]", re.IGNORECASE
)


def states(record: Record) -> tuple[str, ...]:
    """What the record says of itself, the gravest first; a notice about another work says nothing of itself."""
    found = {_TYPES[t.casefold()] for t in record.publication_types if t.casefold() in _TYPES}
    if record.title and _TITLE.match(record.title):
        found.add(RETRACTED)
    for relation in record.relations:
        if relation.kind in _BY_RELATION:
            found.add(_BY_RELATION[relation.kind])
        elif _of_concern(relation.label) and not relation.label.casefold().endswith((" for", " of")):
            found.add(CONCERN)
    return tuple(s for s in STATES if s in found)


def amended(record: Record) -> tuple[str, ...]:
    """The works that the record retracts, corrects or doubts, as ``key`` writes their identifiers."""
    return tuple(
        dict.fromkeys(
            key(i)
            for r in record.relations
            if r.kind in NOTICES or (_of_concern(r.label) and r.label.casefold().endswith((" for", " of")))
            for i in r.identifiers
        )
    )


def key(identifier: Identifier) -> str:
    """ "doi:10.1002/rcr2.52"; the same however it was printed."""
    return f"{identifier.scheme}:{identifier.value.casefold()}"


def _of_concern(label: str) -> bool:
    return "expression of concern" in label.casefold()

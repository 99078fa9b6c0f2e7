"""More like this: the words of a document that tell most of it, as a question."""

from __future__ import annotations

from collections import Counter

from pinakes.index.clauses import AllOf, AnyOf, Clause, Nothing, Token, Without
from pinakes.index.planning import Vocabulary
from pinakes.index.prepared import ALL, TITLE_KEY, Prepared

WORDS = 16
MINIMUM = 2
"""Words that a like document must share."""


def like(prepared: Prepared, vocabulary: Vocabulary, *, id_field: str) -> Clause:
    """Documents that share telling words with this one, but are neither it nor the same work."""
    counts = Counter("".join(prepared.words.get(ALL, ())).split())
    weighed: list[tuple[float, str]] = []
    for token, count in counts.most_common(400):
        if "~" not in token:
            continue
        frequency = vocabulary.frequency(ALL, token)
        if 1 < frequency < max(vocabulary.documents / 4, 4):
            weighed.append((count / (count + 1.2) * vocabulary.rarity(frequency), token))
    weighed.sort(reverse=True)
    chosen = [Token(field=ALL, text=token, weight=1.0) for _, token in weighed[:WORDS]]
    if not chosen:
        return Nothing()
    same = [Token(field=id_field, text=prepared.id, constant=True)]
    same += [Token(field=TITLE_KEY, text=key, constant=True) for key in prepared.keywords.get(TITLE_KEY, ())]
    words = AnyOf(parts=tuple(chosen), minimum=min(MINIMUM, len(chosen)))
    return AllOf(parts=(words, *(Without(part=clause) for clause in same)))

"""Who is compared with whom: records that share a key. Each has few, so that no step is quadratic."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from pinakes.ingest.duplicates.traits import Traits

LONGEST_BLOCK = 60
"""Records of one key beyond which it tells nothing ("Introduction", 2019) and is passed over."""
_TELLING = 4
"""Letters from which a word of a title tells something."""


def keys(traits: Traits) -> tuple[int, ...]:
    """Hashes of 63 bits: of identifiers, and of what remains of title, people and place when typists err."""
    return tuple(dict.fromkeys(_hash(text) for text in _texts(traits)))


def _texts(traits: Traits) -> Iterator[str]:
    for scheme, number in traits.identifiers:
        yield f"{scheme}:{number}"
    for isbn in traits.isbns:
        yield f"isbn:{isbn}"
    words = traits.title.split()
    telling = [w for w in words if len(w) >= _TELLING]
    if telling:
        # The beginning; the longest words in alphabetical order, for titles whose beginning differs;
        # and the first and last of them, for titles with a slip in the middle.
        yield "t:" + "".join(words)[:24]
        longest = sorted(sorted(telling, key=lambda w: (-len(w), w))[:3])
        if len(longest) > 1:
            yield "l:" + " ".join(longest)
        if len(telling) > 2:
            yield f"e:{telling[0][:6]} {telling[-1][:6]} {len(telling)}"
    families = sorted({p.family.replace(" ", "")[:8] for p in traits.people if p.family})
    if families and traits.year and telling:
        yield f"y:{traits.people[0].family[:8]} {traits.year} {sorted(telling, key=len)[-1][:6]}"
    if families and traits.first_page:
        yield f"p:{families[0]} {traits.volume} {traits.first_page}"
    if traits.host and traits.volume and traits.first_page:
        yield f"h:{traits.host[:6]} {traits.volume} {traits.first_page}"


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest()) >> 1

"""Which ids have come in a run: a Bloom filter, since a set of all would grow with the file."""

from __future__ import annotations

BITS = 1 << 28
"""32 MB, of which an operating system gives only what is touched."""
_MASK = BITS - 1


class SeenIds:
    """Says of an id whether it came before.

    It may say yes of one that didn't: once in ten million at a million ids, once in two thousand at ten
    million. Whoever asks must lose nothing by that (see ``RecordToStore.repeats``).
    """

    def __init__(self) -> None:
        self._bits = bytearray(BITS // 8)

    def add(self, record_id: str) -> bool:
        """Whether it was there; it is from now on."""
        bits = self._bits
        word = hash(record_id)
        # Four places out of one hash, as good as four hashes (Kirsch and Mitzenmacher, 2006).
        place, step = word & _MASK, word >> 28 & _MASK | 1
        there = True
        for _ in range(4):
            at, bit = place >> 3, 1 << (place & 7)
            if not bits[at] & bit:
                there = False
                bits[at] |= bit
            place = place + step & _MASK
        return there

"""Which ids have come in this run: a Bloom filter, since a set of all would grow with the file."""

from __future__ import annotations

import hashlib

BITS = 1 << 28
"""32 MB, of which an operating system gives only what is touched."""
_MASK = BITS - 1


class SeenIds:
    """Says of an id whether it came before.

    It may say yes of one that didn't: once in ten million at a million ids, once in two thousand at ten
    million. Nothing is lost by that: see ``RecordToStore.repeats``.
    """

    def __init__(self) -> None:
        self._bits = bytearray(BITS // 8)

    def add(self, record_id: str) -> bool:
        """Whether it was there; it is from now on."""
        bits = self._bits
        word = int.from_bytes(hashlib.blake2b(record_id.encode(), digest_size=16).digest())
        there = True
        for _ in range(4):
            place, bit = (word & _MASK) >> 3, 1 << (word & 7)
            if not bits[place] & bit:
                there = False
                bits[place] |= bit
            word >>= 32
        return there

"""Which documents belong together, written beside the engine's files: pairs of a slot and the hash of a key.

Documents that share a key, also by way of others, are one group. Pairs are added in the order of slots; those of
slots that a snapshot does not know are passed over.
"""

from __future__ import annotations

import hashlib
import os
from array import array
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

FILE = "works"
_PAIR = 2
"""Numbers of a pair: the slot, and 63 bits of a hash."""
_BYTES = 8 * _PAIR
_MOST_ROUNDS = 64


class WorksWriter:
    """Appends pairs to ``folder``/works."""

    def __init__(self, folder: Path, slots: int) -> None:
        self._path = folder / FILE
        self._pending = array("q")
        self._cut(slots)

    def add(self, slot: int, keys: tuple[str, ...]) -> None:
        """The keys of a document; a slot is never given twice."""
        for key in keys:
            self._pending.extend((slot, _hash(key)))

    def write(self) -> None:
        if self._pending:
            with self._path.open("ab") as file:
                file.write(self._pending)
            self._pending = array("q")

    def flush(self) -> None:
        """Everything so far is on the disk."""
        self.write()
        with self._path.open("rb+") as file:
            os.fdatasync(file.fileno())

    def forget(self, slots: int) -> None:
        """Take back what is not of the first ``slots``."""
        self._pending = array("q")
        self._cut(slots)

    def _cut(self, slots: int) -> None:
        self._path.touch()
        pairs = _read(self._path)
        os.truncate(self._path, int(np.searchsorted(pairs[:, 0], slots)) * _BYTES)


def labels(folder: Path, slots: int, living: NDArray[np.intp]) -> NDArray[np.int64]:
    """Of each of the first slots the number of its group, which is that of one of its documents: of the ``living``
    those that share keys have the same; whatever has no key is a group of its own."""
    found = np.arange(slots, dtype=np.int64)
    pairs = _read(folder / FILE)
    pairs = pairs[: int(np.searchsorted(pairs[:, 0], slots))]
    alive = np.zeros(slots, bool)
    alive[living] = True
    pairs = pairs[alive[pairs[:, 0]]]
    if not len(pairs):
        return found
    slot, key = pairs[:, 0], np.unique(pairs[:, 1], return_inverse=True)[1].reshape(-1)
    by_key = np.empty(int(key.max()) + 1, np.int64)
    # The lowest number goes from documents to their keys and back until nothing changes: as many rounds as the
    # longest chain, which is two but for the strangest data.
    for _ in range(_MOST_ROUNDS):
        by_key.fill(slots)
        np.minimum.at(by_key, key, found[slot])
        new = found.copy()
        np.minimum.at(new, slot, by_key[key])
        if np.array_equal(new, found):
            break
        found = new
    return found


def _read(path: Path) -> NDArray[np.int64]:
    data = path.read_bytes() if path.exists() else b""
    return np.frombuffer(data[: len(data) // _BYTES * _BYTES], np.int64).reshape(-1, _PAIR)


def _hash(key: str) -> int:
    return int.from_bytes(hashlib.blake2b(key.encode("utf-8", "replace"), digest_size=8).digest()) >> 1

"""What a change does to what is there: the rules that every store shares."""

from __future__ import annotations

from typing import NamedTuple

from pinakes.store.port import Outcome, RecordToDelete, RecordToStore

DIGEST_SIZE = 16
MAX_SUPERSEDED = 1000
"""Digests of losers that are remembered for one id."""


class Known(NamedTuple):
    """What decides about a change: the digest that lies there, those that it overtook, and whether it lives."""

    digest: bytes
    superseded: bytes
    """Digests, one after another, of records of this id that came earlier in the same run."""
    deleted: bool


def decide(known: Known | None, change: RecordToStore | RecordToDelete) -> tuple[Outcome, bytes]:
    """The outcome and, when it is written, the digests that the new state has overtaken.

    A source may hold two records of one id; the later wins. Were the loser's digest not remembered,
    reading the same file again would write the loser, then the winner, and so change twice for nothing.
    """
    deletes = isinstance(change, RecordToDelete)
    if known is None:
        return ("deleted" if deletes and change.encoded else "unchanged" if deletes else "added"), b""
    if known.deleted == deletes and (deletes or known.digest == change.digest):
        return "unchanged", b""
    if not change.final and change.digest and _holds(known.superseded, change.digest):
        return "superseded", b""
    superseded = _without(known.superseded + known.digest, change.digest) if change.repeats else b""
    if deletes:
        return "deleted", superseded
    return ("added" if known.deleted else "changed"), superseded


def _holds(digests: bytes, digest: bytes) -> bool:
    return any(digests[n : n + DIGEST_SIZE] == digest for n in range(0, len(digests), DIGEST_SIZE))


def _without(digests: bytes, digest: bytes) -> bytes:
    parts = (digests[n : n + DIGEST_SIZE] for n in range(0, len(digests), DIGEST_SIZE))
    kept = dict.fromkeys(p for p in parts if p != digest)
    return b"".join(list(kept)[-MAX_SUPERSEDED:])

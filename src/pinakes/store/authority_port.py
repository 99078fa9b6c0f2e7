"""The port for authorities: names and subjects with the forms under which they are looked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, Protocol

import msgspec

from pinakes.records.authority import Authority
from pinakes.records.base import Struct

AuthorityOutcome = Literal["added", "changed", "unchanged", "deleted"]
"""As ``port.Outcome``, of an authority."""
HeadingList = Literal["author", "subject"]
"""The lists that people leaf through in which headings may lead to others; names as in ``fields.HEADINGS``."""


class AuthorityToStore(Struct, array_like=True):
    """An authority on its way in; a deleted one leaves a tombstone of its heading."""

    id: str
    source: str
    digest: bytes
    """As of a record (``encoding.digest``): equal means unchanged."""
    encoded: bytes
    """The authority as JSON, compressed."""
    raw: bytes
    """The bytes as they came, compressed."""
    raw_format: str
    deleted: bool = False


class AuthorityReport(Struct):
    """What a batch did: one outcome for each, in order."""

    outcomes: tuple[AuthorityOutcome, ...] = ()
    last_sequence: int = 0


class StoredAuthority(Struct):
    """An authority as it lies in the store."""

    id: str
    """``source:local-id``, as of a record."""
    sequence: int
    """Of its last change; authorities count for themselves."""
    deleted: bool
    authority: Authority
    raw_format: str = ""


class FormHolder(Struct):
    """Which authority has a form, and as what."""

    authority: str
    role: Literal["heading", "variant", "identifier"]
    year: str = ""
    """Of birth or foundation, where the form has one."""


class CrossReference(Struct):
    """A heading that is not used, and those that are: "Twain, Mark: see Clemens, Samuel Langhorne"."""

    place: str
    """Where it stands in the list, as ``index.port.Heading.place``."""
    heading: str
    see: tuple[str, ...]
    """Chosen headings, in their order."""


class CrossReferences(Struct):
    """Part of a list of headings that lead to others."""

    before: tuple[CrossReference, ...] = ()
    """Those directly before the place asked for, in order."""
    after: tuple[CrossReference, ...] = ()
    """Those at the place and after it."""


class AuthorityStore(Protocol):
    """Keeps authorities. All writes of one call are one transaction."""

    def apply(self, changes: Sequence[AuthorityToStore]) -> AuthorityReport:
        """Store and delete in this order. Raises StoreBusy, StoreFull."""
        ...

    def delete_many(self, ids: Sequence[str]) -> int:
        """Turn into tombstones; how many were there and alive."""
        ...

    def get_many(self, ids: Sequence[str]) -> list[StoredAuthority]:
        """Those that exist, tombstones too, in the order of ``ids``."""
        ...

    def raw(self, authority_id: str) -> tuple[str, bytes] | None:
        """(format, bytes as they came)."""
        ...

    def changes(self, after: int = 0, *, limit: int = 1000) -> list[StoredAuthority]:
        """Changes with a sequence > ``after``, in order; each authority once, at its last change."""
        ...

    def last_sequence(self) -> int:
        """0 as long as there was never one."""
        ...

    def count(self) -> int:
        """Living ones."""
        ...

    def ids_of(self, source: str) -> Iterator[str]:
        """Ids of the living ones of one source."""
        ...

    def holders(self, keys: Sequence[int]) -> dict[int, list[FormHolder]]:
        """Who has each key (``authority_forms.form_key``, ``identifier_key``); keys that nobody has are left out."""
        ...

    def headed(self, name: HeadingList, headings: Sequence[str]) -> dict[str, tuple[StoredAuthority, ...]]:
        """Heading of a list → the authorities of which it is the chosen form: "see also" is in ``related``."""
        ...

    def mark_used(self, ids: Sequence[str]) -> None:
        """Records have these: their other forms stand in the lists of headings from now on."""
        ...

    def references(
        self, name: HeadingList, place: str = "", *, before: int = 0, limit: int = 20
    ) -> CrossReferences:
        """Headings around a place of a list that only lead to one that records have; in filing order."""
        ...


_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(Authority)


def encoded(authority: Authority) -> bytes:
    """An authority as JSON."""
    return _ENCODER.encode(authority)


def decoded(data: bytes) -> Authority:
    """What ``encoded`` made."""
    return _DECODER.decode(data)

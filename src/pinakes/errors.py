"""Every error that pinakes raises on purpose, as one tree.

PinakesError
├── ConfigurationError        pinakes.toml or the environment is wrong; the message tells the cure
├── FormatError
│   ├── UnknownFormat         a format name or content that no reader knows
│   ├── ReadError             one record can't be read (batches turn it into a ReadFailure)
│   └── WriteError            one record can't be written in the format that was asked for
├── SourceError               a file, folder, archive or server can't be read
│   └── UnsafeArchive         an archive that would fill the memory or leave its folder
├── QueryError
│   ├── QueryLimit            longer, deeper or wider than the documented limits
│   └── UnknownField          a field, filter, facet or sort that the catalogue doesn't declare
├── CitationError             a style or language of citations that isn't there
├── RecordNotFound
├── StoreError
│   ├── StoreBusy             another import holds the catalogue
│   └── StoreFull             no room left on the disk
└── IndexError_
    ├── IndexUnavailable      no index, or its engine does not answer
    │   └── IndexBusy         another process is writing to it
    ├── IndexOutdated         the field list changed since the index was built
    └── IndexRefused          the engine refused a document
"""

from __future__ import annotations


class PinakesError(Exception):
    """Root of all errors; ``str(error)`` is one sentence that may be shown to people."""


class ConfigurationError(PinakesError):
    """The configuration is wrong; the message names the setting and what is allowed."""


class FormatError(PinakesError):
    """Something about the format of bibliographic data."""


class UnknownFormat(FormatError):
    """No reader or exporter of this name, or none that recognises the content."""


class ReadError(FormatError):
    """A record can't be read.

    ``reason`` is a sentence without the place; ``field`` names the field, where one is to blame.
    """

    def __init__(self, reason: str, *, field: str = "") -> None:
        self.reason = reason
        self.field = field
        super().__init__(f"{field}: {reason}" if field else reason)


class WriteError(FormatError):
    """A record can't be expressed in the format that was asked for."""


class SourceError(PinakesError):
    """A file, folder, archive or server can't be read."""


class UnsafeArchive(SourceError):
    """An archive that expands without bounds or whose members leave their folder."""


class QueryError(PinakesError):
    """A question that can't be asked in this way."""


class QueryLimit(QueryError):
    """A question beyond a documented limit; ``limit`` names it, ``allowed`` is its value."""

    def __init__(self, message: str, *, limit: str, allowed: int) -> None:
        self.limit = limit
        self.allowed = allowed
        super().__init__(message)


class UnknownField(QueryError):
    """A field, filter, facet or sort that the catalogue does not declare."""

    def __init__(self, name: str, allowed: tuple[str, ...], *, kind: str = "field") -> None:
        self.name = name
        self.allowed = allowed
        self.kind = kind
        super().__init__(f"There is no {kind} {name!r}. Allowed: {', '.join(allowed)}.")


class CitationError(PinakesError):
    """A style or language of citations is not there or can't be read."""


class RecordNotFound(PinakesError):
    """No record has this id, and none had."""

    def __init__(self, record_id: str) -> None:
        self.record_id = record_id
        super().__init__(f"There is no record {record_id!r} in this catalogue.")


class StoreError(PinakesError):
    """The store can't do what was asked."""


class StoreBusy(StoreError):
    """Another import or harvest is writing to this catalogue."""


class StoreFull(StoreError):
    """There is no room left on the disk; what was reported as stored is safe."""


class IndexError_(PinakesError):  # noqa: N801 - the builtin has the better name
    """Something about the search index."""


class IndexUnavailable(IndexError_):
    """There is no index, or its engine does not answer."""


class IndexBusy(IndexUnavailable):
    """Another process is writing to the index; reading goes on."""


class IndexOutdated(IndexError_):
    """The list of fields has changed since the index was built; `pinakes reindex` mends it."""


class IndexRefused(IndexError_):
    """The engine refused a document; ``record_id`` names it."""

    def __init__(self, record_id: str, reason: str) -> None:
        self.record_id = record_id
        self.reason = reason
        super().__init__(f"The index refused record {record_id!r}: {reason}")

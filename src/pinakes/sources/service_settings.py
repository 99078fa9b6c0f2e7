"""[availability] and [covers] of pinakes.toml: services that are asked while readers look at a page."""

from __future__ import annotations

from pinakes.records.base import Struct


class _Service(Struct, forbid_unknown_fields=True):
    """A table; a name that it does not have stops the start."""


class AvailabilitySettings(_Service):
    """[availability] — what the library system says of copies at this moment, asked after the page is there."""

    daia: str = ""
    """Address of a DAIA 1.0 server. Without one the state that records bring along is shown."""
    id: str = "{local_id}"
    """What the server is asked for: {local_id} is the record's number in its source, {id} its whole id."""
    sources: tuple[str, ...] = ()
    """Sources whose records are asked for; none named means all that have holdings."""
    wait: float = 3.0
    """Seconds that a page waits for the answer."""
    fresh: int = 60
    """Seconds that an answer is remembered."""


class CoverSettings(_Service):
    """[covers] — pictures of books; where there is none, one is set from the title."""

    folder: str = "covers"
    """Folder of pictures, relative to the catalogue's, named by ISBN or id: 9780299131708.jpg."""
    provider: str = ""
    """Address of a service's pictures with {isbn} in it. The server fetches them; readers' browsers never ask it."""
    wait: float = 4.0
    """Seconds that a picture may take."""
    days: int = 30
    """Days that a picture, or that there is none, is remembered."""

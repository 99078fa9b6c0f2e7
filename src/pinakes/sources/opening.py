"""Settings → a source that can be read: the only place that knows all kinds."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import msgspec

from pinakes.sources.base import Described
from pinakes.sources.settings import SourceSettings

# Kind → "module:class", loaded when one is opened: each takes settings, state=, full= and folder=.
KINDS: dict[str, str] = {
    "oai-pmh": "pinakes.sources.oai_pmh:OaiPmh",
}


def open_source(
    settings: SourceSettings, *, state: bytes = b"", full: bool = False, folder: Path
) -> Described:
    """The source, to be read from where ``state`` says; relative paths are meant from ``folder``."""
    kind = str(settings.__struct_config__.tag)
    module, _, name = KINDS[kind].partition(":")
    source: Described = getattr(import_module(module), name)(settings, state=state, full=full, folder=folder)
    return source


def packed(settings: SourceSettings) -> bytes:
    """Settings as bytes, for another process."""
    return msgspec.json.encode(settings)


def unpacked(data: bytes) -> SourceSettings:
    """Settings from ``packed``."""
    found: SourceSettings = msgspec.json.decode(data, type=SourceSettings)
    return found

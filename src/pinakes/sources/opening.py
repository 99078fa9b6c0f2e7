"""Settings → a source that can be read: the only place that knows all kinds."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

import msgspec

from pinakes.sources.base import Described
from pinakes.sources.paging import Paged
from pinakes.sources.settings import FolderSource, SourceSettings

# Kind → "module:class", loaded when one is opened: each takes settings, state=, full= and folder=.
KINDS: dict[str, str] = {
    "oai-pmh": "pinakes.sources.oai_pmh:OaiPmh",
    "folder": "pinakes.sources.changed_files:Folders",
    "http": "pinakes.sources.changed_files:HttpFiles",
}
# Kind → "module:class" of what is asked page by page (paging.Service): each takes settings.
SERVICES: dict[str, str] = {
    "sru": "pinakes.sources.sru:Sru",
    "pubmed": "pinakes.sources.pubmed:PubMed",
    "crossref": "pinakes.sources.crossref:Crossref",
    "openalex": "pinakes.sources.openalex:OpenAlex",
    "europepmc": "pinakes.sources.europepmc:EuropePmc",
    "datacite": "pinakes.sources.datacite:DataCite",
    "doaj": "pinakes.sources.doaj:Doaj",
}


def open_source(
    settings: SourceSettings, *, state: bytes = b"", full: bool = False, folder: Path, attempts: int = 0
) -> Described:
    """The source, to be read from where ``state`` says; relative paths are meant from ``folder``.

    ``attempts`` are those that a server gets that does not answer; 0 is the usual patience.
    """
    kind = str(settings.__struct_config__.tag)
    if kind in SERVICES:
        return _paged(settings, SERVICES[kind], state, full, attempts)
    more = {} if isinstance(settings, FolderSource) else {"attempts": attempts}
    source: Described = _loaded(KINDS[kind])(settings, state=state, full=full, folder=folder, **more)
    return source


def _paged(settings: Any, service: str, state: bytes, full: bool, attempts: int) -> Described:
    return Paged(
        _loaded(service)(settings),
        attempts=attempts,
        url=settings.url,
        contact=settings.contact,
        rate=settings.rate,
        allow_private_redirects=settings.allow_private_redirects,
        state=state,
        full=full,
    )


def _loaded(place: str) -> Any:
    module, _, name = place.partition(":")
    return getattr(import_module(module), name)


def packed(settings: SourceSettings) -> bytes:
    """Settings as bytes, for another process."""
    return msgspec.json.encode(settings)


def unpacked(data: bytes) -> SourceSettings:
    """Settings from ``packed``."""
    found: SourceSettings = msgspec.json.decode(data, type=SourceSettings)
    return found

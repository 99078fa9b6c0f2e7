"""All that is kept of a person, as one ZIP, and back from it. Apps add their parts: ``register(Part(…))`` in ready().

A part gives its things as JSON values. From them come ``NAME.json`` (the truth: an import reads it), ``NAME.csv`` (one
row a thing), a section of ``index.html`` for reading, and with ``records`` entries of ``records.ris``.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
import zlib
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from django.template.loader import render_to_string
from django.utils.translation import get_language, get_language_bidi

import pinakes
from pinakes import conf
from pinakes.errors import PinakesError
from pinakes.formats import registry
from pinakes.records.base import Struct
from pinakes.web import pages

if TYPE_CHECKING:
    from pinakes.accounts.models import Reader

Thing = dict[str, Any]
"""JSON values by name: text, numbers, truth, lists and dictionaries of them; dates as ISO 8601."""
KIND = "pinakes account"
LARGEST = 50_000_000
"""Bytes of the ZIP that an import takes, and of each file in it when it is unpacked."""


class ArchiveError(PinakesError):
    """A file that is not such a ZIP, or is too large; the text says which."""


class Part(Struct):
    """What one app keeps of a person."""

    name: str
    """Of its files, and for good: "lists"."""
    title: Callable[[], str]
    """Its heading, in the language that is active."""
    things: Callable[[Reader], Iterable[Thing]]
    """Everything that is kept of this person, in a lasting order."""
    columns: tuple[str, ...]
    """Names of a thing that are columns of the table and of the page for reading."""
    take: Callable[[Reader, Sequence[Thing]], int] | None = None
    """Put things of an export into this account, those that are there already once only; how many were new.

    The things come from a file that anybody may have written: unknown names are passed over, wrong values dropped.
    """
    records: Callable[[Reader], Iterable[str]] | None = None
    """Ids of the records that belong to it."""
    leave: Callable[[Reader, bool], None] | None = None
    """Before the account goes, for what does not go with its row: ``True`` keeps public things without a name."""


_parts: dict[str, Part] = {}


def register(part: Part) -> None:
    """Add what an app keeps; the same name again takes its place."""
    _parts[part.name] = part


def parts() -> tuple[Part, ...]:
    """All parts, in the order in which they were added."""
    return tuple(_parts.values())


def archive(reader: Reader) -> bytes:
    """The ZIP of everything that is kept of this person, in the language that is active."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as zipped:
        kept = [(part, [dict(t) for t in part.things(reader)]) for part in parts()]
        about = {
            "kind": KIND,
            "version": pinakes.__version__,
            "library": pages.library_settings().name,
            "made": datetime.now(UTC).isoformat(timespec="seconds"),
            "parts": [part.name for part, _things in kept],
        }
        zipped.writestr("about.json", _json(about))
        for part, things in kept:
            zipped.writestr(f"{part.name}.json", _json(things))
            zipped.writestr(f"{part.name}.csv", table(part.columns, things))
        ids = list(dict.fromkeys(i for part, _t in kept if part.records for i in part.records(reader)))
        if ids:
            zipped.writestr("records.ris", _ris(ids))
        zipped.writestr("index.html", _page(reader, kept, about))
    return out.getvalue()


def take(reader: Reader, data: bytes) -> dict[str, int]:
    """Put an export into this account: how many things of each part were new. Raises ArchiveError."""
    if len(data) > LARGEST:
        raise ArchiveError(f"The file is larger than {LARGEST // 1_000_000} MB.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as zipped:
            about = _read(zipped, "about.json")
            if not isinstance(about, dict) or about.get("kind") != KIND:
                raise ArchiveError("The file is not an export of an account.")
            taken = {}
            for part in parts():
                things = _read(zipped, f"{part.name}.json") if part.take else None
                if part.take and isinstance(things, list):
                    taken[part.name] = part.take(reader, [t for t in things if isinstance(t, dict)])
            return taken
    except (
        zipfile.BadZipFile,
        zlib.error,
        ValueError,
        OSError,
        EOFError,
        NotImplementedError,
        RuntimeError,
    ) as error:
        raise ArchiveError("The file is not an export of an account.") from error


def table(columns: Sequence[str], things: Iterable[Thing]) -> bytes:
    """CSV with a head and a byte order mark; a cell that a spreadsheet would take for a formula begins with '."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    for thing in things:
        writer.writerow([_cell(thing.get(name)) for name in columns])
    return out.getvalue().encode("utf-8-sig")


def shown(value: Any) -> str:
    """A value for people: lists as a line, nothing for None."""
    if value is None or value is False:
        return ""
    if value is True:
        return "✓"
    if isinstance(value, (list, tuple)):
        return "; ".join(filter(None, map(shown, value)))
    if isinstance(value, dict):
        return "; ".join(f"{k}: {shown(v)}" for k, v in value.items() if v not in (None, "", [], {}))
    return str(value)


def _cell(value: Any) -> str:
    text = shown(value)
    return "'" + text if text[:1] in "=+-@\t\r" and text else text


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1, default=str).encode()


def _read(zipped: zipfile.ZipFile, name: str) -> Any:
    """The JSON of a file; None when it is absent. Never unpacks more than LARGEST bytes."""
    try:
        with zipped.open(name) as stream:
            data = stream.read(LARGEST + 1)
    except KeyError:
        return None
    if len(data) > LARGEST:
        raise ArchiveError(f"{name} is larger than {LARGEST // 1_000_000} MB.")
    try:
        return json.loads(data)
    except RecursionError as error:
        raise ArchiveError("The file is not an export of an account.") from error


def _ris(ids: Sequence[str]) -> bytes:
    format_ = registry.get("ris")
    assert format_.exporter is not None
    out = io.BytesIO()
    store = conf.current_catalogue().store
    found = {s.id: s.record for s in store.get_many(ids) if not s.deleted}
    format_.exporter().write([found[i] for i in ids if i in found], out)
    return out.getvalue()


def _page(reader: Reader, kept: Sequence[tuple[Part, list[Thing]]], about: dict[str, Any]) -> str:
    return render_to_string(
        "account/export_page.html",
        {
            "reader": reader,
            "about": about,
            "language": get_language() or "en",
            "direction": "rtl" if get_language_bidi() else "ltr",
            "kept": [
                (part.title(), part.columns, [[shown(t.get(c)) for c in part.columns] for t in things])
                for part, things in kept
            ],
        },
    )

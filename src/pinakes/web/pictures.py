"""Which records have a picture, in the library's folder or at the declared service, and where pages find it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pinakes import conf
from pinakes.records.record import Record
from pinakes.sources.pictures import Folder, Picture, Service
from pinakes.web import links


@cache
def _folder(home: Path) -> Folder:
    return Folder(home / conf.load(home).covers.folder)


@cache
def _service(home: Path) -> Service | None:
    settings = conf.load(home)
    chosen = settings.covers
    if not chosen.provider:
        return None
    return Service(
        chosen.provider,
        home / "cache" / "covers",
        wait=chosen.wait,
        days=chosen.days,
        contact=settings.library.email,
    )


def address(record: Record, record_id: str) -> str:
    """Where the picture is, when there is or may be one; "" when the cover is set in the page itself."""
    if (home := conf.current_folder()) is None:
        return ""
    if _folder(home).name(_keys(record, record_id)):
        return links.cover(record_id)
    service = _service(home)
    isbns = record.values("isbn") if service else ()
    if service is None or not isbns or all(map(service.has_none, isbns[:2])):
        return ""
    return links.cover(record_id)


def _keys(record: Record, record_id: str) -> tuple[str, ...]:
    return (record_id, *record.values("isbn"))


def picture(record: Record, record_id: str) -> Picture | None:
    """The picture itself: the library's own before the service's."""
    if (home := conf.current_folder()) is None:
        return None
    if found := _folder(home).picture(_keys(record, record_id)):
        return found
    service = _service(home)
    if service is None:
        return None
    return next((p for isbn in record.values("isbn")[:2] if (p := service.picture(isbn))), None)

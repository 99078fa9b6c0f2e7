"""/cover/ID: the library's own picture, else the declared service's, else a set cover, which /cover/ID.svg is."""

from __future__ import annotations

import hashlib

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from pinakes import conf
from pinakes.records import record_ids
from pinakes.web import errors, pictures, set_covers

SVG = ".svg"
FOR_A_DAY = "public, max-age=86400"
POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
"""Nothing in a picture may run or fetch."""


@require_safe
def cover(request: HttpRequest, record_id: str) -> HttpResponseBase:
    """The picture of a record; of one that is gone, 404."""
    whole, bare = record_ids.record_id(record_id), record_ids.record_id(record_id.removesuffix(SVG))
    found = {s.id: s for s in conf.current_catalogue().store.get_many(list({whole, bare}))}
    stored = found.get(whole) or found.get(bare)
    if stored is None or stored.deleted:
        return errors.record_not_found(request, whole)
    picture = pictures.picture(stored.record, stored.id) if stored.id == whole else None
    if picture is not None:
        return _answer(request, picture.data, picture.media_type)
    drawn = set_covers.svg(stored.record, stored.id).encode("utf-8", "replace")
    return _answer(request, drawn, "image/svg+xml; charset=utf-8")


def _answer(request: HttpRequest, data: bytes, media_type: str) -> HttpResponseBase:
    response = HttpResponse(data, content_type=media_type)
    response["Cache-Control"] = FOR_A_DAY
    response["Content-Security-Policy"] = POLICY
    response["X-Robots-Tag"] = "noindex"
    etag = f'"{hashlib.blake2b(data, digest_size=12).hexdigest()}"'
    response["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=response) or response

"""Style sheets, scripts and fonts; those of text are compressed when they are first asked for, and kept."""

from __future__ import annotations

import gzip
import re
from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.responders import StaticFile

_TEXT = re.compile(r"text/|application/(?:json|javascript|xml)|image/svg\+xml")
_REFUSED = re.compile(r"gzip\s*;\s*q=0(?:\.0*)?\s*(?:,|$)")


class StaticFilesMiddleware(WhiteNoiseMiddleware):  # type: ignore[misc]
    """Serves the static files of all apps; their addresses carry a version, so that they may be kept for a year."""

    @staticmethod
    def serve(static_file: StaticFile, request: HttpRequest) -> Any:
        response = WhiteNoiseMiddleware.serve(static_file, request)
        if not _TEXT.match(response.headers.get("Content-Type", "")):
            return response
        patch_vary_headers(response, ("Accept-Encoding",))
        accepted = request.headers.get("Accept-Encoding", "").lower()
        if "gzip" not in accepted or _REFUSED.search(accepted):
            return response
        if response.status_code != 200 or request.method != "GET":
            return response
        packed = _packed(b"".join(response.streaming_content))
        # Not response.close(): that would tell Django that the request has ended, which it has not.
        response.file_to_stream.close()
        headers = dict(response.headers) | {"Content-Encoding": "gzip", "Content-Length": str(len(packed))}
        if headers.get("ETag", "").startswith('"'):
            headers["ETag"] = "W/" + headers["ETag"]
        return HttpResponse(packed, headers=headers)


@lru_cache(maxsize=200)
def _packed(content: bytes) -> bytes:
    return gzip.compress(content, 9, mtime=0)

"""Style sheets, scripts and fonts; those of text are compressed when they are first asked for, and kept."""

from __future__ import annotations

import re
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.responders import StaticFile

from pinakes.web import compressing

_TEXT = re.compile(r"text/|application/(?:json|javascript|xml)|image/svg\+xml")
_ALONE = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
"""For a picture or page that is opened by itself: it runs nothing in the name of this site."""


class StaticFilesMiddleware(WhiteNoiseMiddleware):  # type: ignore[misc]
    """Serves the static files of all apps; their addresses carry a version, so that they may be kept for a year."""

    @staticmethod
    def serve(static_file: StaticFile, request: HttpRequest) -> Any:
        response = WhiteNoiseMiddleware.serve(static_file, request)
        response["X-Content-Type-Options"] = "nosniff"
        response["Content-Security-Policy"] = _ALONE
        if "v" in request.GET and "Cache-Control" in response:
            response["Cache-Control"] += ", immutable"
        if not _TEXT.match(response.headers.get("Content-Type", "")):
            return response
        patch_vary_headers(response, ("Accept-Encoding",))
        name = compressing.encoding(request.headers.get("Accept-Encoding", ""), compressing.FILES)
        if not name or response.status_code != 200 or request.method != "GET":
            return response
        made = compressing.packed_well(b"".join(response.streaming_content), name)
        # Not response.close(): that would tell Django that the request has ended, which it has not.
        response.file_to_stream.close()
        headers = dict(response.headers) | {"Content-Encoding": name, "Content-Length": str(len(made))}
        if headers.get("ETag", "").startswith('"'):
            headers["ETag"] = "W/" + headers["ETag"]
        return HttpResponse(made, headers=headers)

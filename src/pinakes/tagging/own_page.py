"""What a reader said of records, on one page: the own tags and comments."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from pinakes.tagging import comments, gate, records, settings, tags
from pinakes.tagging.comment_pages import day
from pinakes.tagging.tag_pages import address
from pinakes.web import links, markdown, pages


@require_safe
def own(request: HttpRequest) -> HttpResponseBase:
    """``/account/tags``."""
    limits = settings.community()
    if not (limits.tags or limits.comments):
        raise Http404
    if to_sign_in := gate.sign_in(request, request.path):
        return to_sign_in
    written = comments.of_reader(request.user)
    now = records.about([c.record_id for c in written])
    context = {
        "limits": limits,
        "tags": [(t, f"{address(t.key)}?mine=1") for t in tags.of_reader(request.user)],
        "comments": [
            (c, links.record(now[c.record_id].id) if c.record_id in now else "", day(c.created))
            for c in written
        ],
        "html": markdown.html,
    }
    return pages.render(request, "tagging/own.html", context)

"""What browsers and robots ask for: robots.txt and the description of the search box."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from pinakes.web import pages

# Every combination of limits is an address: robots read records and plain searches that somebody links to, not the
# infinite space of all of them. Of rules that fit the longest holds (RFC 9309).
ROBOTS = """\
User-agent: *
Allow: /search?q=
Disallow: /search
Disallow: /search?q=*&
Disallow: /send
Disallow: /lists/save
Disallow: /bag
Disallow: /availability
Disallow: /chosen
Disallow: /export
Disallow: /cite?
Disallow: /preferences
Disallow: /Search/
Disallow: /Author/
"""


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What robots may read."""
    return HttpResponse(ROBOTS, content_type="text/plain; charset=utf-8")


@require_safe
def opensearch(request: HttpRequest) -> HttpResponse:
    """OpenSearch 1.1 description document: the browser's own search box can ask the catalogue."""
    context = {
        "name": pages.library_settings().name,
        "origin": f"{request.scheme}://{request.get_host()}",
    }
    return HttpResponse(
        render_to_string("pinakes/opensearch.xml", context),
        content_type="application/opensearchdescription+xml; charset=utf-8",
    )

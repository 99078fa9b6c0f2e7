"""Completion of the search box: titles, people, subjects and journals, as JSON for the script."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

import msgspec
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from pinakes import conf
from pinakes.errors import IndexError_
from pinakes.records.base import Struct
from pinakes.web import labels as page_labels
from pinakes.web import links

SHORTEST, LONGEST = 2, 100
"""Letters; more are not completed."""
GROUPS = {"title": 4, "author": 3, "subject": 3, "journal": 3}
"""How many of each are shown."""
OPENSEARCH = "opensearch"
SECONDS = 60
"""How long browsers may keep an answer."""


class Completion(Struct):
    """What is offered, and the search that it leads to."""

    text: str
    href: str


class Group(Struct):
    """Completions of one kind under their heading."""

    name: str
    label: str
    values: tuple[Completion, ...]


class Completions(Struct):
    """The answer; ``status`` is the sentence for screen readers."""

    q: str
    groups: tuple[Group, ...]
    label: str
    status: str


@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """``/search/suggest?q=LETTERS&field=``: completions of the letters; none for a field that has none.

    ``format=opensearch`` answers as the search boxes of browsers want it (OpenSearch Suggestions 1.0).
    """
    text = " ".join(request.GET.get("q", "").split())
    field = request.GET.get("field", "all") or "all"
    catalogue = conf.current_catalogue()
    try:
        snapshot = catalogue.index.state().snapshot
        etag = f'"{quote(snapshot)}-{page_labels.language()}"'
        if request.headers.get("If-None-Match") == etag:
            return _cached(HttpResponse(status=304), etag)
        wanted = GROUPS if field == "all" else {n: 10 for n in GROUPS if n == field}
        groups = _groups(text, wanted) if SHORTEST <= len(text) <= LONGEST else ()
    except IndexError_:
        groups, etag = (), ""
    if request.GET.get("format") == OPENSEARCH:
        texts = [value.text for group in groups for value in group.values]
        response = HttpResponse(
            msgspec.json.encode([text, texts]), content_type="application/x-suggestions+json"
        )
        return _cached(response, etag) if etag else response
    number = sum(len(group.values) for group in groups)
    answer = Completions(
        q=text,
        groups=groups,
        label=_("Suggestions"),
        status=ngettext("%(count)s suggestion", "%(count)s suggestions", number) % {"count": number}
        if number
        else _("No suggestions"),
    )
    response = HttpResponse(msgspec.json.encode(answer), content_type="application/json")
    return _cached(response, etag) if etag else response


def _groups(text: str, wanted: Mapping[str, int]) -> tuple[Group, ...]:
    """What begins so; where nothing does, what nearly does."""
    for nearly in (False, True):
        groups = tuple(_group(text, name, limit, nearly=nearly) for name, limit in wanted.items())
        if found := tuple(group for group in groups if group.values):
            return found
    return ()


def _group(text: str, name: str, limit: int, *, nearly: bool) -> Group:
    labels = {"title": _("Titles"), "author": _("People"), "subject": _("Subjects"), "journal": _("Journals")}
    values = conf.current_catalogue().index.suggest(text, field=name, limit=limit, nearly=nearly)
    return Group(
        name=name,
        label=labels[name],
        values=tuple(
            Completion(text=v, href=links.phrase("title", v) if name == "title" else links.limited(name, v))
            for v in values
        ),
    )


def _cached(response: HttpResponse, etag: str) -> HttpResponse:
    response["Cache-Control"] = f"public, max-age={SECONDS}"
    response["ETag"] = etag
    response["X-Robots-Tag"] = "noindex"
    return response

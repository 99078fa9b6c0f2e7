"""VuFind's addresses, led to ours, so that a library can move without breaking its links."""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.http import HttpRequest, HttpResponsePermanentRedirect, QueryDict
from django.views.decorators.http import require_safe

from pinakes.discovery.state import Constraint, SearchState
from pinakes.index import fields as index_fields
from pinakes.index.hierarchy import SEPARATOR
from pinakes.query.advanced import MAX_GROUPS, MAX_ROWS, AdvancedSearch, Group, Join, Row
from pinakes.records import languages
from pinakes.records.classification import class_path
from pinakes.web import links

FIELDS = {
    "AllFields": "all", "Title": "title", "Author": "author", "Subject": "subject", "ISN": "identifier",
    "CallNumber": "callnumber", "JournalTitle": "journal", "Series": "series", "publisher": "publisher",
}  # fmt: skip
FACETS = {
    "format": "format", "author": "author", "authorStr": "author", "author_facet": "author", "author2": "author",
    "topic": "subject", "topic_facet": "subject", "subject_facet": "subject", "genre_facet": "subject",
    "geographic_facet": "subject", "era_facet": "subject", "language": "language", "container_title": "journal",
    "journal": "journal", "publishDate": "year", "publishDateSort": "year", "publishDateRange": "year",
    "institution": "source", "source": "source", "building": "source",
    "collection": "collection", "callnumber-first": "classification", "callnumber-subject": "classification",
    "dewey-hundreds": "classification", "dewey-tens": "classification",
}  # fmt: skip
SORTS = {
    "relevance": "relevance", "year": "newest", "publishDateSort desc": "newest", "year asc": "oldest",
    "publishDateSort asc": "oldest", "title": "title", "author": "author",
}  # fmt: skip
_CLASSES = {
    "callnumber-first": "lcc",
    "callnumber-subject": "lcc",
    "dewey-hundreds": "ddc",
    "dewey-tens": "ddc",
}
_LEVELS = re.compile(r"\d+/(.+)/")
_FILTER = re.compile(r'^(-?)~?([^:]+):"?(.*?)"?$', re.DOTALL)
_RANGE = re.compile(r"^\[\s*(\S+) TO (\S+?)\s*\]$")


TABS = {
    "Home": "", "Description": "#description", "Holdings": "#holdings", "TOC": "#contents", "Similar": "#similar",
    "SimilarItemsCarousel": "#similar", "Versions": "#versions", "UserComments": "#comments", "Details": "/staff",
    "Cite": "/cite", "Reviews": "", "Excerpt": "", "Preview": "", "Export": "", "ComponentParts": "#parts",
    "HierarchyTree": "#parts", "Email": "/share", "SMS": "/share", "Permalink": "/share",
}  # fmt: skip
"""What follows a record's address there → what follows it here."""


@require_safe
def record(request: HttpRequest, record_id: str) -> HttpResponsePermanentRedirect:
    """``/Record/ID``, with or without a tab or an action behind it."""
    bare, _slash, tab = record_id.rpartition("/")
    if bare and tab in TABS:
        return HttpResponsePermanentRedirect(links.record(bare, TABS[tab]))
    return HttpResponsePermanentRedirect(links.record(record_id))


@require_safe
def results(request: HttpRequest) -> HttpResponsePermanentRedirect:
    """``/Search/Results?lookfor=&type=&filter[]=&sort=&page=``, and the groups of its advanced form."""
    query = request.GET
    page = query.get("page", "1")
    filters = query.getlist("filter[]")[:50]
    state = SearchState(
        q=query.get("lookfor", ""),
        field=FIELDS.get(query.get("type", ""), "all"),
        constraints=tuple(dict.fromkeys(c for f in filters if (c := constraint(f)) is not None)),
        every=every(filters),
        advanced=advanced(query),
        sort=SORTS.get(query.get("sort", ""), "relevance"),
        page=int(page) if re.fullmatch("[1-9][0-9]{0,5}", page) else 1,
    )
    return HttpResponsePermanentRedirect(links.search(state))


@require_safe
def author(request: HttpRequest) -> HttpResponsePermanentRedirect:
    """``/Author/Home?author=``."""
    name = request.GET.get("author", "")
    return HttpResponsePermanentRedirect(links.author(name) if name else links.browse("author"))


def advanced(query: QueryDict) -> AdvancedSearch:
    """``join=`` and, for group N from 0, ``boolN[]=``, ``lookforN[]=``, ``typeN[]=`` as rows of ours."""
    groups = []
    for number in range(MAX_GROUPS):
        kinds = query.getlist(f"type{number}[]")
        rows = tuple(
            Row(words=words, field=FIELDS.get(kinds[at] if at < len(kinds) else "", "all"))
            for at, words in enumerate(query.getlist(f"lookfor{number}[]")[:MAX_ROWS])
            if words.strip()
        )
        how = query.get(f"bool{number}[]", "AND")
        if rows:
            join: Join = "OR" if how in ("OR", "NOT") else "AND"
            groups.append(Group(rows=rows, join=join, exclude=how == "NOT"))
    return AdvancedSearch(groups=tuple(groups), join="OR" if query.get("join") == "OR" else "AND")


def constraint(text: str) -> Constraint | None:
    """VuFind's filter (``format:"Book"``, ``-language:"German"``, ``publishDate:"[1999 TO 2024]"``) as ours."""
    match = _FILTER.match(text)
    facet = FACETS.get(match[2]) if match else None
    if match is None or facet is None or not match[3]:
        return None
    value = match[3]
    if facet == "year":
        span = _RANGE.match(value)
        low, high = (span[1], span[2]) if span else (value, value)
        value = f"{low.replace('*', '')}..{high.replace('*', '')}"
        if not re.fullmatch(r"-?\d{0,4}\.\.-?\d{0,4}", value) or value == "..":
            return None
    if facet == "language":
        value = languages.code(value) or value
    if facet == "classification":
        # "QA - Mathematics", "510 - Mathematics"
        path = class_path(_CLASSES[match[2]], value.partition(" ")[0])
        value = "".join(path[-1:] if match[2] in ("callnumber-subject", "dewey-tens") else path[1:2])
        if not value:
            return None
    if levels := _LEVELS.fullmatch(value):
        facet = "place" if match[2] == "building" else facet
        value = SEPARATOR.join(levels[1].split("/"))
    return Constraint(facet=facet, value=value, exclude=match[1] == "-")


def every(filters: Sequence[str]) -> tuple[str, ...]:
    """Facets with two or more values that are not marked as alternatives (``~``): VuFind wants all of them."""
    found: dict[str, int] = {}
    for text in filters:
        limit = constraint(text)
        if limit and not limit.exclude and not text.startswith("~") and limit.facet in index_fields.SEVERAL:
            found[limit.facet] = found.get(limit.facet, 0) + 1
    return tuple(facet for facet, number in found.items() if number > 1)

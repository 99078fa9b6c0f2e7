"""From a hit to its record and on to the next: the search and the place in it stand in the record's address."""

from __future__ import annotations

from urllib.parse import urlencode

import msgspec
from django.http import QueryDict
from django.utils.translation import gettext as _

from pinakes import conf
from pinakes.discovery.catalogue import Page, read
from pinakes.discovery.proposals import count
from pinakes.discovery.state import DEEPEST, SearchState
from pinakes.errors import IndexError_, QueryError
from pinakes.query.tree import Node, Words
from pinakes.records import identifiers
from pinakes.records.base import Struct
from pinakes.records.record import Record
from pinakes.web import labels, links, pages

PLACE = "at"
"""The parameter that says which of the hits it is, from 1."""
_NONE = SearchState()


class Walk(Struct):
    """Where a record stands in the results that the reader came from."""

    back_href: str
    total: int
    number: int = 0
    """0 when the results have changed since and it can't be told."""
    previous_href: str = ""
    next_href: str = ""


class FoundBy(Struct):
    """Why a search went straight to the record."""

    text: str
    words_href: str
    """The search for the same letters as words; "" when that finds nothing."""
    list_href: str
    """The results as a list."""


def suffix(state: SearchState) -> str:
    """What the addresses of hits end with; the number of the hit follows it."""
    kept = state.with_().parameters()
    return f"?{urlencode(kept, errors='replace')}&{PLACE}="


def came_from(query: QueryDict) -> SearchState:
    """The search in a record's address; the empty one when there is none."""
    return SearchState.from_query(query) if PLACE in query or "q" in query else _NONE


def around(query: QueryDict, record_id: str) -> Walk | None:
    """The hits before and after; None when the address names no place. One index call, without facets."""
    place = query.get(PLACE, "")
    if not (place.isascii() and place.isdigit() and 0 < int(place[:6]) <= DEEPEST):
        return None
    number = int(place[:6])
    state = SearchState.from_query(query)
    first = max(number - 2, 0)
    try:
        request = state.request(read(state).node)
        result = conf.current_catalogue().find(
            msgspec.structs.replace(request, offset=first, limit=number + 1 - first)
        )
    except (QueryError, IndexError_):
        return None
    back = links.search(state.with_(page=(number - 1) // state.size + 1))
    ids = [hit.id for hit in result.hits]
    here = number - 1 - first
    if here >= len(ids) or ids[here] != record_id:
        return Walk(back_href=back, total=result.total) if result.total else None
    end = suffix(state)
    return Walk(
        back_href=back,
        total=result.total,
        number=number,
        previous_href=f"{links.record(ids[here - 1])}{end}{number - 1}" if here else "",
        next_href=f"{links.record(ids[here + 1])}{end}{number + 1}"
        if here + 1 < len(ids) and number < DEEPEST
        else "",
    )


def jump(page: Page) -> str:
    """The address of the only record that has the identifier that was asked for; "" for every other search."""
    state = page.state
    if page.total != 1 or page.relaxed or not page.hits or not is_identifier(page.query):
        return ""
    if state != SearchState(q=state.q, field=state.field) or not pages.search_settings().jump:
        return ""
    return f"{links.record(page.hits[0].id)}?{state.query_string()}"


def is_identifier(node: Node) -> bool:
    """Whether a question asks for one identifier and nothing else."""
    return isinstance(node, Words) and node.field == "identifier"


def found_by(query: QueryDict, record: Record) -> FoundBy | None:
    """By which of its identifiers a search went to the record; None when no search did."""
    if PLACE in query or "q" not in query:
        return None
    state = SearchState.from_query(query)
    try:
        if not is_identifier(read(state).node):
            return None
    except QueryError:
        return None
    text = state.q.replace('"', " ").strip()
    words = SearchState(q=f'"{text}"')
    return FoundBy(
        text=_sentence(text, record),
        words_href=links.search(words) if count(conf.current_catalogue(), words) else "",
        list_href=links.search(state.with_(view="list")),
    )


def _sentence(text: str, record: Record) -> str:
    found = identifiers.recognise(text)
    if found is None:
        return _("Found by its identifier.")
    special = {"pmid": _("PubMed number"), "pmcid": _("PubMed Central number")}
    name = {"scheme": special.get(found.scheme) or labels.scheme_name(found.scheme)}
    if found.value in record.values(found.scheme):
        return _("Found by its %(scheme)s.") % name
    if any(i.value == found.value for c in record.contributors for i in c.identifiers):
        return _("Found by the %(scheme)s of someone who made it.") % name
    if record.host and any(i.value == found.value for i in record.host.identifiers):
        return _("Found by the %(scheme)s of the work that it appeared in.") % name
    return _("Found by its %(scheme)s.") % name

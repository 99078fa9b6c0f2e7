"""The results page: one index call and one SELECT; zero hits get proposals that find something."""

from __future__ import annotations

import logging
from urllib.parse import urlencode

import msgspec
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pinakes import conf
from pinakes.discovery import proposals
from pinakes.discovery.catalogue import Page
from pinakes.discovery.state import DEEPEST, PAGE_SIZES, SearchState
from pinakes.errors import IndexError_, QueryError, QueryLimit
from pinakes.index import fields
from pinakes.records.base import Struct
from pinakes.web import (
    chosen,
    errors,
    export,
    facets,
    heading_pages,
    history,
    keeping,
    labels,
    links,
    pages,
    presenters,
    reading,
    slots,
    views,
    walk,
)
from pinakes.web import proposals as no_results

log = logging.getLogger(__name__)


class PageLink(Struct):
    """A number of the pager; ``number`` 0 is a gap."""

    number: int
    href: str = ""
    current: bool = False


@require_safe
def results(request: HttpRequest) -> HttpResponseBase:
    """Hits, facets and chips of the search that the address means."""
    if redirect := keeping.settled(request):
        return redirect
    state = SearchState.from_query(request.GET)
    if address := _shorter(request, state):
        return HttpResponseRedirect(address)
    catalogue = conf.current_catalogue()
    try:
        page = catalogue.page(state, facets=facets.ASKED, missing=facets.MISSING)
    except QueryLimit as error:
        return no_results.nothing(request, state, None, reading.limit_sentence(error))
    except QueryError as error:
        return no_results.nothing(request, state, None, str(error))
    except IndexError_:
        log.exception("The index does not answer")
        return errors.unavailable(request)
    if page.total == 0:
        response = no_results.nothing(request, state, catalogue, counts=page.facets)
    elif address := walk.jump(page):
        response = HttpResponseRedirect(address)
    else:
        response = pages.render(
            request,
            "results.html",
            _context(state, page, compact=views.is_compact(request, state))
            | {"beside": slots.beside_hits(request, [hit.id for hit in page.hits])},
            state=state,
            documents=pages.documents(),
        )
    history.remember(request, response, state, page.total)
    views.remember(request, response, state)
    return response


def _shorter(request: HttpRequest, state: SearchState) -> str:
    """The address without what a form sent empty; "" when there is nothing to leave out."""
    sent = [(name, value) for name, values in request.GET.lists() for value in values]
    if state.ignored or not any(value == "" and name != "q" for name, value in sent):
        return ""
    kept = [(name, value) for name, value in sent if name == "lang" and value]
    return links.search(state) + (f"&{urlencode(kept)}" if kept else "")


def _context(state: SearchState, page: Page, *, compact: bool) -> dict[str, object]:
    offset = (state.page - 1) * state.size
    last = last_page(page.total, state.size)
    hits = tuple(
        presenters.hit(h.record, h.id, offset + i, page.query, h.others) for i, h in enumerate(page.hits, 1)
    )
    return {
        "state": state,
        "total": page.total,
        "records": page.records,
        "group_href": links.search(state.with_(group="" if state.group else "work")),
        "title": results_title(state, page.total),
        "exports": export.short(),
        "hits": hits,
        "compact": compact,
        "tiles": any(hit.cover for hit in hits),
        "view_href": links.search(state.with_(view="list" if compact else "compact", page=state.page)),
        "links_to": chosen.href_of_all(state),
        "elsewhere": no_results.elsewhere(state),
        "within": walk.suffix(state),
        "facets": facets.blocks(state, page.facets, page.records),
        "chips": facets.chips(state),
        "clear_href": links.search(state.with_(constraints=())),
        "sorts": tuple((s.name, _(s.label)) for s in fields.SORTS),
        "sizes": PAGE_SIZES,
        "first": offset + 1,
        "last": offset + len(page.hits),
        "pager": pager(state, last),
        "previous": links.search(state.with_(page=state.page - 1)) if 1 < state.page <= last else "",
        "next": links.search(state.with_(page=state.page + 1)) if state.page < last else "",
        "beyond": state.page > last,
        "deepest": DEEPEST if page.total > DEEPEST else 0,
        "first_page": links.search(state.with_(page=1)),
        # Robots may read the first page of a plain search; all other combinations would never end.
        "plain": state == SearchState(q=state.q),
        "canonical": links.search(
            msgspec.structs.replace(state, sort="relevance", size=20, view="", ignored=())
        ),
        "reading": reading.shown(page),
        "suggestion": suggestion(page),
        "heading_pages": heading_pages.heading_pages(state, page.facets),
        "alone": no_results.alone(conf.current_catalogue(), state) if page.relaxed else (),
    }


def suggestion(page: Page) -> no_results.ProposalView | None:
    """Beside few hits, another spelling that finds more."""
    if page.total > proposals.FEW and not page.relaxed:
        return None
    found = proposals.better_spelling(conf.current_catalogue(), page.state, 0 if page.relaxed else page.total)
    return no_results.view(found, page.state) if found else None


def last_page(total: int, size: int) -> int:
    """The last page that can be turned to: 10,000 hits deep."""
    return max(1, -(-min(total, DEEPEST) // size))


def results_title(state: SearchState, total: int) -> str:
    """For the tab: the words come first."""
    words = presenters.cut(reading.name(state), 60)[0] or facets.summary(state) or _("All records")
    return f"{words} · {labels.number(total)}"


def pager(state: SearchState, last: int) -> tuple[PageLink, ...]:
    """1 … 4 5 6 … 11 around the page that is shown."""
    here = min(state.page, last)
    wanted = sorted(
        {1, last, *(n for n in range(here - 1, here + 2) if 1 <= n <= last), *range(1, min(3, last) + 1)}
    )
    found: list[PageLink] = []
    for number in wanted:
        if found and number - found[-1].number == 2:
            found.append(PageLink(number=number - 1, href=links.search(state.with_(page=number - 1))))
        elif found and number - found[-1].number > 2:
            found.append(PageLink(number=0))
        found.append(
            PageLink(number=number, href=links.search(state.with_(page=number)), current=number == state.page)
        )
    return tuple(found)

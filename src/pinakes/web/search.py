"""The results page: one index call and one SELECT; zero hits get proposals that find something."""

from __future__ import annotations

import logging

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pinakes import conf
from pinakes.discovery.catalogue import Catalogue, Page
from pinakes.discovery.state import DEEPEST, PAGE_SIZES, SearchState
from pinakes.errors import IndexError_, QueryError, QueryLimit
from pinakes.index import fields
from pinakes.records.base import Struct
from pinakes.web import errors, export, facets, labels, links, pages, presenters, reading

log = logging.getLogger(__name__)


class Proposal(Struct):
    """Another search that finds something, with its number."""

    label: str
    text: str
    href: str
    total: int
    corrected: str = ""
    """The question in another spelling, when that is what is proposed."""


class PageLink(Struct):
    """A number of the pager; ``number`` 0 is a gap."""

    number: int
    href: str = ""
    current: bool = False


@require_safe
def results(request: HttpRequest) -> HttpResponseBase:
    """Hits, facets and chips of the search that the address means."""
    state = SearchState.from_query(request.GET)
    catalogue = conf.current_catalogue()
    try:
        page = catalogue.page(state, facets=facets.ASKED)
    except QueryLimit as error:
        return nothing(request, state, None, reading.limit_sentence(error))
    except QueryError as error:
        return nothing(request, state, None, str(error))
    except IndexError_:
        log.exception("The index does not answer")
        return errors.unavailable(request)
    if page.total == 0:
        return nothing(request, state, catalogue)
    return pages.render(
        request, "results.html", _context(state, page), state=state, documents=pages.documents()
    )


def _context(state: SearchState, page: Page) -> dict[str, object]:
    offset = (state.page - 1) * state.size
    last = last_page(page.total, state.size)
    return {
        "state": state,
        "total": page.total,
        "title": results_title(state, page.total),
        "exports": export.short(),
        "hits": tuple(
            presenters.hit(h.record, h.id, offset + i, page.query) for i, h in enumerate(page.hits, 1)
        ),
        "facets": facets.blocks(state, page.facets, page.total),
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
        "canonical": links.search(
            SearchState(q=state.q, field=state.field, constraints=state.constraints, page=state.page)
        ),
        "reading": reading.shown(page),
        "suggestion": page.suggestion,
        "suggestion_href": links.search(state.with_(q=page.suggestion)),
    }


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


def nothing(
    request: HttpRequest, state: SearchState, catalogue: Catalogue | None, problem: str = ""
) -> HttpResponseBase:
    """The page for no hits. Only proposals that find something; none when the question can't be asked."""
    proposals = _proposals(catalogue, state) if catalogue is not None else ()
    context = {
        "state": state,
        "problem": problem,
        "notes": () if problem else reading.notes(state),
        "words": presenters.cut(state.q, 80)[0],
        "edit_href": links.advanced(state) if state.advanced else "",
        "chips": facets.chips(state),
        "proposals": proposals,
        "title": presenters.cut(state.q if problem else reading.name(state), 60)[0] or _("No results"),
        "empty": catalogue is not None and not reading.name(state) and not state.constraints,
    }
    return pages.render(request, "no_results.html", context, state=state, documents=pages.documents())


def _proposals(catalogue: Catalogue, state: SearchState) -> tuple[Proposal, ...]:
    words = state.q.split()[:8]
    tried: list[tuple[str, str, SearchState]] = []
    corrections = _corrections(catalogue, state.q)
    for text in corrections:
        tried.append((_("Correct the spelling"), text, state.with_(q=text)))
        if state.constraints:
            tried.append(
                (_("Correct the spelling, without limits"), text, state.with_(q=text, constraints=()))
            )
    if state.constraints:
        tried.append((_("Without all limits"), state.q or _("All records"), state.with_(constraints=())))
    if state.field != "all" and state.q:
        tried.append((_("In all fields"), state.q, state.with_(field="all", constraints=())))
    if len(words) > 1:
        text = " OR ".join(w for w in words if w.upper() not in ("AND", "OR", "NOT"))
        tried.append((_("Any of the words"), text, state.with_(q=text, constraints=())))
        longest = max(words, key=len)
        tried.append((_("Only the longest word"), longest, state.with_(q=longest, constraints=())))
    found = []
    for label, text, other in tried:
        try:
            total = catalogue.page(other, facets={}, window=(0, 0)).total
        except (QueryError, IndexError_):
            continue
        if total:
            found.append(
                Proposal(
                    label=label,
                    text=presenters.cut(text, 80)[0],
                    href=links.search(other),
                    total=total,
                    corrected=text if text in corrections else "",
                )
            )
    return tuple(found)


def _corrections(catalogue: Catalogue, text: str) -> list[str]:
    """At most two other spellings of the words."""
    if not text.strip():
        return []
    try:
        return [t for t in catalogue.index.corrections(text, limit=2) if t != text]
    except (QueryError, IndexError_):
        return []

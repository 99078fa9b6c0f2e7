"""The advanced search: a form of groups and rows, all of it in the address; the server says what it will search."""

from __future__ import annotations

import logging
import re

import msgspec
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from pinakes import conf
from pinakes.discovery import catalogue as discovery
from pinakes.discovery.proposals import count
from pinakes.discovery.state import FORM_FIELDS, SearchState
from pinakes.errors import IndexError_, QueryError, QueryLimit
from pinakes.query import advanced
from pinakes.query.advanced import MAX_GROUPS, MAX_ROWS, AdvancedSearch, Group, Row
from pinakes.query.explain import Part
from pinakes.query.text import to_text
from pinakes.query.tree import Everything
from pinakes.records.base import Struct
from pinakes.web import advanced_limits, errors, facets, labels, links, pages, reading
from pinakes.web.years import chosen_years, histogram

log = logging.getLogger(__name__)
BLANK = AdvancedSearch(
    groups=(Group(rows=(Row(words=""), Row(words="", field="title"), Row(words="", field="author"))),)
)
_OF_A_ROW = re.compile(r"[gfmw]\d+")
_YEAR = re.compile(r"-?\d{1,4}")


class Sentence(Struct):
    """What the form asks for, in words."""

    parts: tuple[Part, ...] = ()
    limits: str = ""
    everything: bool = False
    total: int = 0
    """How many records that is at the moment."""
    problem: str = ""
    text_href: str = ""
    """The same search as something to type."""


@require_safe
def form(request: HttpRequest) -> HttpResponseBase:
    """``/search/advanced?`` with the parameters of a search.

    ``go`` leads to the results, ``add`` (row.GROUP or group) and ``remove`` (row.GROUP.ROW or
    group.GROUP) show the form with one more or one less; nothing that was typed is lost.
    """
    state, rows = _read(request.GET)
    low, high = _years(request.GET, state)
    problem = year_problem(low, high)
    if "go" in request.GET and not problem:
        return HttpResponseRedirect(links.search(state))
    rows, focus = _change(rows, request.GET)
    if problem:
        state = state.remove("year")
    catalogue = conf.current_catalogue()
    try:
        counted = catalogue.page(SearchState(), facets=advanced_limits.ASKED, window=(0, 0)).facets
    except IndexError_:
        log.exception("The index does not answer")
        return errors.unavailable(request)
    limits = advanced_limits.limits(state, counted)
    years = {int(v.value): v.count for v in counted["year"] if v.value.lstrip("-").isdigit()}
    context = {
        "form": rows,
        "focus": focus,
        "matches": _matches(),
        "kinds": _kinds(),
        "field_names": tuple((name, labels.field_name(name)) for name in FORM_FIELDS),
        "can_add_group": len(rows.groups) < MAX_GROUPS,
        "most_rows": MAX_ROWS,
        "limits": limits,
        "other_limits": advanced_limits.others(state, limits),
        "bars": histogram(years, *(("", "") if problem else (low, high))),
        "first_year": min(years, default=""),
        "last_year": max(years, default=""),
        "year_from": low,
        "year_to": high,
        "problem": problem if "go" in request.GET or low or high else "",
        "failed": bool(problem) and "go" in request.GET,
        "sentence": sentence(state),
        "kept": _kept(state),
        "state": state,
    }
    return pages.render(
        request,
        "advanced.html",
        context,
        state=SearchState(),
        documents=pages.documents(),
        status=422 if context["failed"] else 200,
    )


@require_safe
def spoken(request: HttpRequest) -> HttpResponseBase:
    """``/search/advanced/sentence?``: only the sentence, for the script that keeps it up to date."""
    state, _rows = _read(request.GET)
    return pages.render(request, "parts/will_search.html", {"sentence": sentence(state)})


def sentence(state: SearchState) -> Sentence:
    """What the form asks for, in the reader's language."""
    try:
        node = discovery.read(state).node
    except QueryLimit as error:
        return Sentence(problem=reading.limit_sentence(error))
    except QueryError as error:
        return Sentence(problem=str(error))
    typed = SearchState(q=to_text(node), constraints=state.constraints)
    return Sentence(
        parts=reading.sentence(node),
        limits=facets.summary(state),
        everything=isinstance(node, Everything),
        total=count(conf.current_catalogue(), state),
        text_href="" if isinstance(node, Everything) else links.search(typed),
    )


def year_problem(low: str, high: str) -> str:
    """What is wrong with a span of years; "" when nothing is."""
    for year in (low, high):
        if year and not _YEAR.fullmatch(year):
            return _("“%(text)s” is no year. A year has one to four digits, for example 1999.") % {
                "text": year[:20]
            }
    if low and high and int(low) > int(high):
        return _("The first year must not be after the last.")
    return ""


def _read(query: QueryDict) -> tuple[SearchState, AdvancedSearch]:
    """The search that the address means, and the form with its empty rows; a typed search becomes rows."""
    state = SearchState.from_query(query)
    rows = advanced.from_parameters(query, fields=FORM_FIELDS, keep_empty=True)
    if not rows.groups:
        rows = typed_rows(state) or BLANK
        state = state.with_(q="", field="all", advanced=rows if rows else AdvancedSearch())
    return msgspec.structs.replace(state, page=1, view="", ignored=()), rows


def typed_rows(state: SearchState) -> AdvancedSearch | None:
    """What was typed into the box, as rows; as one row where the form has no other place for it."""
    if not state.q.strip():
        return None
    whole = Row(words=state.q, field=state.field if state.field in FORM_FIELDS else "all")
    try:
        found = advanced.from_node(discovery.read(state.with_(advanced=AdvancedSearch())).node)
    except QueryError:
        found = None
    if not found or any(row.field not in FORM_FIELDS for group in found.groups for row in group.rows):
        return AdvancedSearch(groups=(Group(rows=(whole,)),))
    return found


def _change(rows: AdvancedSearch, query: QueryDict) -> tuple[AdvancedSearch, tuple[int, int]]:
    """The form with one more or one less, and the (group, row) that gets the focus; (-1, -1) for none."""
    groups = [list(group.rows) for group in rows.groups]
    what, *numbers = (query.get("add") or query.get("remove") or "").split(".")
    at = [int(n) - 1 if n.isascii() and n.isdigit() and len(n) < 4 else -1 for n in numbers]
    focus = (-1, -1)
    kept = list(rows.groups)
    if "add" in query and what == "group" and len(groups) < MAX_GROUPS:
        kept.append(Group(rows=(Row(words=""),)))
        focus = (len(kept) - 1, 0)
    elif what == "row" and at and 0 <= at[0] < len(groups):
        group, lines = at[0], groups[at[0]]
        if "add" in query and len(lines) < MAX_ROWS:
            lines.append(Row(words="", field=lines[-1].field if lines else "all"))
            focus = (group, len(lines) - 1)
        elif "remove" in query and len(at) == 2 and 0 <= at[1] < len(lines):
            del lines[at[1]]
            if not lines:
                lines.append(Row(words=""))
            focus = (group, max(0, at[1] - 1))
        kept[group] = msgspec.structs.replace(kept[group], rows=tuple(lines))
    elif "remove" in query and what == "group" and at and 0 <= at[0] < len(kept) and len(kept) > 1:
        del kept[at[0]]
        focus = (max(0, at[0] - 1), 0)
    return msgspec.structs.replace(rows, groups=tuple(kept)), focus


def _years(query: QueryDict, state: SearchState) -> tuple[str, str]:
    """As typed, also when they can't be used."""
    if "year_from" in query or "year_to" in query:
        return query.get("year_from", "").strip()[:20], query.get("year_to", "").strip()[:20]
    return chosen_years(state)


def _kept(state: SearchState) -> list[tuple[str, str]]:
    """Parameters that have no control in the form."""
    shown = {"filter", "join", *(() if state.q else ("q", "field"))}
    return [(n, v) for n, v in state.parameters() if n not in shown and not _OF_A_ROW.fullmatch(n)]


def _matches() -> tuple[tuple[str, str], ...]:
    return (
        ("all", pgettext("the words of a row", "all of")),
        ("any", pgettext("the words of a row", "any of")),
        ("phrase", pgettext("the words of a row", "the phrase")),
        ("none", pgettext("the words of a row", "none of")),
    )


def _kinds() -> tuple[tuple[str, str], ...]:
    return (
        ("AND", pgettext("Match … of these", "all")),
        ("OR", pgettext("Match … of these", "any")),
        ("NOT", pgettext("Match … of these", "none")),
    )

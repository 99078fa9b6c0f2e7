"""Why is this here: the score of one hit of a search, by word and field."""

from __future__ import annotations

import msgspec
from babel.numbers import format_decimal
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from pinakes import conf
from pinakes.discovery.state import SearchState
from pinakes.errors import QueryLimit
from pinakes.index.explanation import MOST_SHARES, TOLD
from pinakes.index.port import Explanation, Share
from pinakes.records.base import Struct
from pinakes.store.port import StoredRecord
from pinakes.web import labels, links, pages, presenters, reading

SUFFIX = "/why"


class ShareRow(Struct):
    """A line of the table."""

    found: str
    field: str
    points: str
    percent: int


def view(request: HttpRequest, stored: StoredRecord) -> HttpResponseBase:
    """``/record/ID/why?q=…``: what of the question was found where, and what it counts."""
    state = SearchState.from_query(request.GET)
    context = {
        "id": stored.id,
        "record": stored.record,
        "address": links.record(stored.id),
        "results_href": links.search(state),
        "lang": presenters.title_language(stored.record),
        "asked": bool(state.q.strip() or state.constraints or state.advanced),
        "why": None,
        "reading": None,
        "problem": "",
        "rows": (),
        "others": "",
    }
    try:
        if context["asked"]:
            context |= _explained(state, stored)
    except QueryLimit as error:
        context["problem"] = reading.limit_sentence(error)
    return pages.render(request, "why.html", context, state=state)


def _explained(state: SearchState, stored: StoredRecord) -> dict[str, object]:
    catalogue = conf.current_catalogue()
    why = catalogue.explain(state, stored)
    page = catalogue.page(state, facets={}, window=(0, 0))
    return {
        "why": why,
        "reading": msgspec.structs.replace(reading.shown(page), sentence=reading.sentence(page.query)),
        "score": _points(why.score) if why else "",
        "rows": rows(why) if why else (),
        "others": _others(why) if why else "",
    }


def rows(why: Explanation) -> tuple[ShareRow, ...]:
    """The largest shares, as a table shows them."""
    return tuple(_row(share, why.score) for share in why.shares[:MOST_SHARES])


def _row(share: Share, score: float) -> ShareRow:
    return ShareRow(
        found=_(TOLD[share.kind]) % {"text": share.text},
        field=labels.field_name(share.field) if share.field else "",
        points=_points(share.score),
        percent=round(100 * share.score / score) if score else 0,
    )


def _others(why: Explanation) -> str:
    rest = why.shares[MOST_SHARES:]
    return _points(sum(share.score for share in rest)) if rest else ""


def _points(score: float) -> str:
    return str(format_decimal(score, format="#,##0.00", locale=labels.locale()))

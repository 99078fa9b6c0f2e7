"""Which records an address means: a selection by ``id``, or all that a search finds; up to a limit."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from itertools import islice

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from pinakes import conf
from pinakes.discovery.catalogue import BATCH
from pinakes.discovery.state import SearchState
from pinakes.errors import IndexError_, QueryError, QueryLimit
from pinakes.records import record_ids
from pinakes.records.base import Struct
from pinakes.store.port import StoredRecord
from pinakes.web import errors, labels, reading

log = logging.getLogger(__name__)


class Chosen(Struct):
    """The records, at most as many as were asked for; those deleted meanwhile are left out."""

    records: Iterable[StoredRecord]
    total: int
    """How many were meant, over the limit too."""
    limit: int
    words: str = ""
    """What was searched for; "" of a selection."""

    @property
    def over(self) -> bool:
        """Whether the limit leaves some out."""
        return self.total > self.limit

    @property
    def said(self) -> str:
        """ "The first 100 of 1,234 records", for those that the limit leaves out; else ""."""
        if not self.over:
            return ""
        return _("These are the first %(limit)s of %(total)s records: more are not made at once.") % {
            "limit": labels.number(self.limit),
            "total": labels.number(self.total),
        }


def chosen(request: HttpRequest, limit: int) -> Chosen | HttpResponseBase:
    """What the address chooses, or the page that says why nothing is."""
    catalogue = conf.current_catalogue()
    ids = list(dict.fromkeys(record_ids.record_id(i) for i in request.GET.getlist("id") if i))
    if ids:
        found = {s.id: s for s in catalogue.store.get_many(ids[:limit])}
        living = [found[i] for i in ids[:limit] if i in found and not found[i].deleted]
        return Chosen(records=living, total=len(ids) if living else 0, limit=limit)
    state = SearchState.from_query(request.GET).with_(group="")  # of a work all its records
    if "q" not in request.GET and not state.constraints and not state.advanced:
        return Chosen(records=(), total=0, limit=limit)
    try:
        page = catalogue.page(state, facets={}, window=(0, min(limit, BATCH)))
    except QueryLimit as error:
        return _refused(request, reading.limit_sentence(error))
    except QueryError as error:
        return _refused(request, str(error))
    except IndexError_:
        log.exception("The index does not answer")
        return errors.unavailable(request)
    first = [h.stored for h in page.hits]
    records = first if min(limit, page.total) <= BATCH else islice(catalogue.everything(state), limit)
    return Chosen(records=records, total=page.total, limit=limit, words=reading.name(state) or _("search"))


def _refused(request: HttpRequest, text: str) -> HttpResponseBase:
    return errors.page(request, 422, word=_("not possible"), title=_("This can’t be searched"), text=text)


def nothing(request: HttpRequest, title: str) -> HttpResponseBase:
    """422: no record is meant, or none that is still there."""
    text = _("Tick records in a list of results, or make a search that finds some.")
    return errors.page(request, 422, word=_("not possible"), title=title, text=text)

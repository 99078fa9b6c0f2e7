"""/health: 200 only when store and index answer and agree."""

from __future__ import annotations

import logging

from django.db import Error as DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

import pinakes
from pinakes import conf
from pinakes.errors import PinakesError

log = logging.getLogger(__name__)


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """Counts and sequence numbers of both; 503 with a sentence when they differ or one is silent."""
    try:
        catalogue = conf.current_catalogue()
        last, records = catalogue.store.last_sequence(), catalogue.store.count()
        index = catalogue.index.state()
    except (PinakesError, DatabaseError) as error:
        log.exception("The catalogue is not healthy")
        reason = str(error) if isinstance(error, PinakesError) else "The store does not answer."
        return _answer({"status": "unavailable", "reason": reason}, 503)
    facts: dict[str, str | int] = {
        "version": pinakes.__version__,
        "records": records,
        "indexed": index.documents,
        "sequence": last,
        "index_sequence": index.sequence,
    }
    if index.sequence != last or index.documents != records:
        return _answer(
            facts | {"status": "behind", "reason": "The index does not hold what the store holds."}, 503
        )
    return _answer(facts | {"status": "ok"}, 200)


def _answer(body: dict[str, str | int], status: int) -> HttpResponse:
    response = JsonResponse(body, status=status)
    response["Cache-Control"] = "no-store"
    return response

"""The search history of an account: kept only for those who want it, and only as long as the library says."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import DatabaseError
from django.http import HttpRequest
from django.utils import timezone

from pinakes.alerts import settings
from pinakes.alerts.models import HistoryChoice, PastSearch
from pinakes.alerts.saving import digest
from pinakes.discovery.state import SearchState
from pinakes.web import history

log = logging.getLogger(__name__)
MOST = 500
"""Searches that are kept of one reader."""


def is_on(user: Any) -> bool:
    """Whether this reader wants their searches kept, and the library allows it."""
    return settings.alerts().history and HistoryChoice.objects.filter(reader_id=user.pk).exists()


def turn_on(request: HttpRequest) -> None:
    """Keep searches from now on, and those that this browser still knows."""
    user: Any = request.user
    if not settings.alerts().history:
        return
    HistoryChoice.objects.get_or_create(reader=user)
    for entry in reversed(history.entries(request)):
        _keep(
            request.user,
            entry.state,
            entry.query,
            entry.total,
            datetime.fromtimestamp(entry.minute * 60, UTC),
        )


def turn_off(user: Any) -> None:
    """Keep none any more, and forget those that were kept."""
    HistoryChoice.objects.filter(reader=user).delete()
    PastSearch.objects.filter(reader=user).delete()


def remember(request: HttpRequest, state: SearchState, query: str, total: int) -> None:
    """Called with each search that somebody makes."""
    user = request.user
    if not user.is_authenticated:
        return
    try:
        if is_on(user):
            _keep(user, state, query, total, timezone.now())
    except DatabaseError:
        # The results are worth more than their place in the history: an import may hold the database.
        log.exception("A search could not be kept in the history of an account")


def forget(user: Any, numbers: list[int] | None = None) -> int:
    """Remove some or all; gives how many."""
    rows = PastSearch.objects.filter(reader=user)
    return rows.filter(pk__in=numbers).delete()[0] if numbers is not None else rows.delete()[0]


def expire(now: datetime) -> int:
    """Forget what is older than the library keeps it."""
    return PastSearch.objects.filter(at__lt=now - timedelta(days=settings.alerts().history_days)).delete()[0]


def entries(user: Any) -> list[PastSearch]:
    """The newest first."""
    oldest = timezone.now() - timedelta(days=settings.alerts().history_days)
    return list(PastSearch.objects.filter(reader=user, at__gt=oldest)[:MOST])


def entry_of(row: PastSearch) -> history.Entry:
    """As the history of a session has it."""
    return history.Entry(query=row.query, total=row.total, minute=int(row.at.timestamp()) // 60)


def _keep(user: Any, state: SearchState, query: str, total: int, at: datetime) -> None:
    PastSearch.objects.update_or_create(
        reader=user, digest=digest(state), defaults={"query": query, "total": total, "at": at}
    )
    rows = PastSearch.objects.filter(reader=user)
    if (kept := rows.count()) > MOST:
        oldest = rows.order_by("at", "pk").values_list("pk", flat=True)[: kept - MOST]
        PastSearch.objects.filter(pk__in=list(oldest)).delete()

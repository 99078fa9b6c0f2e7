"""Ratings of readers: one to five stars, off unless the library wants them."""

from __future__ import annotations

from typing import Any

from django.db import connection

from pinakes.records.base import Struct
from pinakes.store.port import StoredRecord
from pinakes.tagging.models import Rating
from pinakes.tagging.models.ratings import MOST
from pinakes.tagging.records import ids_of, marks

_OF_RECORD = (
    "SELECT AVG(stars), COUNT(DISTINCT reader_id), MAX(CASE WHEN reader_id = %%s THEN stars END) "
    "FROM record_rating WHERE record_id IN (%s)"
)


class Rated(Struct):
    """What readers think of a record."""

    average: float = 0.0
    """0 when nobody rated it."""
    readers: int = 0
    mine: int = 0
    """0 for none."""


def give(user: Any, stored: StoredRecord, stars: int) -> bool:
    """Rate a record, or take the rating back with 0; False for a number that there isn't."""
    if not 0 <= stars <= MOST:
        return False
    ids = ids_of(stored)
    others = Rating.objects.filter(reader=user, record_id__in=ids)
    if not stars:
        others.delete()
        return True
    others.exclude(record_id=stored.id).delete()
    Rating.objects.update_or_create(
        reader=user, record_id=stored.id, defaults={"stars": stars, "title": stored.record.full_title[:2000]}
    )
    return True


def of_record(stored: StoredRecord, user: Any) -> Rated:
    """All ratings of a record in one row, and one's own."""
    ids, me = ids_of(stored), user.pk if user.is_authenticated else None
    with connection.cursor() as cursor:
        cursor.execute(_OF_RECORD % marks(ids), [me, *ids])
        average, readers, mine = cursor.fetchone()
    return Rated(average=float(average or 0), readers=readers, mine=mine or 0)

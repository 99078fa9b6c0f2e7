"""Tags of readers: adding, removing, what a record has, the cloud, what may be meant."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import Count, Max, Min, Q, QuerySet

from pinakes.accounts.permissions import Action, may
from pinakes.records.base import Struct
from pinakes.store.port import StoredRecord
from pinakes.tagging import parsing, settings
from pinakes.tagging.models import ModerationAct, RecordTag, State
from pinakes.tagging.records import ids_of, marks

CLOUD = 200
"""Tags that the cloud shows."""
SIZES = 5
_OF_RECORD = (
    "SELECT key, tag, reader_id, state, reason FROM record_tag "
    "WHERE record_id IN (%s) AND (state = %%s OR reader_id = %%s) ORDER BY id"
)
SUGGESTIONS = 12


class Tag(Struct):
    """A tag of a record."""

    key: str
    tag: str
    """As most write it."""
    readers: int
    """How many gave it, of those that are shown."""
    mine: bool = False
    waiting: bool = False
    """Seen by its reader only, until a moderator has looked at it."""
    reason: str = ""
    """Why a moderator did not want it; its reader sees that."""
    rejected: bool = False


class CloudTag(Struct):
    """A tag of the cloud."""

    key: str
    tag: str
    records: int
    size: int
    """1 (rare) to 5."""


class Refused(Exception):
    """Tags that can't be added; ``problem`` is "empty", "long" or "many"."""

    def __init__(self, problem: str, value: str = "") -> None:
        self.problem, self.value = problem, value
        super().__init__(problem)


def add(user: Any, stored: StoredRecord, text: str) -> list[str]:
    """Add what was typed; gives the tags that are new. Raises Refused, and then adds none."""
    limits, ids = settings.community(), ids_of(stored)
    wanted = parsing.parse(text)
    if not wanted:
        raise Refused("empty")
    for tag in wanted:
        if len(tag) > limits.tag_length:
            raise Refused("long", tag)
    with transaction.atomic():
        there = set(RecordTag.objects.filter(reader=user, record_id__in=ids).values_list("key", flat=True))
        new = [tag for tag in wanted if parsing.key(tag) not in there]
        if len(there) + len(new) > limits.tags_at_once:
            raise Refused("many")
        held = _held(user, ids, [parsing.key(tag) for tag in new])
        for tag in new:
            key = parsing.key(tag)
            state = State.WAITING if key in held else State.SHOWN
            title = stored.record.full_title[:2000]
            _insert(RecordTag(reader=user, record_id=stored.id, title=title, tag=tag, key=key, state=state))
    return new


def remove(user: Any, stored: StoredRecord, key: str) -> bool:
    """Take a reader's own tag away; others keep theirs. False when there was none."""
    rows = RecordTag.objects.filter(reader=user, record_id__in=ids_of(stored), key=key)
    return bool(rows.delete()[0])


def of_record(stored: StoredRecord, user: Any) -> tuple[Tag, ...]:
    """What stands on the page of a record, the most given first."""
    ids, me = ids_of(stored), user.pk if user.is_authenticated else None
    # By hand, as in comments and ratings: querysets would add half to what the page of a record costs.
    with connection.cursor() as cursor:
        cursor.execute(_OF_RECORD % marks(ids), [*ids, State.SHOWN, me])
        return grouped(cursor.fetchall(), me)


def grouped(rows: Iterable[tuple[str, str, int, str, str]], me: int | None) -> tuple[Tag, ...]:
    """Rows (key, tag, reader, state, reason) as the tags that they are."""
    by_key: dict[str, list[tuple[str, int, str, str]]] = defaultdict(list)
    for key, tag, reader, state, reason in rows:
        by_key[key].append((tag, reader, state, reason))
    found = []
    for key, uses in by_key.items():
        shown = [use for use in uses if use[2] == State.SHOWN]
        own = next((use for use in uses if use[1] == me), None)
        found.append(
            Tag(
                key=key,
                tag=spelling(use[0] for use in shown or uses),
                readers=len({use[1] for use in shown}),
                mine=own is not None,
                waiting=not shown and own is not None and own[2] == State.WAITING,
                rejected=not shown and own is not None and own[2] == State.REJECTED,
                reason=own[3] if own and not shown else "",
            )
        )
    return tuple(sorted(found, key=lambda t: (-t.readers, t.key)))


def spelling(tags: Iterable[str]) -> str:
    """The way that most write it; of several the earliest."""
    return Counter(tags).most_common(1)[0][0]


def shown() -> QuerySet[RecordTag]:
    """Tags that all may see."""
    return RecordTag.objects.filter(state=State.SHOWN)


def cloud(order: str = "name", *, find: str = "", most: int = CLOUD) -> tuple[CloudTag, ...]:
    """The tags that most records have, or the newest, in an order: name, count, new.

    ``find`` leaves those that begin so or have a word that does.
    """
    rows = (
        _beginning(shown(), find)
        .values("key")
        .annotate(records=Count("record_id", distinct=True), new=Max("created"))
    )
    first = rows.order_by("-new", "key") if order == "new" else rows.order_by("-records", "key")
    chosen = [(row["key"], row["records"]) for row in first[:most]]
    named = _spellings(key for key, _ in chosen)
    largest = max((records for _, records in chosen), default=1)
    found = [
        CloudTag(key=key, tag=named[key], records=records, size=_size(records, largest))
        for key, records in chosen
    ]
    return tuple(sorted(found, key=lambda t: t.key)) if order == "name" else tuple(found)


def count(find: str = "") -> int:
    """Different tags that are shown, or those that ``cloud`` would find."""
    return _beginning(shown(), find).values("key").distinct().count()


def _beginning(rows: QuerySet[RecordTag], text: str) -> QuerySet[RecordTag]:
    begin = parsing.key(text)
    return rows.filter(Q(key__startswith=begin) | Q(key__contains=f" {begin}")) if begin else rows


def records_of(key: str, *, reader: Any = None) -> QuerySet[RecordTag, Any]:
    """Ids of the records that have a tag, and their titles, the last tagged first; or only those of one reader."""
    tagged = shown() if reader is None else RecordTag.objects.filter(reader=reader)
    rows = tagged.filter(key=key).values("record_id")
    return rows.annotate(last=Max("created"), kept=Max("title")).order_by("-last", "record_id")


def name_of(key: str, *, reader: Any = None) -> str:
    """How a tag is written; "" when nothing that is shown, or this reader's, has it."""
    return _spellings([key], also=reader.pk if reader else None).get(key, "")


def of_reader(reader: Any) -> tuple[CloudTag, ...]:
    """A reader's own tags with the number of records, in order of the alphabet."""
    rows = (
        RecordTag.objects.filter(reader=reader)
        .values_list("key")
        .annotate(records=Count("pk"), tag=Min("tag"))
    )
    return tuple(CloudTag(key=key, tag=tag, records=n, size=1) for key, n, tag in rows.order_by("key"))


def complete(prefix: str, user: Any) -> list[str]:
    """Tags that begin so or have a word that does: one's own first, then what most records have."""
    seen = Q(state=State.SHOWN)
    if user.is_authenticated:
        seen |= Q(reader_id=user.pk)
    rows = _beginning(RecordTag.objects.filter(seen), prefix)
    mine = (
        Count("pk", filter=Q(reader_id=user.pk)) if user.is_authenticated else Count("pk", filter=Q(pk__lt=0))
    )
    ranked = rows.values("key").annotate(mine=mine, uses=Count("pk")).order_by("-mine", "-uses", "key")
    keys = [row["key"] for row in ranked[:SUGGESTIONS]]
    named = _spellings(keys, also=user.pk if user.is_authenticated else None)
    return [named[key] for key in keys]


def _spellings(keys: Iterable[str], *, also: int | None = None) -> dict[str, str]:
    rows = RecordTag.objects.filter(key__in=list(keys)).filter(Q(state=State.SHOWN) | Q(reader_id=also))
    written = rows.values_list("key", "tag").annotate(uses=Count("pk"), first=Min("pk"))
    found: dict[str, str] = {}
    for key, tag, _uses, _first in written.order_by("key", "-uses", "first"):
        found.setdefault(key, tag)
    return found


def _held(user: Any, ids: Sequence[str], keys: Sequence[str]) -> set[str]:
    """Which of these wait for a moderator: what was rejected here before, and in review what stands nowhere yet."""
    acts = ModerationAct.objects.filter(kind=ModerationAct.Kind.TAG, record_id__in=ids, excerpt__in=keys)
    last = dict(acts.order_by("pk").values_list("excerpt", "verb"))
    held = {key for key, verb in last.items() if verb == ModerationAct.Verb.REJECT}
    if may(user, Action.MODERATE_TAG):
        return set()
    if settings.reviews_tags(user):
        held |= set(keys) - set(shown().filter(key__in=keys).values_list("key", flat=True))
    return held


def _insert(row: RecordTag) -> None:
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        return  # the same form, sent twice at once


def _size(records: int, largest: int) -> int:
    return 1 + round((SIZES - 1) * math.log(records) / math.log(largest)) if largest > 1 else 1

"""What waits for moderators, and what they decide; every decision is written down."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from pinakes.accounts.models import record
from pinakes.accounts.permissions import Action, may
from pinakes.records.base import Struct
from pinakes.tagging import comments
from pinakes.tagging.models import Comment, ModerationAct, RecordTag, Report, State

Verb, Kind = ModerationAct.Verb, ModerationAct.Kind
AT_ONCE = 50
"""Entries of one page of the queue."""


class Reported(Struct):
    """A report of a reader."""

    reader: str
    reason: str


class Waiting(Struct):
    """Something that a moderator should look at."""

    kind: str
    """tag, comment"""
    id: int
    record_id: str
    title: str
    text: str
    author: str
    at: datetime
    shown: bool
    """All see it at this moment."""
    reports: tuple[Reported, ...] = ()


def queue(user: Any) -> tuple[Waiting, ...]:
    """What waits or was reported, the oldest first, of the kinds that this moderator looks after."""
    found: list[Waiting] = []
    if may(user, Action.MODERATE_TAG):
        rows = (
            RecordTag.objects.filter(state=State.WAITING).select_related("reader").order_by("created", "pk")
        )
        found += [_tag(row) for row in rows[:AT_ONCE]]
    if may(user, Action.MODERATE_COMMENT):
        found += [_comment(row) for row in _open_comments().order_by("created", "pk")[:AT_ONCE]]
    return tuple(sorted(found, key=lambda w: (w.at, w.kind, w.id)))[:AT_ONCE]


def count(user: Any) -> int:
    """How much waits."""
    tags = RecordTag.objects.filter(state=State.WAITING).count() if may(user, Action.MODERATE_TAG) else 0
    return tags + (_open_comments().count() if may(user, Action.MODERATE_COMMENT) else 0)


def history(*, most: int = 50) -> list[ModerationAct]:
    """The last decisions."""
    return list(ModerationAct.objects.select_related("moderator")[:most])


def decide(user: Any, kind: str, number: int, verb: str, reason: str = "") -> bool:
    """Approve, reject or remove; reports are settled by it. False when it is not there any more."""
    table = RecordTag if kind == Kind.TAG else Comment
    with transaction.atomic():
        row: Any = table.objects.select_for_update().filter(pk=number).first()
        if row is None:
            return False
        excerpt = row.key if kind == Kind.TAG else row.text[:255]
        ModerationAct.objects.create(
            moderator=user,
            verb=verb,
            kind=kind,
            subject=number,
            record_id=row.record_id,
            excerpt=excerpt[:255],
            reason=reason[:500],
        )
        record(
            user,
            f"{kind}.{verb}",
            f"{kind} {number}: {row.record_id}",
            text=excerpt[:255],
            reason=reason[:500],
        )
        if verb == Verb.REMOVE:
            row.delete()
        elif kind == Kind.TAG:
            _settle_tag(row, verb, reason)
        else:
            row.state = State.SHOWN if verb == Verb.APPROVE else State.REJECTED
            row.reason = reason[:500] if verb == Verb.REJECT else ""
            row.save()
            Report.objects.filter(comment=row, settled=None).update(settled=timezone.now())
    return True


def _settle_tag(row: RecordTag, verb: str, reason: str) -> None:
    """All readers who gave this tag to this record get the same answer."""
    same = RecordTag.objects.filter(record_id=row.record_id, key=row.key)
    if verb == Verb.APPROVE:
        same.exclude(state=State.SHOWN).update(state=State.SHOWN, reason="")
    else:
        same.update(state=State.REJECTED, reason=reason[:500])


def _open_comments() -> Any:
    open_reports = Q(reports__settled=None, reports__isnull=False)
    return (
        Comment.objects.annotate(open=Count("reports", filter=open_reports))
        .filter(Q(state=State.WAITING) | Q(open__gt=0))
        .select_related("reader")
        .prefetch_related("reports__reader")
    )


def _tag(row: RecordTag) -> Waiting:
    return Waiting(
        kind=Kind.TAG,
        id=row.pk,
        record_id=row.record_id,
        title=row.title,
        text=row.tag,
        author=comments.name(row.reader),
        at=row.created,
        shown=False,
    )


def _comment(row: Comment) -> Waiting:
    reports = tuple(
        Reported(reader=comments.name(r.reader), reason=r.reason)
        for r in row.reports.all()
        if r.settled is None
    )
    return Waiting(
        kind=Kind.COMMENT,
        id=row.pk,
        record_id=row.record_id,
        title=row.title,
        text=row.text,
        author=comments.name(row.reader),
        at=row.edited or row.created,
        shown=row.state == State.SHOWN,
        reports=reports,
    )

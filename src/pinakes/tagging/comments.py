"""Comments of readers: writing, editing, deleting, reporting; what a record has."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from pinakes.records.base import Struct
from pinakes.store.port import StoredRecord
from pinakes.tagging import settings
from pinakes.tagging.models import Comment, CommentVersion, Report, State
from pinakes.tagging.records import ids_of, marks

SHOWN = 100
"""Comments on the page of a record, the newest last."""
LONGEST_REASON = 500
_OF_RECORD = (
    "SELECT c.id, c.text, r.display_name, r.username, c.created, c.edited, "
    "(SELECT COUNT(*) FROM record_comment_version v WHERE v.comment_id = c.id), c.reader_id, c.state, c.reason "
    "FROM record_comment c LEFT JOIN reader r ON r.id = c.reader_id "
    "WHERE c.record_id IN (%s) AND (c.state = %%s OR c.reader_id = %%s) ORDER BY c.created DESC, c.id DESC LIMIT %%s"
)
_SAME = timedelta(minutes=2)
"""The same text by the same reader within it is a form that was sent twice."""


class CommentView(Struct):
    """A comment as the page shows it."""

    id: int
    text: str
    """Markdown."""
    author: str
    """The name that others see; "" for nobody any more."""
    written: datetime
    edited: datetime | None
    versions: int
    mine: bool
    state: str
    reason: str


class Refused(Exception):
    """A comment that can't be taken; ``problem`` is "empty" or "long"."""

    def __init__(self, problem: str) -> None:
        self.problem = problem
        super().__init__(problem)


def checked(text: str) -> str:
    """The text as it is kept. Raises Refused."""
    kept = "\n".join(
        line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    ).strip()
    kept = "".join(c for c in kept if c in "\n\t" or c.isprintable())
    if not kept.strip():
        raise Refused("empty")
    if len(kept) > settings.community().comment_length:
        raise Refused("long")
    return kept


def add(user: Any, stored: StoredRecord, text: str) -> Comment:
    """Write a comment. Raises Refused."""
    kept = checked(text)
    with transaction.atomic():
        again = Comment.objects.filter(
            reader=user, record_id=stored.id, text=kept, created__gt=timezone.now() - _SAME
        ).first()
        return again or Comment.objects.create(
            reader=user,
            record_id=stored.id,
            title=stored.record.full_title[:2000],
            text=kept,
            state=State.WAITING if settings.reviews_comments(user) else State.SHOWN,
        )


def edit(user: Any, comment: Comment, text: str) -> None:
    """Say something else; what stood there is kept. Raises Refused.

    What a moderator rejected waits for one again, so that an edit is no way around.
    """
    kept = checked(text)
    if kept == comment.text:
        return
    with transaction.atomic():
        now = timezone.now()
        CommentVersion.objects.create(comment=comment, text=comment.text, until=now)
        rejected = comment.state == State.REJECTED
        comment.text, comment.edited = kept, now
        if rejected or settings.reviews_comments(user):
            comment.state, comment.reason = State.WAITING, ""
        comment.save()


def report(user: Any, comment: Comment, reason: str) -> None:
    """Tell moderators; a second report of the same reader replaces the first."""
    Report.objects.update_or_create(
        comment=comment, reader=user, defaults={"reason": reason[:LONGEST_REASON], "settled": None}
    )


def of_record(stored: StoredRecord, user: Any) -> tuple[CommentView, ...]:
    """What stands on the page of a record, the oldest first: all that is shown, and one's own."""
    ids, me = ids_of(stored), user.pk if user.is_authenticated else None
    with connection.cursor() as cursor:
        cursor.execute(_OF_RECORD % marks(ids), [*ids, State.SHOWN, me, SHOWN])
        rows = cursor.fetchall()
    return tuple(
        CommentView(
            id=number,
            text=text,
            author=shown or username or "",
            written=_moment(created),
            edited=_moment(edited) if edited else None,
            versions=versions,
            mine=reader is not None and reader == me,
            state=state,
            reason=reason,
        )
        for number, text, shown, username, created, edited, versions, reader, state, reason in reversed(rows)
    )


def _moment(value: datetime | str) -> datetime:
    """A time as databases give it: SQLite's are text or bare, in UTC."""
    found = datetime.fromisoformat(value) if isinstance(value, str) else value
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def of_reader(reader: Any) -> list[Comment]:
    """What a reader wrote, the newest first."""
    return list(Comment.objects.filter(reader=reader).order_by("-created", "-pk"))


def view(row: Comment, me: int | None, *, versions: int = 0) -> CommentView:
    """A row as a page shows it to a reader."""
    return CommentView(
        id=row.pk,
        text=row.text,
        author=name(row.reader),
        written=row.created,
        edited=row.edited,
        versions=versions,
        mine=row.reader_id is not None and row.reader_id == me,
        state=row.state,
        reason=row.reason,
    )


def name(reader: Any) -> str:
    """The name that others see of a reader."""
    return (reader.display_name or reader.get_username()) if reader is not None else ""

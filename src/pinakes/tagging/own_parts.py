"""Tags, comments and ratings as parts of the export of an account, and back from it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from pinakes.accounts.exporting import Part, Thing, register
from pinakes.tagging import comments, parsing, records, settings
from pinakes.tagging.models import Comment, Rating, RecordTag, Report, State
from pinakes.tagging.models.ratings import MOST

if TYPE_CHECKING:
    from pinakes.accounts.models import Reader

_MOST_TAKEN = 10_000
"""Things of one file that an import looks at."""


def register_all() -> None:
    """Add the parts to the export."""
    for part in (TAGS, COMMENTS, RATINGS):
        register(part)


def _tags(reader: Reader) -> Iterable[Thing]:
    for row in RecordTag.objects.filter(reader=reader).order_by("pk"):
        yield {
            "record": row.record_id,
            "title": row.title,
            "tag": row.tag,
            "state": row.state,
            "added": row.created.isoformat(timespec="seconds"),
        }


def _take_tags(reader: Reader, found: Sequence[Thing]) -> int:
    limits, taken = settings.community(), 0
    if not limits.tags:
        return 0
    held = settings.reviews_tags(reader)
    counts: dict[str, int] = {}
    for record, title, thing in _known(found):
        (tag, *more) = parsing.parse(f'"{_text(thing, "tag")}"') or [""]
        if not tag or more or len(tag) > limits.tag_length:
            continue
        if record not in counts:
            counts[record] = RecordTag.objects.filter(reader=reader, record_id=record).count()
        if counts[record] >= limits.tags_at_once:
            continue
        state = State.WAITING if held or thing.get("state") == State.REJECTED else State.SHOWN
        row = RecordTag(
            reader=reader, record_id=record, title=title, tag=tag, key=parsing.key(tag), state=state
        )
        if _inserted(row):
            counts[record] += 1
            taken += 1
    return taken


def _comments(reader: Reader) -> Iterable[Thing]:
    for row in Comment.objects.filter(reader=reader).prefetch_related("versions").order_by("pk"):
        yield {
            "record": row.record_id,
            "title": row.title,
            "text": row.text,
            "state": row.state,
            "written": row.created.isoformat(timespec="seconds"),
            "edited": row.edited.isoformat(timespec="seconds") if row.edited else None,
            "earlier": [
                {"text": v.text, "until": v.until.isoformat(timespec="seconds")} for v in row.versions.all()
            ],
        }


def _take_comments(reader: Reader, found: Sequence[Thing]) -> int:
    taken = 0
    if not settings.community().comments:
        return 0
    held = settings.reviews_comments(reader)
    there = set(Comment.objects.filter(reader=reader).values_list("record_id", "text"))
    for record, title, thing in _known(found):
        try:
            text = comments.checked(_text(thing, "text"))
        except comments.Refused:
            continue
        if (record, text) in there:
            continue
        there.add((record, text))
        state = State.WAITING if held or thing.get("state") != State.SHOWN else State.SHOWN
        Comment.objects.create(reader=reader, record_id=record, title=title, text=text, state=state)
        taken += 1
    return taken


def _leave_comments(reader: Reader, keep: bool) -> None:
    """Comments that all see stay without a name, if the library wants it; all else goes."""
    rows = Comment.objects.filter(reader=reader)
    if keep:
        rows.filter(state=State.SHOWN).update(reader=None)
    Comment.objects.filter(reader=reader).delete()
    Report.objects.filter(reader=reader, settled=None).update(reader=None)


def _ratings(reader: Reader) -> Iterable[Thing]:
    for row in Rating.objects.filter(reader=reader).order_by("pk"):
        yield {
            "record": row.record_id,
            "title": row.title,
            "stars": row.stars,
            "given": row.created.isoformat(timespec="seconds"),
        }


def _take_ratings(reader: Reader, found: Sequence[Thing]) -> int:
    if not settings.community().ratings:
        return 0
    taken = 0
    for record, title, thing in _known(found):
        stars = thing.get("stars")
        if type(stars) is int and 1 <= stars <= MOST:
            taken += _inserted(Rating(reader=reader, record_id=record, title=title, stars=stars))
    return taken


def _known(found: Sequence[Thing]) -> Iterable[tuple[str, str, Thing]]:
    """(id, title, thing) of those that are about a record of this catalogue, living or withdrawn."""
    some = [thing for thing in found[:_MOST_TAKEN] if isinstance(thing.get("record"), str)]
    now = records.about([thing["record"] for thing in some])
    for thing in some:
        if about := now.get(thing["record"]):
            yield about.id, about.title[:2000], thing


def _text(thing: Thing, name: str) -> str:
    value = thing.get(name)
    return value if isinstance(value, str) else ""


def _inserted(row: Any) -> bool:
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        return False
    return True


def _ids(model: Any) -> Any:
    return lambda reader: (
        model.objects.filter(reader=reader).order_by("pk").values_list("record_id", flat=True)
    )


TAGS = Part(
    name="tags",
    title=lambda: _("Tags"),
    things=_tags,
    columns=("title", "tag", "record", "state", "added"),
    take=_take_tags,
    records=_ids(RecordTag),
)
COMMENTS = Part(
    name="comments",
    title=lambda: _("Comments"),
    things=_comments,
    columns=("title", "text", "record", "state", "written", "edited"),
    take=_take_comments,
    records=_ids(Comment),
    leave=_leave_comments,
)
RATINGS = Part(
    name="ratings",
    title=lambda: _("Ratings"),
    things=_ratings,
    columns=("title", "stars", "record", "given"),
    take=_take_ratings,
    records=_ids(Rating),
)

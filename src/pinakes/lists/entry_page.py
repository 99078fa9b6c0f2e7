"""/lists/ID/entry?id=…: note, labels and reading state of one entry."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_http_methods

from pinakes.accounts.permissions import Action
from pinakes.lists import access, labels, markdown, saving
from pinakes.lists.models import EntryLabel, ListEntry
from pinakes.lists.models.entries import LONGEST_NOTE, ReadingState
from pinakes.records.base import Struct
from pinakes.web import labels as words
from pinakes.web import pages


class Filled(Struct):
    """What was typed and chosen."""

    note: str = ""
    labels: str = ""
    state: str = ""
    version: int = 0


@require_http_methods(["GET", "HEAD", "POST"])
@ensure_csrf_cookie
def entry(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """The form; 409 when another window changed the entry meanwhile, with both texts."""
    reader_list = access.the_list(request, public_id, Action.EDIT_LIST)
    asked = request.POST if request.method == "POST" else request.GET
    found = reader_list.entries.filter(record_id=access.clean(asked.get("id", ""))).first()
    if found is None:
        raise Http404
    if request.method != "POST":
        return _page(request, found, filled_of(found), {})
    version = request.POST.get("version", "")
    filled = Filled(
        note=request.POST.get("note", "").replace("\0", "").strip(),
        labels=request.POST.get("labels", "").replace("\0", "")[:2000],
        state=request.POST.get("state", ""),
        version=int(version) if version.isascii() and version.isdigit() and len(version) < 9 else 0,
    )
    if len(filled.note) > LONGEST_NOTE:
        problem = _("The note may have %(most)s letters; it has %(has)s.") % {
            "most": words.number(LONGEST_NOTE), "has": words.number(len(filled.note)),
        }  # fmt: skip
        return _page(request, found, filled, {"note": problem})
    if not _changed(found, filled):
        found.refresh_from_db()
        return _page(request, found, filled, {}, other=filled_of(found))
    return access.done(
        request, _("Note and labels were changed."), access.back(request, reader_list.address),
        note=str(markdown.html(filled.note)) if filled.note else "",
    )  # fmt: skip


def filled_of(entry: ListEntry) -> Filled:
    """What the form shows at first."""
    return Filled(
        note=entry.note,
        labels=labels.written([x.text for x in entry.labels.all()]),
        state=entry.state,
        version=entry.version,
    )


def _changed(entry: ListEntry, filled: Filled) -> bool:
    """Write it down, unless somebody else did since the form was drawn."""
    wanted = {labels.folded(t): t for t in labels.read(filled.labels)}
    state = filled.state if filled.state in ReadingState.values else ""
    with transaction.atomic():
        if not ListEntry.objects.filter(pk=entry.pk, version=filled.version).update(
            note=filled.note, state=state, version=F("version") + 1
        ):
            return False
        entry.labels.exclude(folded__in=wanted).delete()
        has = set(entry.labels.values_list("folded", flat=True))
        EntryLabel.objects.bulk_create(
            EntryLabel(entry=entry, text=text, folded=folded)
            for folded, text in wanted.items()
            if folded not in has
        )
        saving.touched(entry.reader_list)
    return True


def _page(
    request: HttpRequest,
    entry: ListEntry,
    filled: Filled,
    problems: dict[str, str],
    *,
    other: Filled | None = None,
) -> HttpResponseBase:
    context = {
        "entry": entry,
        "list": entry.reader_list,
        "filled": filled,
        "version": entry.version,
        "problems": problems,
        "other": other,
        "states": [(s.value, s.label) for s in ReadingState] if entry.reader_list.reading_states else [],
        "longest": LONGEST_NOTE,
        "next": access.back(request, entry.reader_list.address),
    }
    return pages.render(
        request, "lists/entry.html", context, status=409 if other else 422 if problems else 200
    )

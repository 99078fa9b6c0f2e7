"""What lists put on other pages: the way to them in the head, "Saved in" on records, Save beside hits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from markupsafe import Markup, escape

from pinakes.lists import bag
from pinakes.lists.access import person
from pinakes.lists.models import ListEntry, ReaderList
from pinakes.lists.models.reader_lists import Kind
from pinakes.records.base import Struct
from pinakes.store.port import StoredRecord
from pinakes.web import labels, slots
from pinakes.web.environment import icon, static


class Place(Struct):
    """Where a record is saved."""

    href: str
    title: str


def fill() -> None:
    """Take the places on the pages."""
    slots.fill("styles", _styles)
    slots.fill("scripts", _scripts)
    slots.fill("header", header)
    slots.fill("record-saved", on_record)
    slots.fill("record-actions", record_action)
    slots.fill("results-actions", bulk_actions)
    slots.fill_hits(beside_hits)


def saved_in(user: Any, ids: Sequence[str]) -> dict[str, list[Place]]:
    """By record, the lists of this reader, and those shared for writing, that hold it; one query."""
    mine = Q(reader_list__owner=user) | Q(
        reader_list__collaborators__reader=user, reader_list__collaborators__rights="write"
    )
    rows = (
        ListEntry.objects.filter(Q(record_id__in=ids) | Q(successor__in=ids), mine)
        .order_by("reader_list__kind", "reader_list__title")
        .values_list(
            "record_id", "successor", "reader_list__public_id", "reader_list__title", "reader_list__kind"
        )
        .distinct()
    )
    asked = set(ids)
    found: dict[str, list[Place]] = {}
    for record_id, successor, public_id, title, kind in rows:
        is_bag = kind == Kind.BAG
        place = Place(
            href="/bag" if is_bag else f"/lists/{public_id}", title=_("Book bag") if is_bag else title
        )
        known = found.setdefault(record_id if record_id in asked else successor, [])
        if place not in known:
            known.append(place)
    return found


def places(found: Sequence[Place]) -> Markup:
    """ "Saved in To read, Seminar" with links; "" when it is in none."""
    if not found:
        return Markup("")
    linked = Markup(", ").join(
        Markup('<a href="{}"><bdi>{}</bdi></a>').format(p.href, p.title) for p in found
    )
    return Markup('<span class="saved-label">{}</span> {}').format(_("Saved in:"), linked)


def _styles(_request: HttpRequest, _subject: Any) -> Markup:
    return Markup('<link rel="stylesheet" href="{}">').format(static("pinakes/css/lists.css"))


def _scripts(_request: HttpRequest, _subject: Any) -> Markup:
    return Markup('<script src="{}" defer></script>').format(static("pinakes/js/lists.js"))


def header(request: HttpRequest, _subject: Any) -> Markup:
    """The way to lists with their number, to the book bag when something is in it, and the form of Save."""
    user = person(request)
    if user.is_authenticated:
        number = ReaderList.objects.filter(owner=user, kind=Kind.LIST).count()
        method, token = (
            "post",
            Markup(
                '<input type="hidden" name="csrfmiddlewaretoken" value="{}">'
                '<input type="hidden" name="quick" value="1">'
            ).format(get_token(request)),
        )
    else:
        number, method, token = 0, "get", Markup("")
    in_bag = len(bag.ids(request))
    # A phone has room for one of the two; the page of lists leads to the bag. An empty bag is there for the script.
    parts = [
        _link("/lists/", "bookmark", pgettext("head", "Lists"), number, phone=bool(number) or not in_bag),
        _link("/bag", "shopping-basket", _("Book bag"), in_bag, phone=not number, empty=not in_bag),
    ]
    form = Markup(
        '<form id="keep" action="/lists/save" method="{}" hidden{}>{}'
        '<input type="hidden" name="back" value="{}"></form>'
    ).format(method, _for_script(), token, request.get_full_path())
    return Markup("").join([*parts, form])


def _link(href: str, sign: str, word: str, number: int, *, phone: bool, empty: bool = False) -> Markup:
    badge = Markup(' <b class="badge">{}</b>').format(labels.number(number)) if number or empty else ""
    return Markup('<a class="tool{}" href="{}"{}>{}<span class="phone-unseen">{}</span>{}</a>').format(
        "" if phone else " phone-hidden", href, Markup(" hidden") if empty else "", icon(sign), word, badge
    )


def on_record(request: HttpRequest, stored: StoredRecord) -> Markup:
    """The line "Saved in: …" under the title; that it is in none is said too."""
    found = _places_of(request, [stored.id]).get(stored.id, [])
    none = _("Saved in: no list yet")
    return Markup('<p class="saved-in" data-field="saved-in" data-places data-none="{}">{}</p>').format(
        none, places(found) if found else none
    )


def record_action(request: HttpRequest, stored: StoredRecord) -> Markup:
    """Save, among the actions."""
    found = _places_of(request, [stored.id]).get(stored.id, [])
    return Markup("<li>{}</li>").format(_button(request, stored.id, pressed=bool(found)))


def beside_hits(request: HttpRequest, ids: Sequence[str]) -> Mapping[str, Markup]:
    """Save for each, and where it is saved."""
    found = _places_of(request, ids)
    before, after = _button_parts(request, pressed=False)
    after += '<span class="saved-in" data-places hidden></span>'
    return {
        record_id: Markup(f"{before}{escape(record_id)}{after}")  # noqa: S704 - escaped here
        if record_id not in found
        else Markup('{}<span class="saved-in" data-places>{}</span>').format(
            _button(request, record_id, pressed=True), places(found[record_id])
        )
        for record_id in ids
    }


def bulk_actions(request: HttpRequest, _state: Any) -> Markup:
    """Save the ticked ones."""
    return Markup(
        '<button class="action" type="submit" formaction="/lists/save" formmethod="get"'
        " data-save-ticked>{}{}</button>"
    ).format(icon("bookmark"), pgettext("button", "Save"))


def _button(request: HttpRequest, record_id: str, *, pressed: bool) -> Markup:
    before, after = _button_parts(request, pressed=pressed)
    return Markup(f"{before}{escape(record_id)}{after}")  # noqa: S704 - escaped here


def _button_parts(request: HttpRequest, *, pressed: bool) -> tuple[str, str]:
    """What stands before and after the record's id: made once for a page, as a page has a hundred of them.

    A saved one leads to the choice of lists; the others are saved at once where one is signed in.
    """
    choose = ' formmethod="get"' if pressed and person(request).is_authenticated else ""
    word = pgettext("button", "Saved") if pressed else pgettext("button", "Save")
    return (
        '<button class="action save" type="submit" form="keep" name="id" value="',
        f'" aria-pressed="{"true" if pressed else "false"}" data-save{choose}>{icon("bookmark")}'
        f"<span>{escape(word)}</span></button>",
    )


def _for_script() -> Markup:
    """Words that the script says."""
    return Markup(
        ' data-save-word="{}" data-saved-word="{}" data-undo="{}" data-as-page="{}" data-close="{}"'
    ).format(
        pgettext("button", "Save"), pgettext("button", "Saved"), _("Undo"), _("Open as a page"), _("Close")
    )


def _places_of(request: HttpRequest, ids: Sequence[str]) -> dict[str, list[Place]]:
    user = person(request)
    if user.is_authenticated:
        kept: dict[tuple[str, ...], dict[str, list[Place]]] = request.__dict__.setdefault("_saved_in", {})
        key = tuple(ids)
        if key not in kept:
            kept[key] = saved_in(user, ids)
        return kept[key]
    held = set(bag.ids(request))
    return {i: [Place(href="/bag", title=_("Book bag"))] for i in ids if i in held}

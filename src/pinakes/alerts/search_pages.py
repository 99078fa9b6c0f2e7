"""The pages of saved searches: saving one, the list, name, note, mails and feed of each."""

from __future__ import annotations

import logging
from typing import Any

from django.db.models import F
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from pinakes.accounts.permissions import Action, require
from pinakes.alerts import delivery, fresh, gate, saving, settings, tokens
from pinakes.alerts.models import NOTE_LENGTH, AlertMail, Frequency, SavedSearch
from pinakes.discovery.state import SearchState
from pinakes.errors import IndexError_, QueryError
from pinakes.records.base import Struct
from pinakes.web import errors, history, labels, links, pages
from pinakes.web.history import EntryView

log = logging.getLogger(__name__)
LIST = "/account/searches"
SAVE = f"{LIST}/save"


class SearchView(Struct):
    """A saved search as the list shows it."""

    id: int
    name: str
    note: str
    said: EntryView
    saved: str
    frequency: str
    frequency_name: str
    feed: str
    uncertain: str
    """The day of a mail that may not have arrived."""


class Filled(Struct):
    """What a reader typed."""

    name: str = ""
    note: str = ""
    frequency: str = ""


def save_address(state: SearchState) -> str:
    """The form that saves a search."""
    return f"{SAVE}?{saving.normalised(state).query_string()}"


@require_http_methods(["GET", "HEAD", "POST"])
def save(request: HttpRequest) -> HttpResponseBase:
    """``?q=…`` as in the address of the results. One that is saved already leads to its page."""
    if to_sign_in := gate.sign_in(request):
        return to_sign_in
    require(request.user, Action.SAVE_SEARCH)
    state = SearchState.from_query(request.GET)
    if not saving.is_search(state):
        return errors.page(
            request, 422, word=_("not possible"), title=_("There is nothing to save"),
            text=_("This asks for nothing: search for something first."),
        )  # fmt: skip
    if there := saving.find(request.user, state):
        return HttpResponseRedirect(f"{LIST}/{there.pk}?there=1")
    if request.method != "POST":
        return _form(request, state, Filled(name=saving.proposed_name(state)))
    filled, problems = _read(request)
    if problems:
        return _form(request, state, filled, problems=problems)
    if refused := gate.too_often(request):
        return refused
    try:
        total = fresh.since(state, 0, None, limit=0).total
        made, _new = saving.save(
            request.user,
            state,
            name=filled.name,
            note=filled.note,
            frequency=filled.frequency,
            origin=pages.origin(request),
            total=total,
        )
    except (saving.Full, saving.TooLong, QueryError) as error:
        return _form(request, state, filled, problems={"": _sentence(error)})
    except IndexError_:
        log.exception("The index does not answer")
        return errors.unavailable(request)
    _remember_language(request, made)
    return HttpResponseRedirect(f"{LIST}?saved={made.pk}")


@require_http_methods(["GET", "HEAD"])
def overview(request: HttpRequest) -> HttpResponseBase:
    """All searches that a reader saved, the newest first."""
    if to_sign_in := gate.sign_in(request):
        return to_sign_in
    require(request.user, Action.SAVE_SEARCH)
    user: Any = request.user
    rows = list(SavedSearch.objects.filter(reader=user).select_related("reader"))
    doubtful = AlertMail.objects.filter(
        search__reader=user, state=AlertMail.State.SENDING, until__lte=F("search__seen")
    )
    uncertain = {m.search_id: m for m in doubtful.order_by("created")}
    saved = request.GET.get("saved", "")
    context = {
        "searches": tuple(_view(row, uncertain.get(row.pk)) for row in rows),
        "saved": saved,
        "gone": "gone" in request.GET,
        "unreachable": any(r.frequency for r in rows) and not delivery.is_reachable(rows[0])
        if rows
        else False,
    }
    return pages.render(request, "alerts/searches.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, number: int) -> HttpResponseBase:
    """Name, note and mails of a saved search, and its private feed."""
    if to_sign_in := gate.sign_in(request):
        return to_sign_in
    search = gate.own(request, number, Action.EDIT_SEARCH)
    filled = Filled(name=search.name, note=search.note, frequency=search.frequency)
    if request.method != "POST":
        return _form(request, search.state, filled, search=search)
    filled, problems = _read(request)
    if problems:
        return _form(request, search.state, filled, problems=problems, search=search)
    if filled.frequency:
        require(request.user, Action.SUBSCRIBE)
    search.name, search.note = saving.cleaned_name(filled.name), filled.note
    saving.set_frequency(search, filled.frequency, pages.origin(request))
    search.save()
    _remember_language(request, search)
    return HttpResponseRedirect(f"{LIST}?saved={search.pk}")


@require_POST
def delete(request: HttpRequest, number: int) -> HttpResponseBase:
    """Forget a saved search, its mails and its feed."""
    if to_sign_in := gate.sign_in(request):
        return to_sign_in
    gate.own(request, number, Action.DELETE_SEARCH).delete()
    return HttpResponseRedirect(f"{LIST}?gone=1")


@require_POST
def feed_address(request: HttpRequest, number: int) -> HttpResponseBase:
    """Make the private feed, or a new address for it (``new``), or turn it off (``off``)."""
    if to_sign_in := gate.sign_in(request):
        return to_sign_in
    search = gate.own(request, number, Action.EDIT_SEARCH)
    require(request.user, Action.SUBSCRIBE)
    if "off" in request.POST:
        search.feed = 0
    else:
        search.feeds_made += 1
        search.feed = search.feeds_made
    search.save(update_fields=["feed", "feeds_made"])
    return HttpResponseRedirect(f"{LIST}/{search.pk}#feed")


def _read(request: HttpRequest) -> tuple[Filled, dict[str, str]]:
    filled = Filled(
        name=" ".join(request.POST.get("name", "").split()),
        note=request.POST.get("note", "").replace("\r\n", "\n").strip(),
        frequency=request.POST.get("frequency", ""),
    )
    problems = {}
    if not filled.name:
        problems["name"] = _("Give it a name by which you will know it.")
    if len(filled.note) > NOTE_LENGTH:
        problems["note"] = _("The note may have %(most)s letters; it has %(has)s.") % {
            "most": labels.number(NOTE_LENGTH), "has": labels.number(len(filled.note)),
        }  # fmt: skip
    if filled.frequency not in Frequency.values:
        problems["frequency"] = _("Choose how often a mail may come.")
    return filled, problems


def _form(
    request: HttpRequest,
    state: SearchState,
    filled: Filled,
    *,
    problems: dict[str, str] | None = None,
    search: SavedSearch | None = None,
) -> HttpResponseBase:
    feed = tokens.feed_address(search) if search else ""
    said = history.view(
        history.Entry(query=state.query_string(), total=search.total if search else 0, minute=0)
    )
    context = {
        "search": search,
        "state": state,
        "said": said,
        "filled": filled,
        "problems": problems or {},
        "action": f"{LIST}/{search.pk}" if search else save_address(state),
        "back": LIST if search else links.search(state),
        "frequencies": [(str(value), str(name)) for value, name in Frequency.choices],
        "there": "there" in request.GET,
        "feed": (settings.address(pages.origin(request)) + feed) if feed else "",
        "email": str(getattr(request.user, "email", "")),
        "longest": NOTE_LENGTH,
    }
    return pages.render(request, "alerts/search_form.html", context, status=422 if problems else 200)


def _view(row: SavedSearch, uncertain: AlertMail | None) -> SearchView:
    entry = history.Entry(query=row.query, total=row.total, minute=0)
    return SearchView(
        id=row.pk,
        name=row.name,
        note=row.note,
        said=history.view(entry),
        saved=labels.timestamp_words(row.created.isoformat()),
        frequency=row.frequency,
        frequency_name=str(row.get_frequency_display()),
        feed=tokens.feed_address(row),
        uncertain=labels.timestamp_words(uncertain.created.isoformat()) if uncertain else "",
    )


def _remember_language(request: HttpRequest, search: SavedSearch) -> None:
    """Mails come in the language of the pages that somebody asked for them on, unless they chose one."""
    reader = search.reader
    if search.frequency and not reader.language:
        reader.language = labels.language()
        reader.save(update_fields=["language"])


def _sentence(error: Exception) -> str:
    if isinstance(error, saving.Full):
        return ngettext(
            "You may save %(most)s search. Remove it first.",
            "You may save %(most)s searches. Remove one first.",
            error.most,
        ) % {"most": labels.number(error.most)}
    if isinstance(error, saving.TooLong):
        return _("This search is too long to be saved.")
    return str(error)

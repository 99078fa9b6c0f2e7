"""The pages of comments and ratings: writing, editing, what stood there before, reporting."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pinakes.accounts.permissions import Action, may, require
from pinakes.store.port import StoredRecord
from pinakes.tagging import comments, gate, ratings, records, settings
from pinakes.tagging.models import Comment
from pinakes.tagging.models.ratings import MOST
from pinakes.web import labels, links, markdown, pages, presenters

FORM = "/tagging/comments"


def form_address(stored: StoredRecord) -> str:
    """The page where a reader comments on a record."""
    return f"{FORM}?{urlencode({'record': stored.id}, errors='replace')}"


def back(record_id: str) -> str:
    """The comments on the page of a record."""
    return links.record(record_id) + "#comments"


def day(moment: datetime) -> str:
    """ "25 November 2026"."""
    return labels.timestamp_words(timezone.localtime(moment).isoformat())


@require_http_methods(["GET", "HEAD", "POST"])
def form(request: HttpRequest) -> HttpResponseBase:
    """A field for a comment; 422 says what is wrong with what was typed, which stays."""
    _open()
    stored = gate.record_or_404((request.POST if request.method == "POST" else request.GET).get("record", ""))
    if to_sign_in := gate.sign_in(request, form_address(stored)):
        return to_sign_in
    require(request.user, Action.COMMENT)
    if request.method != "POST":
        return _form(request, stored)
    typed = request.POST.get("text", "")
    if refused := gate.too_often(request, gate.COMMENTS):
        return refused
    try:
        comments.add(request.user, stored, typed)
    except comments.Refused as error:
        return _form(request, stored, typed=typed, problem=_sentence(error, typed))
    return HttpResponseRedirect(back(stored.id))


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, number: int) -> HttpResponseBase:
    """One's own comment again, to say it better."""
    comment = _seen(request, number)
    if to_sign_in := gate.sign_in(request, request.path):
        return to_sign_in
    require(request.user, Action.EDIT_COMMENT, comment)
    if request.method != "POST":
        return _form(request, None, comment=comment, typed=comment.text)
    typed = request.POST.get("text", "")
    if refused := gate.too_often(request, gate.COMMENTS):
        return refused
    try:
        comments.edit(request.user, comment, typed)
    except comments.Refused as error:
        return _form(request, None, comment=comment, typed=typed, problem=_sentence(error, typed))
    return HttpResponseRedirect(_back(comment))


@require_POST
def delete(request: HttpRequest, number: int) -> HttpResponseBase:
    """Take one's own comment away, with all that stood there before."""
    comment = _seen(request, number)
    if to_sign_in := gate.sign_in(request, links.record(comment.record_id)):
        return to_sign_in
    require(request.user, Action.DELETE_COMMENT, comment)
    there = _back(comment)
    comment.delete()
    return HttpResponseRedirect(there)


@require_safe
def versions(request: HttpRequest, number: int) -> HttpResponseBase:
    """What an edited comment said before."""
    comment = _seen(request, number)
    context = {
        "comment": comments.view(comment, request.user.pk),
        "earlier": [(v.until, v.text) for v in comment.versions.all()],
        "back": _back(comment),
        "day": day,
        "html": markdown.html,
    }
    return pages.render(request, "tagging/versions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, number: int) -> HttpResponseBase:
    """Tell moderators that a comment should not stand there, and why."""
    comment = _seen(request, number)
    if to_sign_in := gate.sign_in(request, request.path):
        return to_sign_in
    require(request.user, Action.REPORT_COMMENT)
    reason = " ".join(request.POST.get("reason", "").split())
    problem = ""
    if request.method == "POST":
        if refused := gate.too_often(request, gate.REPORTS):
            return refused
        if reason and len(reason) <= comments.LONGEST_REASON:
            comments.report(request.user, comment, reason)
            return HttpResponseRedirect(f"{request.path}?sent=1")
        problem = (
            _("The reason may have %(most)s letters.") % {"most": labels.number(comments.LONGEST_REASON)}
            if reason
            else _("Say in a few words what is wrong with it.")
        )
    context = {
        "comment": comments.view(comment, request.user.pk),
        "back": _back(comment),
        "problem": problem,
        "typed": reason,
        "longest": comments.LONGEST_REASON,
        "sent": "sent" in request.GET,
        "day": day,
        "html": markdown.html,
    }
    return pages.render(request, "tagging/report.html", context, status=422 if problem else 200)


@require_POST
def rate(request: HttpRequest) -> HttpResponseBase:
    """Give a record stars, or take them back with 0."""
    if not settings.community().ratings:
        raise Http404
    stored = gate.record_or_404(request.POST.get("record", ""))
    there = links.record(stored.id) + "#rating"
    if to_sign_in := gate.sign_in(request, there):
        return to_sign_in
    require(request.user, Action.RATE)
    stars = request.POST.get("stars", "")
    if not (stars.isascii() and stars.isdigit() and len(stars) == 1 and int(stars) <= MOST):
        raise Http404
    if refused := gate.too_often(request, gate.TAGS):
        return refused
    ratings.give(request.user, stored, int(stars))
    return HttpResponseRedirect(there)


def _open() -> None:
    if not settings.community().comments:
        raise Http404


def _seen(request: HttpRequest, number: int) -> Comment:
    """The comment, if this reader may see it; 404 as for one that isn't there."""
    _open()
    comment = Comment.objects.select_related("reader").filter(pk=number).first()
    if comment is None:
        raise Http404
    if not comment.relation_of(request.user) and not may(request.user, Action.MODERATE_COMMENT):
        raise Http404
    return comment


def _back(comment: Comment) -> str:
    now = records.about([comment.record_id]).get(comment.record_id)
    return back(now.id if now else comment.record_id)


def _form(
    request: HttpRequest,
    stored: StoredRecord | None,
    *,
    comment: Comment | None = None,
    typed: str = "",
    problem: str = "",
) -> HttpResponseBase:
    context = {
        "title": (stored.record.full_title if stored else comment.title if comment else "")
        or _("[untitled]"),
        "lang": presenters.title_language(stored.record) if stored else "",
        "back": back(stored.id) if stored else _back(comment) if comment else "/",
        "action": f"{FORM}/{comment.pk}/edit" if comment else FORM,
        "record_id": stored.id if stored else "",
        "comment": comment,
        "typed": typed,
        "problem": problem,
        "reviewed": settings.reviews_comments(request.user),
        "longest": settings.community().comment_length,
    }
    return pages.render(request, "tagging/comment_form.html", context, status=422 if problem else 200)


def _sentence(error: comments.Refused, typed: str) -> str:
    if error.problem == "long":
        return _("A comment may have %(most)s letters; this one has %(has)s.") % {
            "most": labels.number(settings.community().comment_length), "has": labels.number(len(typed)),
        }  # fmt: skip
    return _("Write something first.")

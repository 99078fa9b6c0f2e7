"""/account/data: take everything along, put it in, delete the account; /account/profile: the name that others see."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pinakes.accounts import ending, exporting
from pinakes.accounts.exporting import ArchiveError
from pinakes.accounts.frame import account_settings
from pinakes.accounts.models import Reader
from pinakes.web import rates

DATA = "/account/data"
EXPORTS = rates.policy("account-export", guest=0, reader=10, crawler=1, seconds=3600)
LONGEST_NAME = 80


@login_required
@never_cache
@require_safe
def data(request: HttpRequest) -> HttpResponseBase:
    """What can be done with one's data."""
    return _page(request)


@login_required
@require_safe
@rates.limited(EXPORTS)
@reauthentication_required
def export(request: HttpRequest) -> HttpResponseBase:
    """The ZIP of everything."""
    reader = _reader(request)
    response = HttpResponse(exporting.archive(reader), content_type="application/zip")
    day = f"{timezone.now():%Y-%m-%d}"
    response["Content-Disposition"] = f'attachment; filename="pinakes-{day}.zip"'
    response["Cache-Control"] = "private, no-store"
    return response


@login_required
@require_POST
@rates.limited(EXPORTS)
def put_in(request: HttpRequest) -> HttpResponseBase:
    """Take an export into the account: 422 for a file that is none."""
    file = request.FILES.get("file")
    if file is None:
        return _page(request, problem=_("Choose the file first."))
    if (file.size or 0) > exporting.LARGEST:
        return _page(request, problem=_("The file is too large."))
    try:
        taken = exporting.take(_reader(request), file.read())
    except ArchiveError:
        return _page(request, problem=_("This file is not an export of an account."))
    total = sum(taken.values())
    text = ngettext(
        "%(shown)s thing was new and is here now.", "%(shown)s things were new and are here now.", total
    )
    messages.success(request, text % {"shown": total})
    return HttpResponseRedirect(DATA)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required
def delete(request: HttpRequest) -> HttpResponseBase:
    """The question, and its answer: at once, or after some days in which one may change one's mind."""
    reader = _reader(request)
    days = account_settings().deletion_days
    if request.method != "POST":
        return TemplateResponse(request, "account/delete.html", {"days": days, "is_staff": _is_staff(reader)})
    if _is_staff(reader):
        raise Http404
    if request.POST.get("when") == "now" or not days:
        logout(request)
        ending.end(reader, account_settings())
        return HttpResponseRedirect("/account/deleted")
    ending.plan(reader, days)
    return HttpResponseRedirect(DATA)


@login_required
@require_POST
def keep(request: HttpRequest) -> HttpResponseBase:
    """The account goes on."""
    ending.keep(_reader(request))
    messages.success(request, _("Your account goes on."))
    return HttpResponseRedirect(DATA)


@require_safe
def deleted(request: HttpRequest) -> HttpResponseBase:
    """Said to somebody whose account is gone."""
    return TemplateResponse(request, "account/deleted.html")


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest) -> HttpResponseBase:
    """The name that others see, and the language of mails."""
    reader = _reader(request)
    if request.method != "POST":
        return TemplateResponse(
            request, "account/profile.html", {"reader": reader, "problem": "", "form": None}
        )
    name = " ".join(request.POST.get("display_name", "").split())
    language = request.POST.get("language", "")
    if len(name) > LONGEST_NAME:
        problem = _("The name may have %(most)s letters.") % {"most": LONGEST_NAME}
        reader.display_name = name
        context = {"reader": reader, "problem": problem, "form": None}
        return TemplateResponse(request, "account/profile.html", context, status=422)
    reader.display_name = name
    reader.language = language if language in dict(settings.LANGUAGES) else ""
    reader.save(update_fields=["display_name", "language"])
    messages.success(request, _("It is saved."))
    return HttpResponseRedirect("/account/profile")


def _page(request: HttpRequest, *, problem: str = "") -> HttpResponseBase:
    context = {"reader": _reader(request), "problem": problem, "form": None}
    response = TemplateResponse(request, "account/data.html", context, status=422 if problem else 200)
    response["Cache-Control"] = "private, no-store"
    return response


def _is_staff(reader: Reader) -> bool:
    """Those who run the catalogue end their account in its administration or by the command, so that one is left."""
    return reader.is_staff or reader.is_superuser


def _reader(request: HttpRequest) -> Reader:
    assert isinstance(request.user, Reader)
    return request.user

"""The pages of sign-in and accounts: allauth's, with our status for refused forms, and the account's own first page."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account import views as account
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.base import views as second_factor
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from allauth.socialaccount import views as institutions
from allauth.usersessions import views as sessions
from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST
from django.views.generic.base import TemplateResponseMixin

from pinakes.accounts import ending, guard
from pinakes.accounts.models import OneTimeLink, Reader
from pinakes.web import rates


class _Refusing(TemplateResponseMixin):
    """A form that is shown again was refused: 422. No page of an account is for search engines or caches."""

    request: HttpRequest

    def render_to_response(self, context: dict[str, Any], **options: Any) -> Any:
        if self.request.method == "POST":
            options.setdefault("status", 422)
        response = super().render_to_response(context, **options)
        response["X-Robots-Tag"] = "noindex"
        response["Cache-Control"] = "private, no-store"
        return response


def _ours(view: Any) -> Any:
    made: Any = type(view.__name__, (_Refusing, view), {"__module__": __name__})
    return made.as_view()


sign_in = _ours(account.LoginView)
sign_out = _ours(account.LogoutView)


class _Register(account.SignupView):
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        guard.before_registration(request)
        return super().post(request, *args, **kwargs)


register = _ours(_Register)
inactive = _ours(account.AccountInactiveView)
reauthenticate = _ours(account.ReauthenticateView)
email = _ours(account.EmailView)
verification_sent = _ours(account.EmailVerificationSentView)
confirm_email = _ours(account.ConfirmEmailView)
password_change = _ours(account.PasswordChangeView)
password_set = _ours(account.PasswordSetView)
password_forgotten = _ours(account.PasswordResetView)
password_mail_sent = _ours(account.PasswordResetDoneView)
password_from_link = _ours(account.PasswordResetFromKeyView)
password_is_new = _ours(account.PasswordResetFromKeyDoneView)

security = _ours(second_factor.IndexView)
second_step = _ours(second_factor.AuthenticateView)
reauthenticate_by_code = _ours(second_factor.ReauthenticateView)
app_on = _ours(totp.ActivateTOTPView)
app_off = _ours(totp.DeactivateTOTPView)
recovery_codes = _ours(codes.ViewRecoveryCodesView)
recovery_codes_new = _ours(codes.GenerateRecoveryCodesView)
recovery_codes_file = _ours(codes.DownloadRecoveryCodesView)
passkey_sign_in = passkeys.LoginWebAuthnView.as_view()
passkey_add = _ours(passkeys.AddWebAuthnView)
passkey_remove = _ours(passkeys.RemoveWebAuthnView)
passkey_rename = _ours(passkeys.EditWebAuthnView)
reauthenticate_by_passkey = _ours(passkeys.ReauthenticateWebAuthnView)

devices = _ours(sessions.ListUserSessionsView)
connections = _ours(institutions.ConnectionsView)
register_with = _ours(institutions.SignupView)
with_cancelled = _ours(institutions.LoginCancelledView)
with_error = _ours(institutions.LoginErrorView)


def leaving(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A view that sends people to another host: by a page, since our policy lets forms lead to this host only."""

    @wraps(view)
    def with_page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        guard.refuse(request, rates.wait(guard.LEAVING, rates.network(rates.reader(request))))
        response = view(request, *args, **kwargs)
        if request.method == "POST" and response.status_code == 302:
            return TemplateResponse(request, "socialaccount/leaving.html", {"href": response["Location"]})
        return response

    return with_page


@login_required
@never_cache
def overview(request: HttpRequest) -> HttpResponseBase:
    """What belongs to the account, and the ways to change it."""
    return TemplateResponse(request, "account/overview.html")


@require_POST
@login_required
def sign_out_everywhere(request: HttpRequest) -> HttpResponseBase:
    """End every session of the account, this one too."""
    assert isinstance(request.user, Reader)
    ending.sign_out_everywhere(request.user)
    logout(request)
    return HttpResponseRedirect("/")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def open_once(request: HttpRequest, token: str) -> HttpResponseBase:
    """Sign in by a link that the command line made; a look at the page uses nothing up."""
    guard.refuse(request, rates.wait(guard.LINKS, rates.network(rates.reader(request))))
    link = OneTimeLink.find(token)
    if link is None or request.method != "POST":
        response = TemplateResponse(request, "account/open.html", {"link": link}, status=200 if link else 404)
        response["Referrer-Policy"] = "no-referrer"
        return response
    reader = link.reader
    if not OneTimeLink.objects.filter(pk=link.pk).delete()[0]:
        return HttpResponseRedirect(request.path)
    reader.backend = settings.AUTHENTICATION_BACKENDS[0]
    record_authentication(request, reader, method="link")
    login(request, reader)
    return HttpResponseRedirect("/account" if reader.has_usable_password() else "/account/password/set")

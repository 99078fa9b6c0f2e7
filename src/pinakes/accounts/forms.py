"""Forms of accounts: one field for a new password, which can be shown, and fields that keep machines out."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as theirs
from allauth.core import context
from allauth.mfa.base import forms as second
from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from pinakes.accounts import guard

HONEYPOT = "homepage"
"""A field that nobody sees: who fills it in is a machine."""


class RegistrationForm(theirs.SignupForm):
    """A new account: name, address, password."""

    homepage = forms.CharField(required=False)
    challenge = forms.CharField(required=False)
    answer = forms.CharField(required=False)

    def clean(self) -> Any:
        found = super().clean()
        if guard.is_too_quick(self.cleaned_data.get("challenge", "")):
            raise ValidationError(
                _("The form came back quicker than a person fills it in. Send it once more.")
            )
        return found

    def try_save(self, request: HttpRequest) -> Any:
        """A machine that filled the hidden field is told what a person is told, and nothing happens."""
        if self.cleaned_data.get(HONEYPOT):
            from allauth.account.adapter import get_adapter

            return None, get_adapter().respond_email_verification_sent(request, None)
        return super().try_save(request)


class _Once:
    """A password is typed once: it can be shown."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("password2", None)


class ChangePasswordForm(_Once, theirs.ChangePasswordForm):
    """The old password and a new one."""


class SetPasswordForm(_Once, theirs.SetPasswordForm):
    """A first password."""


class ResetPasswordForm(_Once, theirs.ResetPasswordKeyForm):
    """A new password, by a link of a mail."""


class _Code:
    """A code is tried some times only, and a code of an app is good once."""

    user: Any
    authenticator: Any
    cleaned_data: dict[str, Any]

    def clean_code(self) -> str:
        guard.before_code(context.request, self.user.pk)
        code: str = super().clean_code()  # type: ignore[misc]
        if guard.is_used(self.user.pk, code):
            raise ValidationError(_("This code was used already. Wait for the next one."))
        return code


class CodeForm(_Code, second.AuthenticateForm):
    """The second step of a sign-in."""


class CodeAgainForm(_Code, second.ReauthenticateForm):
    """A code before something that touches the safety of the account."""

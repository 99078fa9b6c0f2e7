"""Forms of accounts: one field for a new password, which can be shown, and fields that keep machines out."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as theirs
from django import forms
from django.http import HttpRequest

HONEYPOT = "homepage"
"""A field that nobody sees: who fills it in is a machine."""


class RegistrationForm(theirs.SignupForm):
    """A new account: name, address, password."""

    homepage = forms.CharField(required=False)

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

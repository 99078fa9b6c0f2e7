"""What allauth asks us: who may register, what mails and messages say, how often somebody may try, how secrets rest."""

from __future__ import annotations

import base64
import hashlib
import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context as current
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pinakes.accounts import frame, guard, mails
from pinakes.web import pages

RECENTLY = 300
"""Seconds after a sign-in in which nobody is asked for the password again."""
NO_MATCH = gettext_lazy("Name and password do not match.")


class AccountAdapter(DefaultAccountAdapter):
    """Accounts as this catalogue's settings want them."""

    error_messages = DefaultAccountAdapter.error_messages | {
        # One sentence for all: it never tells which half was wrong.
        "username_password_mismatch": NO_MATCH,
        "email_password_mismatch": NO_MATCH,
        "invalid_login": NO_MATCH,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        accounts = frame.account_settings()
        return accounts.registration and accounts.passwords

    def get_user_search_fields(self) -> list[str]:
        return ["username"]

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Ours for the message of a template; one that has none (signed in, signed out) is seen in the head anyway."""
        text = message or mails.notice(message_template or "", message_context or {})
        if text:
            messages.add_message(request, level, text, extra_tags=extra_tags)

    def render_mail(
        self,
        template_prefix: str,
        email: str | list[str],
        context: dict[str, Any],
        headers: dict[str, str] | None = None,
    ) -> EmailMessage:
        library = pages.library_settings().name
        subject, body = mails.compose(template_prefix, library, context)
        to = [email] if isinstance(email, str) else email
        return EmailMessage(
            subject, body, settings.DEFAULT_FROM_EMAIL, to, headers={"Auto-Submitted": "auto-generated"}
        )

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A mail that anybody can ask for is counted; one that tells of a change always goes."""
        request = current.request
        if template_prefix in mails.ON_DEMAND and request is not None:
            guard.before_mail(request, email)
        super().send_mail(template_prefix, email, context)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        guard.before_sign_in(request, _login(credentials))

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        guard.after_failure(request, _login(credentials))

    def is_reauthentication_required(self, *, app: str, **others: Any) -> bool:
        """Who signed in some minutes ago is not asked again."""
        request = current.request
        records = get_authentication_records(request, request.user)
        if records and time.time() - float(records[-1].get("at", 0)) < RECENTLY:
            return False
        return super().is_reauthentication_required(app=app, **others)

    def get_login_stages(self) -> list[str]:
        theirs, ours = (
            "allauth.account.stages.EmailVerificationStage",
            "pinakes.accounts.stages.ConfirmedAddressStage",
        )
        return [ours if stage == theirs else stage for stage in super().get_login_stages()]

    def get_client_ip(self, request: HttpRequest) -> str:
        """None that could be kept: allauth would write it beside sessions and into mails."""
        return "0.0.0.0"  # noqa: S104 - no address is bound

    def save_user(
        self, request: HttpRequest, user: AbstractBaseUser, form: Any, commit: bool = True
    ) -> AbstractBaseUser:
        from django.utils.translation import get_language

        user.language = get_language() or ""  # type: ignore[attr-defined]
        return super().save_user(request, user, form, commit)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Second factors: their secrets rest encrypted with a key that the database does not hold."""

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def _get_site_name(self) -> str:
        return pages.library_settings().name

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        host = current.request.get_host().rpartition(":")[0] or current.request.get_host()
        return {"id": host, "name": self._get_site_name()}

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Any) -> str:  # noqa: A002 - allauth's name
        return _("My passkey")


def _login(credentials: dict[str, Any]) -> str:
    return str(credentials.get("email") or credentials.get("username") or "")


def _cipher() -> Fernet:
    key = hashlib.blake2b(settings.SECRET_KEY.encode(), digest_size=32, person=b"second factors").digest()
    return Fernet(base64.urlsafe_b64encode(key))

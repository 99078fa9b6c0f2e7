"""What allauth asks us: who may register, what mails and messages say, how often somebody may try, how secrets rest."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pinakes.accounts import frame, mails
from pinakes.web import pages

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
        host = context.request.get_host().rpartition(":")[0] or context.request.get_host()
        return {"id": host, "name": self._get_site_name()}

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Any) -> str:  # noqa: A002 - allauth's name
        return _("My passkey")


def _cipher() -> Fernet:
    key = hashlib.blake2b(settings.SECRET_KEY.encode(), digest_size=32, person=b"second factors").digest()
    return Fernet(base64.urlsafe_b64encode(key))

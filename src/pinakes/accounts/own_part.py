"""The account itself as a part of an export: name, addresses, language, ways to sign in, devices; no secrets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.utils.translation import gettext as _

from pinakes.accounts.exporting import Part, Thing

if TYPE_CHECKING:
    from pinakes.accounts.models import Reader


def things(reader: Reader) -> Iterable[Thing]:
    """One thing: the account."""
    yield {
        "username": reader.username,
        "email": reader.email,
        "display_name": reader.display_name,
        "language": reader.language,
        "registered": reader.date_joined.isoformat(timespec="seconds"),
        "last_sign_in": reader.last_login.isoformat(timespec="seconds") if reader.last_login else None,
        "groups": sorted(reader.groups.values_list("name", flat=True)),
        "addresses": [
            {"email": a.email, "verified": a.verified}
            for a in EmailAddress.objects.filter(user=reader).order_by("pk")
        ],
        "second_factors": [a.type for a in Authenticator.objects.filter(user=reader).order_by("pk")],
        "other_accounts": [a.provider for a in SocialAccount.objects.filter(user=reader).order_by("pk")],
        "devices": [
            {"browser": s.user_agent, "since": s.created_at.isoformat(timespec="seconds")}
            for s in UserSession.objects.filter(user=reader).order_by("pk")
        ],
    }


def take(reader: Reader, found: Sequence[Thing]) -> int:
    """The name that others see and the language; sign-in stays what it is here."""
    taken = 0
    for thing in found[:1]:
        name, language = thing.get("display_name"), thing.get("language")
        if isinstance(name, str) and name.strip() and not reader.display_name:
            reader.display_name, taken = " ".join(name.split())[:80], 1
        if isinstance(language, str) and language in dict(settings.LANGUAGES) and not reader.language:
            reader.language, taken = language, 1
    if taken:
        reader.save(update_fields=["display_name", "language"])
    return taken


PART = Part(
    name="account",
    title=lambda: _("Account"),
    things=things,
    columns=("username", "email", "display_name", "language", "registered", "last_sign_in", "groups"),
    take=take,
)

"""Sign-in with institutions and services (OpenID Connect, SAML): what is taken from them, and what is kept."""

from __future__ import annotations

from typing import Any

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest
from django.utils.http import urlencode

from pinakes import conf
from pinakes.accounts import frame
from pinakes.accounts.membership import set_groups
from pinakes.accounts.models import Reader

_GROUPS = "_pinakes_groups"


class InstitutionAdapter(DefaultSocialAccountAdapter):
    """Accounts as the settings of an institution want them."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        chosen = settings_of(sociallogin)
        return chosen is not None and chosen.register

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Take the groups out of what was told and keep nothing else of it."""
        account = sociallogin.account
        told = _groups(sociallogin)
        account.extra_data = {}
        if account.pk:
            account.save(update_fields=["extra_data"])
        if told is not None:
            # What a pending registration carries is serialised: the groups come along as its state.
            sociallogin.state[_GROUPS] = told

    def save_user(self, request: HttpRequest, sociallogin: Any, form: Any = None) -> Any:
        from django.utils.translation import get_language

        sociallogin.user.language = get_language() or ""
        return super().save_user(request, sociallogin, form)


def after_sign_in(reader: Reader, sociallogin: Any) -> None:
    """Keep the groups in step."""
    told = sociallogin.state.get(_GROUPS)
    if told is not None:
        set_groups(reader, told)


def settings_of(sociallogin: Any) -> conf.OpenIdSettings | conf.SamlSettings | None:
    """What pinakes.toml says of the institution."""
    accounts = frame.account_settings()
    name = sociallogin.provider.app.provider_id
    if sociallogin.provider.id == "saml":
        return accounts.saml.get(name)
    return accounts.openid.get(name)


def ways(next_page: str | None) -> list[frame.Way]:
    """The institutions and services that one can sign in with."""
    accounts = frame.account_settings()
    if not accounts.openid and not accounts.saml:
        return []
    query = f"?{urlencode({'next': next_page})}" if next_page else ""
    openid = [(c.name, f"openid/{name}") for name, c in accounts.openid.items()]
    saml = [(c.name, f"saml/{name}") for name, c in accounts.saml.items()]
    return [frame.Way(name=name, href=f"/account/with/{path}{query}") for name, path in openid + saml]


def name_of(provider: str) -> str:
    """What readers know a connected account as."""
    accounts = frame.account_settings()
    known = accounts.openid.get(provider) or accounts.saml.get(provider)
    return known.name if known else provider


def _groups(sociallogin: Any) -> list[str] | None:
    """The groups that were told; None when they do not matter."""
    chosen = settings_of(sociallogin)
    if chosen is None:
        return None
    claim = chosen.groups_claim if isinstance(chosen, conf.OpenIdSettings) else chosen.groups
    if not claim:
        return None
    data = sociallogin.account.extra_data or {}
    sources = [data.get("userinfo") or {}, data.get("id_token") or {}, data]
    told: Any = next((s[claim] for s in sources if isinstance(s, dict) and claim in s), [])
    return [str(g) for g in told] if isinstance(told, (list, tuple)) else [str(told)]

"""Django's and allauth's settings for accounts: which ways of signing in are on, what passwords must be."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

from pinakes import conf
from pinakes.errors import ConfigurationError

APPS = (
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "pinakes.accounts.admin_app.AdministrationConfig",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
)
OPENID = "allauth.socialaccount.providers.openid_connect"
SAML = "allauth.socialaccount.providers.saml"
MIDDLEWARE = ("allauth.account.middleware.AccountMiddleware",)
_PASSWORDS = "django.contrib.auth.password_validation"
TEMPLATES = {
    # Pages of accounts are drawn by views that are not ours: head and foot come from a context processor.
    "NAME": "accounts",
    "BACKEND": "django.template.backends.jinja2.Jinja2",
    "APP_DIRS": False,
    "OPTIONS": {
        "environment": "pinakes.accounts.frame.environment",
        "context_processors": ["pinakes.accounts.frame.surroundings"],
    },
}


def settings_for(settings: conf.Settings, home: Path) -> dict[str, Any]:
    """The settings, by Django's names."""
    accounts = settings.accounts
    passwords = ["allauth.account.auth_backends.AuthenticationBackend"] if accounts.passwords else []
    found: dict[str, Any] = {
        "AUTH_USER_MODEL": "accounts.Reader",
        "AUTHENTICATION_BACKENDS": [
            *passwords,
            *(["pinakes.accounts.directory.DirectoryBackend"] if accounts.ldap.server else []),
            # Who signed in otherwise: by passkey, with an institution.
            "pinakes.accounts.directory.KnownBackend",
        ],
        "AUTH_PASSWORD_VALIDATORS": [
            {"NAME": f"{_PASSWORDS}.UserAttributeSimilarityValidator"},
            {"NAME": f"{_PASSWORDS}.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
            # 20,000 passwords that became known, shipped with Django.
            {"NAME": f"{_PASSWORDS}.CommonPasswordValidator"},
        ],
        "LOGIN_URL": "account_login",
        "LOGIN_REDIRECT_URL": "/",
        "SESSION_COOKIE_AGE": accounts.session_days * 24 * 60 * 60,
        "ACCOUNT_ADAPTER": "pinakes.accounts.adapter.AccountAdapter",
        "ACCOUNT_LOGIN_METHODS": {"username", "email"},
        "ACCOUNT_SIGNUP_FIELDS": ["username*", "email*", "password1*"],
        "ACCOUNT_EMAIL_VERIFICATION": "mandatory",
        "ACCOUNT_EMAIL_NOTIFICATIONS": True,
        "ACCOUNT_CHANGE_EMAIL": True,
        "ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION": True,
        "ACCOUNT_USERNAME_MIN_LENGTH": 3,
        "ACCOUNT_USERNAME_BLACKLIST": ["admin", "administrator", "root", "library", "moderator", "staff"],
        "ACCOUNT_LOGOUT_REDIRECT_URL": "/",
        # One limiter counts everything, over all workers: pinakes.web.rates.
        "ACCOUNT_RATE_LIMITS": False,
        "MFA_RATE_LIMITS": False,
        "ACCOUNT_FORMS": {
            "signup": "pinakes.accounts.forms.RegistrationForm",
            "change_password": "pinakes.accounts.forms.ChangePasswordForm",
            "set_password": "pinakes.accounts.forms.SetPasswordForm",
            "reset_password_from_key": "pinakes.accounts.forms.ResetPasswordForm",
        },
        "MFA_FORMS": {
            "authenticate": "pinakes.accounts.forms.CodeForm",
            "reauthenticate": "pinakes.accounts.forms.CodeAgainForm",
        },
        "MFA_ADAPTER": "pinakes.accounts.adapter.SecondFactorAdapter",
        "MFA_SUPPORTED_TYPES": ["recovery_codes", "totp", *(["webauthn"] if accounts.passkeys else [])],
        "MFA_PASSKEY_LOGIN_ENABLED": accounts.passkeys,
        "MFA_TOTP_TOLERANCE": 1,
        "MFA_TOTP_ISSUER": settings.library.name,
        "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN": not settings.server.https,
        "SOCIALACCOUNT_ADAPTER": "pinakes.accounts.institutions.InstitutionAdapter",
        "SOCIALACCOUNT_EMAIL_REQUIRED": False,
        "SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT": True,
        "SOCIALACCOUNT_REQUESTS_TIMEOUT": 10,
        "SOCIALACCOUNT_PROVIDERS": providers(accounts, home),
        "ACCOUNT_DEFAULT_HTTP_PROTOCOL": "https" if settings.server.https else "http",
    }
    if not settings.mail.sender:
        found["EMAIL_BACKEND"] = "pinakes.accounts.mail_folder.FolderBackend"
        found["EMAIL_FILE_PATH"] = home / "mail"
    return found


def provider_apps(accounts: conf.AccountsSettings) -> tuple[str, ...]:
    """The apps of the ways of signing in that are on."""
    return (*((OPENID,) if accounts.openid else ()), *((SAML,) if accounts.saml else ()))


def providers(accounts: conf.AccountsSettings, home: Path) -> dict[str, Any]:
    """Institutions and services as allauth wants them described. Raises ConfigurationError."""
    _check_names(accounts)
    openid = [
        {
            "provider_id": name,
            "name": chosen.name,
            "client_id": chosen.client_id,
            "secret": os.environ.get(f"PINAKES_OPENID_{name.upper()}_SECRET") or chosen.client_secret,
            "settings": {
                "server_url": chosen.server,
                "scope": list(chosen.scopes),
                "oauth_pkce_enabled": True,
                "verified_email": chosen.trusted_email,
                "email_authentication": chosen.trusted_email,
            },
        }
        for name, chosen in accounts.openid.items()
    ]
    saml = [
        {
            "provider_id": name,
            "name": chosen.name,
            "client_id": name,
            "settings": {
                "idp": _identity_provider(chosen, home),
                "attribute_mapping": {"uid": chosen.uid, "email": chosen.email, "username": chosen.username},
                "advanced": {
                    "want_assertion_signed": True,
                    "strict": True,
                    "allow_single_label_domains": True,
                },
                "verified_email": chosen.trusted_email,
                "email_authentication": chosen.trusted_email,
            },
        }
        for name, chosen in accounts.saml.items()
    ]
    return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": openid}, "saml": {"APPS": saml}}


def _check_names(accounts: conf.AccountsSettings) -> None:
    """Names tell whose word a person's identity is: one name for two would let one speak for the other."""
    for name in (*accounts.openid, *accounts.saml):
        if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,29}", name) or name == "ldap":
            raise ConfigurationError(
                f"[accounts]: {name!r} can't name an institution: small letters, digits and hyphens, and not ldap."
            )
    if both := sorted(set(accounts.openid) & set(accounts.saml)):
        raise ConfigurationError(
            f"[accounts]: openid and saml both have {both[0]!r}; each name is for one only."
        )


def _identity_provider(chosen: conf.SamlSettings, home: Path) -> dict[str, str]:
    if chosen.metadata_url:
        return {"entity_id": chosen.entity_id, "metadata_url": chosen.metadata_url}
    file = home / chosen.certificate
    try:
        lines = file.read_text(encoding="ascii").strip().splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"accounts.saml: the certificate {file} can't be read.") from error
    return {
        "entity_id": chosen.entity_id,
        "sso_url": chosen.sso_url,
        "x509cert": "".join(line for line in lines if "CERTIFICATE" not in line),
    }

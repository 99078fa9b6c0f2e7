"""What the mails of accounts say, and the messages after an action; a mail tells nobody's address or browser."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

_NOT_YOU = gettext_noop("If it was not you: set a new password now, and tell the library.")
_IGNORE = gettext_noop("If you did not want this, do nothing: nothing happens without this link.")

MAILS: dict[str, tuple[str, str, str]] = {
    "account/email/email_confirmation_signup": (
        gettext_noop("Confirm your e-mail address"),
        gettext_noop(
            "You made an account as %(user)s. Confirm that this is your address:\n\n%(activate_url)s"
        ),
        _IGNORE,
    ),
    "account/email/email_confirmation": (
        gettext_noop("Confirm your e-mail address"),
        gettext_noop(
            "%(user)s gave this address for an account. Confirm that it is right:\n\n%(activate_url)s"
        ),
        _IGNORE,
    ),
    "account/email/account_already_exists": (
        gettext_noop("You have an account already"),
        gettext_noop(
            "Somebody wanted to make an account with this address, but there is one. A new password:\n\n"
            "%(password_reset_url)s"
        ),
        _IGNORE,
    ),
    "account/email/password_reset_key": (
        gettext_noop("Set a new password"),
        gettext_noop("Here you set a new password for %(username)s:\n\n%(password_reset_url)s"),
        _IGNORE,
    ),
    "account/email/unknown_account": (
        gettext_noop("There is no account with this address"),
        gettext_noop(
            "Somebody asked for a new password, but there is no account with this address. "
            "Perhaps you registered with another one."
        ),
        "",
    ),
    "account/email/password_changed": (
        gettext_noop("Your password was changed"),
        gettext_noop("The password of your account was changed just now."),
        _NOT_YOU,
    ),
    "account/email/password_set": (
        gettext_noop("Your account has a password now"),
        gettext_noop("A password was set for your account just now."),
        _NOT_YOU,
    ),
    "account/email/password_reset": (
        gettext_noop("Your password was changed"),
        gettext_noop("The password of your account was changed just now."),
        _NOT_YOU,
    ),
    "account/email/email_changed": (
        gettext_noop("Your e-mail address was changed"),
        gettext_noop("Your account has a new address now: %(to_email)s"),
        _NOT_YOU,
    ),
    "account/email/email_deleted": (
        gettext_noop("An e-mail address was removed"),
        gettext_noop("This address was removed from your account: %(deleted_email)s"),
        _NOT_YOU,
    ),
    "mfa/email/totp_activated": (
        gettext_noop("Second factor turned on"),
        gettext_noop("Your account asks for a code of your app from now on."),
        _NOT_YOU,
    ),
    "mfa/email/totp_deactivated": (
        gettext_noop("Second factor turned off"),
        gettext_noop("Your account does not ask for a code of your app any more."),
        _NOT_YOU,
    ),
    "mfa/email/recovery_codes_generated": (
        gettext_noop("New recovery codes"),
        gettext_noop("New recovery codes were made for your account; the old ones do not work any more."),
        _NOT_YOU,
    ),
    "mfa/email/webauthn_added": (
        gettext_noop("A passkey was added"),
        gettext_noop("A passkey was added to your account."),
        _NOT_YOU,
    ),
    "mfa/email/webauthn_removed": (
        gettext_noop("A passkey was removed"),
        gettext_noop("A passkey was removed from your account."),
        _NOT_YOU,
    ),
    "socialaccount/email/account_connected": (
        gettext_noop("Another way to sign in was added"),
        gettext_noop("You can sign in to your account with %(provider)s from now on."),
        _NOT_YOU,
    ),
    "socialaccount/email/account_disconnected": (
        gettext_noop("A way to sign in was removed"),
        gettext_noop("%(provider)s does not open your account any more."),
        _NOT_YOU,
    ),
}
"""By allauth's name: subject, text, and what to do when it was somebody else."""

ON_DEMAND = frozenset(
    f"account/email/{name}"
    for name in (
        "email_confirmation_signup", "email_confirmation", "account_already_exists", "password_reset_key",
        "unknown_account",
    )
)  # fmt: skip
"""Mails that anybody can have sent to any address."""

NOTICES = {
    "account/messages/cannot_delete_primary_email.txt": gettext_noop(
        "This address can’t be removed: it is your only one."
    ),
    "account/messages/email_deleted.txt": gettext_noop("The address was removed."),
    "account/messages/email_confirmation_sent.txt": gettext_noop(
        "A mail with a link is on its way to %(email)s."
    ),
    "account/messages/email_confirmed.txt": gettext_noop("%(email)s is confirmed."),
    "account/messages/email_confirmation_failed.txt": gettext_noop("%(email)s belongs to another account."),
    "account/messages/password_changed.txt": gettext_noop("Your password is changed."),
    "account/messages/password_set.txt": gettext_noop("Your password is set."),
    "account/messages/primary_email_set.txt": gettext_noop("Your address is changed."),
    "account/messages/unverified_primary_email.txt": gettext_noop("Confirm the address first."),
    "mfa/messages/totp_activated.txt": gettext_noop(
        "The app is connected. You are asked for a code at each sign-in."
    ),
    "mfa/messages/totp_deactivated.txt": gettext_noop("The app is not asked for any more."),
    "mfa/messages/recovery_codes_generated.txt": gettext_noop(
        "There are new recovery codes; the old ones do not work any more."
    ),
    "mfa/messages/webauthn_added.txt": gettext_noop("The passkey was added."),
    "mfa/messages/webauthn_removed.txt": gettext_noop("The passkey was removed."),
    "usersessions/messages/sessions_logged_out.txt": gettext_noop("The other devices are signed out."),
    "socialaccount/messages/account_connected.txt": gettext_noop("The account is connected."),
    "socialaccount/messages/account_connected_other.txt": gettext_noop("It belongs to another account here."),
    "socialaccount/messages/account_disconnected.txt": gettext_noop("The account is not connected any more."),
}
"""By allauth's name of the message."""


def notice(template: str, values: dict[str, Any]) -> str:
    """The message in the reader's language; "" when there is none."""
    text = NOTICES.get(template)
    return _(text) % values if text else ""


def compose(prefix: str, library: str, values: dict[str, Any]) -> tuple[str, str]:
    """Subject and text of a mail, in the language that is active. Raises KeyError for a mail that we do not know."""
    subject, text, at_last = MAILS[prefix]
    known = {k: str(v) for k, v in values.items()}
    known.setdefault("username", known.get("user", ""))
    parts = [_(text) % known, _(at_last) if at_last else "", f"-- \n{library}"]
    return " · ".join((_(subject), " ".join(library.split()))), "\n\n".join(filter(None, parts)) + "\n"

"""Sign-in with name and password of an LDAP directory (RFC 4511): look the person up, then bind as them."""

from __future__ import annotations

import logging
import os
import ssl
import uuid
from pathlib import Path
from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.http import HttpRequest

from pinakes import conf
from pinakes.accounts import frame
from pinakes.accounts.membership import set_groups
from pinakes.accounts.models import Reader
from pinakes.accounts.permissions import Role, role_of
from pinakes.records.base import Struct

log = logging.getLogger(__name__)
OF_MODERATORS = frozenset({"tagging"})
"""Apps whose tables moderators work on in the administration."""
PROVIDER = "ldap"
"""Under which connected accounts of the directory are kept."""
SECONDS = 8
LONGEST = 200
"""Letters of a name or password that are sent to the directory."""


class KnownBackend(ModelBackend):
    """Knows who is signed in, and what their role may do in the administration; opens nothing by itself."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> None:  # type: ignore[override]
        return None

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        return self.has_module_perms(user_obj, perm.partition(".")[0])

    def has_module_perms(self, user_obj: Any, app_label: str) -> bool:
        role = role_of(user_obj)
        return role >= Role.ADMINISTRATOR or (role >= Role.MODERATOR and app_label in OF_MODERATORS)


class Person(Struct):
    """What the directory says of somebody who knows the password."""

    uid: str
    username: str
    email: str
    groups: tuple[str, ...]


class DirectoryBackend(ModelBackend):
    """Asks the directory of ``[accounts.ldap]``."""

    def authenticate(  # type: ignore[override]
        self, request: HttpRequest | None, username: str = "", password: str = "", **credentials: Any
    ) -> AbstractBaseUser | None:
        login = username or str(credentials.get("email") or "")
        settings = frame.account_settings().ldap
        # An empty password is an anonymous bind, which succeeds (RFC 4513, 5.1.2).
        if not settings.server or not login or not password or max(len(login), len(password)) > LONGEST:
            return None
        person = ask(settings, login, password)
        reader = account_of(person, settings) if person else None
        return reader if reader is not None and self.user_can_authenticate(reader) else None


def ask(settings: conf.LdapSettings, login: str, password: str) -> Person | None:
    """The person whose name and password these are; None for a wrong one, and when the directory does not answer."""
    from ldap3 import SIMPLE, SUBTREE, Connection
    from ldap3.core.exceptions import LDAPException
    from ldap3.utils.conv import escape_filter_chars

    secret = os.environ.get("PINAKES_LDAP_PASSWORD") or settings.bind_password
    wanted = [a for a in (settings.uid, settings.username, settings.email, settings.groups) if a]
    try:
        server = _server(settings)
        kind = (
            {"user": settings.bind_dn, "password": secret, "authentication": SIMPLE}
            if settings.bind_dn
            else {}
        )
        with Connection(
            server, auto_bind=_bind_mode(settings), receive_timeout=SECONDS, read_only=True, **kind
        ) as asking:
            asking.search(
                settings.base,
                settings.filter.replace("{login}", escape_filter_chars(login)),
                search_scope=SUBTREE,
                attributes=wanted,
                size_limit=2,
            )
            found = [e for e in asking.response or [] if e.get("type") == "searchResEntry"]
        if len(found) != 1:
            return None
        bound = Connection(
            server,
            user=found[0]["dn"],
            password=password,
            authentication=SIMPLE,
            receive_timeout=SECONDS,
            read_only=True,
        )
        if settings.start_tls and settings.server.startswith("ldap://"):
            bound.start_tls()
        if not bound.bind():
            return None
        bound.unbind()
    except (LDAPException, OSError):
        log.exception("The directory %s does not answer", settings.server)
        return None
    return _person(found[0], settings, login)


def account_of(person: Person, settings: conf.LdapSettings) -> Reader | None:
    """The account of this person, made at the first sign-in when the settings want it; groups and address in step."""
    from allauth.account.models import EmailAddress
    from allauth.socialaccount.models import SocialAccount

    with transaction.atomic():
        known = SocialAccount.objects.select_related("user").filter(provider=PROVIDER, uid=person.uid).first()
        if known:
            reader = Reader.objects.get(pk=known.user_id)
        elif settings.register:
            reader = Reader(username=_free_name(person), email=person.email)
            reader.set_unusable_password()
            reader.save()
            SocialAccount.objects.create(user=reader, provider=PROVIDER, uid=person.uid)
        else:
            return None
        taken = EmailAddress.objects.filter(email__iexact=person.email).exclude(user=reader).exists()
        if person.email and not taken:
            if not EmailAddress.objects.filter(user=reader, email__iexact=person.email).exists():
                EmailAddress.objects.filter(user=reader).delete()
                EmailAddress.objects.create(user=reader, email=person.email, verified=True, primary=True)
            if reader.email != person.email:
                reader.email = person.email
                reader.save(update_fields=["email"])
        if settings.groups:
            set_groups(reader, person.groups)
    return reader


def _server(settings: conf.LdapSettings) -> Any:
    from ldap3 import Server, Tls

    file = str(Path(conf.current_home()) / settings.certificates) if settings.certificates else None
    tls = Tls(validate=ssl.CERT_REQUIRED, ca_certs_file=file)
    return Server(settings.server, tls=tls, connect_timeout=SECONDS, get_info="NO_INFO")


def _bind_mode(settings: conf.LdapSettings) -> str:
    from ldap3 import AUTO_BIND_NO_TLS, AUTO_BIND_TLS_BEFORE_BIND

    encrypts = settings.start_tls and settings.server.startswith("ldap://")
    return str(AUTO_BIND_TLS_BEFORE_BIND if encrypts else AUTO_BIND_NO_TLS)


def _person(entry: dict[str, Any], settings: conf.LdapSettings, login: str) -> Person | None:
    raw = {name.casefold(): values for name, values in entry["raw_attributes"].items()}
    uid = next(iter(raw.get(settings.uid.casefold()) or ()), None)
    if uid is None:
        log.warning("The directory has no attribute %s for %s", settings.uid, entry["dn"])
        return None

    def texts(name: str) -> list[str]:
        return [v.decode("utf-8", "replace") for v in raw.get(name.casefold(), ())] if name else []

    # Active Directory's objectGUID is 16 bytes, entryUUID is text.
    shown = (
        str(uuid.UUID(bytes_le=uid))
        if settings.uid == "objectGUID" and len(uid) == 16
        else uid.decode("utf-8", "replace")
    )
    return Person(
        uid=shown[:191],
        username=next(iter(texts(settings.username)), login)[:150],
        email=next(iter(texts(settings.email)), "").casefold()[:254],
        groups=tuple(texts(settings.groups)),
    )


def _free_name(person: Person) -> str:
    from allauth.account.adapter import get_adapter

    return str(get_adapter().generate_unique_username([person.username, person.email, "reader"]))

"""Sending what is due: each mail is claimed, then sent, then confirmed, so that no crash sends one twice.

A row in ``alert_mail`` says how far a mail came. What was claimed or failed is tried again, with the same range of
changes and the same Message-ID. What was being sent when a run ended may have arrived: it is not sent again, its
reader is told on the page of saved searches, and the report counts it.
"""

from __future__ import annotations

import logging
import smtplib
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Literal

from allauth.account.models import EmailAddress
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import IntegrityError, transaction
from django.utils import timezone

from pinakes import conf
from pinakes.alerts import fresh, mails, past, schedule, settings
from pinakes.alerts.fresh import Fresh
from pinakes.alerts.models import AlertMail, SavedSearch
from pinakes.errors import IndexError_, QueryError
from pinakes.records.base import Struct

log = logging.getLogger(__name__)
LONGEST_SENDING = timedelta(minutes=15)
"""A mail that is being sent for longer was left by a run that ended."""
KEPT = timedelta(days=90)
"""How long it is known which mails were sent."""
_State = AlertMail.State
# The server said no: it did not take the mail. Anything else may have happened after it took it.
_REFUSED = (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused, smtplib.SMTPNotSupportedError)

Outcome = Literal["sent", "nothing", "failed", "uncertain", "elsewhere", "unreachable", "would"]
"""``elsewhere``: another run has it; ``unreachable``: no address that was confirmed; ``would``: a dry run."""


class Line(Struct):
    """What became of one search."""

    search: int
    name: str
    reader: str
    outcome: Outcome
    hits: int = 0
    detail: str = ""


class Report(Struct):
    """What a run did."""

    due: int = 0
    lines: tuple[Line, ...] = ()

    def count(self, outcome: Outcome) -> int:
        """Searches with this outcome."""
        return sum(line.outcome == outcome for line in self.lines)


def run(
    now: datetime | None = None,
    *,
    everything: bool = False,
    dry: bool = False,
    told: Callable[[Line], None] | None = None,
) -> Report:
    """Send what is due, or for all that want mails; a fault with one mail does not keep the others."""
    moment = now or timezone.now()
    today = timezone.localtime(moment).date()
    wanted = SavedSearch.objects.exclude(frequency="").filter(reader__is_active=True).order_by("pk")
    due = [
        pk
        for pk, frequency, checked in wanted.values_list("pk", "frequency", "checked")
        if everything
        or schedule.is_due(frequency, timezone.localtime(checked).date() if checked else None, today)
    ]
    connection = None if dry else get_connection()
    lines = []
    try:
        for pk in due:
            search = SavedSearch.objects.select_related("reader").filter(pk=pk).exclude(frequency="").first()
            if search is None:
                continue
            try:
                line = _one(search, moment, connection)
            except IndexError_:
                raise
            except Exception as error:  # a fault of ours: the others still get theirs
                log.exception("The mail of saved search %s can't be made", search.pk)
                line = _line(search, "failed", detail=f"{type(error).__name__}: {error}")
            lines.append(line)
            if told:
                told(line)
    finally:
        if connection:
            connection.close()
    if not dry:
        _forget(moment)
    return Report(due=len(due), lines=tuple(lines))


def _one(search: SavedSearch, now: datetime, connection: BaseEmailBackend | None) -> Line:
    if not is_reachable(search):
        return _line(search, "unreachable")
    try:
        if connection is None:
            found = fresh.since(search.state, search.seen, _now_in_index(), limit=0)
            return _line(search, "would" if found.total else "nothing", found.total)
        claimed = _claim(search, now)
        if isinstance(claimed, str):
            return _line(search, claimed)
        mail, found = claimed
    except QueryError as error:
        return _line(search, "failed", detail=str(error))
    outcome, detail = _send(search, mail, found, now, connection)
    return _line(search, outcome, found.total, detail)


def _line(search: SavedSearch, outcome: Outcome, hits: int = 0, detail: str = "") -> Line:
    reader = search.reader.get_username()
    return Line(search=search.pk, name=search.name, reader=reader, outcome=outcome, hits=hits, detail=detail)


def is_reachable(search: SavedSearch) -> bool:
    """Whether there is an address, and nobody else's: one that has to be confirmed first gets nothing."""
    address = str(search.reader.email)
    known = EmailAddress.objects.filter(user_id=search.reader_id, email__iexact=address)
    return bool(address) and not (known.exists() and not known.filter(verified=True).exists())


def _claim(search: SavedSearch, now: datetime) -> tuple[AlertMail, Fresh] | Outcome:
    """The mail that is to be sent now, its row committed; or why there is none."""
    mail = AlertMail.objects.filter(search=search, after=search.seen).first()
    if mail and mail.state == _State.SENT:
        _move_on(search, mail.until, now)
        return "nothing"
    if mail and mail.state == _State.SENDING:
        if now - mail.changed < LONGEST_SENDING:
            return "elsewhere"
        _move_on(search, mail.until, now)
        return "uncertain"
    until = mail.until if mail else _now_in_index()
    limit = settings.alerts().hits
    found = Fresh(total=0, records=())
    if until > search.seen:
        found = fresh.since(search.state, search.seen, until, limit=limit)
    if not found.total:
        if mail:
            mail.delete()
        _move_on(search, until, now)
        return "nothing"
    if mail is None:
        try:
            with transaction.atomic():
                mail = AlertMail.objects.create(
                    search=search,
                    after=search.seen,
                    until=until,
                    hits=found.total,
                    message_id=mails.message_id(search, search.seen, until),
                )
        except IntegrityError:
            return "elsewhere"
    return mail, found


def _send(
    search: SavedSearch, mail: AlertMail, found: Fresh, now: datetime, connection: BaseEmailBackend
) -> tuple[Outcome, str]:
    message = mails.compose(search, mail, found)
    message.connection = connection
    try:
        connection.open()
    except (OSError, smtplib.SMTPException) as error:
        _note(mail, _State.FAILED, str(error))
        return "failed", str(error)
    mine = AlertMail.objects.filter(pk=mail.pk, state__in=(_State.CLAIMED, _State.FAILED))
    if not mine.update(state=_State.SENDING, changed=timezone.now(), error=""):
        return "elsewhere", ""
    try:
        message.send()
    except _REFUSED as error:
        _note(mail, _State.FAILED, str(error))
        return "failed", str(error)
    except (OSError, smtplib.SMTPException) as error:
        # The line broke: the server may have the mail. It stays as being sent and is not tried again.
        log.warning("A mail may or may not have been sent: %s", error)
        _note(mail, _State.SENDING, str(error))
        connection.close()
        return "uncertain", str(error)
    except Exception as error:
        # Before anything was sent: an address or a head that can't be written.
        _note(mail, _State.FAILED, str(error))
        raise
    with transaction.atomic():
        _note(mail, _State.SENT)
        _move_on(search, mail.until, now)
    return "sent", ""


def _note(mail: AlertMail, state: str, error: str = "") -> None:
    AlertMail.objects.filter(pk=mail.pk).update(state=state, changed=timezone.now(), error=error[:500])


def _move_on(search: SavedSearch, until: int, now: datetime) -> None:
    """Everything up to ``until`` was looked at; not when another run was quicker."""
    SavedSearch.objects.filter(pk=search.pk, seen=search.seen).update(seen=until, checked=now)


def _now_in_index() -> int:
    """Every change up to it can be found: what the store has beyond it comes with the next mail."""
    return conf.current_catalogue().index.state().sequence


def _forget(now: datetime) -> None:
    AlertMail.objects.filter(changed__lt=now - KEPT).delete()
    past.expire(now)

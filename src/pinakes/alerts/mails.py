"""The mail of what is new in a saved search: text and HTML, in its reader's language, stopped with one click."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from django.conf import settings as django_settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pinakes.alerts import settings, tokens
from pinakes.alerts.fresh import Fresh
from pinakes.alerts.models import AlertMail, Frequency, SavedSearch
from pinakes.web import labels, links, pages, presenters, sending
from pinakes.web.presenters import HitView

SEARCHES = "/account/searches"


def message_id(search: SavedSearch, after: int, until: int) -> str:
    """The same for the same mail, however often it is tried: mail programs show it once."""
    host = urlsplit(settings.address(search.origin)).hostname or "localhost"
    return f"<pinakes-alert-{search.pk}-{after}-{until}@{host}>"


def language_of(search: SavedSearch) -> str:
    """The reader's, or the library's."""
    chosen = str(search.reader.language)
    return chosen if chosen in dict(django_settings.LANGUAGES) else str(django_settings.LANGUAGE_CODE)


def compose(search: SavedSearch, mail: AlertMail, fresh: Fresh) -> EmailMultiAlternatives:
    """The mail, ready to be sent."""
    origin = settings.address(search.origin)
    language = language_of(search)
    with translation.override(language):
        stop = origin + tokens.stop_address(search)
        subject = ngettext(
            "%(shown)s new result: %(name)s", "%(shown)s new results: %(name)s", fresh.total
        ) % {"shown": labels.number(fresh.total), "name": search.name}
        hits = [presenters.hit(s.record, s.id, n) for n, s in enumerate(fresh.records, 1)]
        values = {
            "language": language,
            "direction": "rtl" if translation.get_language_bidi() else "ltr",
            "library": pages.library_settings().name,
            "subject": subject,
            "lead": _lead(search, fresh),
            "hits": [(hit, _where(hit)) for hit in hits],
            "records": sending.text_of(fresh.records, origin),
            "more": fresh.total - len(hits),
            "origin": origin,
            "all_href": origin + links.search(search.state),
            "why": _why(search),
            "stop": stop,
            "searches": origin + SEARCHES,
        }
        message = EmailMultiAlternatives(
            subject=" ".join(subject.split())[:250],
            body=_text(values),
            from_email=None,
            to=[search.reader.email],
            headers={
                "Message-ID": mail.message_id,
                "Auto-Submitted": "auto-generated",
                "Content-Language": language,
                # RFC 2369 and RFC 8058: the mail program shows a button, and a POST to the address is enough.
                "List-Unsubscribe": f"<{stop}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            },
        )
        message.attach_alternative(render_to_string("pinakes/alerts/mail.html", values), "text/html")
    return message


def _lead(search: SavedSearch, fresh: Fresh) -> str:
    since = search.checked or search.created
    return ngettext(
        "In your search “%(name)s”, %(shown)s record is new or has changed since %(day)s.",
        "In your search “%(name)s”, %(shown)s records are new or have changed since %(day)s.",
        fresh.total,
    ) % {
        "name": search.name,
        "shown": labels.number(fresh.total),
        "day": labels.timestamp_words(since.date().isoformat()),
    }


def _why(search: SavedSearch) -> str:
    return {
        Frequency.DAILY: _("You asked for this mail: at most one every day, only when something is new."),
        Frequency.WEEKLY: _("You asked for this mail: at most one every week, only when something is new."),
        Frequency.MONTHLY: _("You asked for this mail: at most one every month, only when something is new."),
    }[Frequency(search.frequency or Frequency.WEEKLY)]


def _where(hit: HitView) -> str:
    return " · ".join(filter(None, (hit.host, hit.place)))


def _text(values: Mapping[str, object]) -> str:
    parts = [str(values["lead"]), str(values["records"])]
    if more := values["more"]:
        assert isinstance(more, int)
        parts.append(
            ngettext("And %(shown)s more.", "And %(shown)s more.", more) % {"shown": labels.number(more)}
        )
    parts.append(_("All results of the search:") + f"\n{values['all_href']}")
    foot = [
        str(values["why"]),
        _("Stop these mails:") + f"\n{values['stop']}",
        _("Your saved searches:") + f"\n{values['searches']}",
    ]
    return "\n\n".join([*parts, *foot, f"-- \n{values['library']}"]) + "\n"

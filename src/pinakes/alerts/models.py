"""Tables of saved searches, the mails of what is new in them, and the search history of accounts."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pinakes.accounts.permissions import Person, Relation
from pinakes.discovery.state import SearchState

NAME_LENGTH, NOTE_LENGTH, QUERY_LENGTH = 200, 2000, 4000


class Frequency(models.TextChoices):
    """How often a mail says what is new."""

    NEVER = "", pgettext_lazy("how often a mail comes", "never")
    DAILY = "daily", pgettext_lazy("how often a mail comes", "every day")
    WEEKLY = "weekly", pgettext_lazy("how often a mail comes", "every week")
    MONTHLY = "monthly", pgettext_lazy("how often a mail comes", "every month")


class SavedSearch(models.Model):
    """A search that a reader wants to find again, and perhaps be told what is new in it."""

    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("reader")
    )
    name = models.CharField(_("name"), max_length=NAME_LENGTH)
    note = models.TextField(_("note"), blank=True)
    query = models.TextField(_("search"))
    digest = models.CharField(max_length=32, editable=False)
    """Of what is asked, whatever the order of its limits: one reader saves it once."""
    total = models.BigIntegerField(_("results when it was saved"), default=0)
    created = models.DateTimeField(_("saved"), auto_now_add=True)
    frequency = models.CharField(_("mails"), max_length=7, choices=Frequency.choices, blank=True, default="")
    seen = models.BigIntegerField(_("last change that was looked at"), default=0)
    checked = models.DateTimeField(_("last looked at"), null=True, blank=True)
    origin = models.CharField(_("address of the catalogue"), max_length=255, blank=True)
    """As the reader came when they asked for mails: links in them lead there."""
    feed = models.PositiveIntegerField(_("version of the feed's address"), default=0)
    """0: there is no feed. Each new address counts up, and the old ones are worthless."""
    feeds_made = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        """Named without the app's prefix, as the tables of the store are."""

        db_table = "saved_search"
        verbose_name = _("saved search")
        verbose_name_plural = _("saved searches")
        ordering = ("-created", "-pk")
        constraints = (models.UniqueConstraint(fields=("reader", "digest"), name="one_search_a_reader"),)
        indexes = (models.Index(fields=("frequency", "checked"), name="searches_that_are_due"),)

    def __str__(self) -> str:
        return self.name

    @property
    def state(self) -> SearchState:
        """The search itself."""
        return SearchState.from_query(QueryDict(self.query))

    def relation_of(self, user: Person) -> Relation:
        """Only its reader's: its address answers 404 for others."""
        return Relation.OWNER if user.pk == self.reader_id else Relation.STRANGER


class AlertMail(models.Model):
    """A mail of what is new: claimed before it is sent and confirmed after, so that no crash sends it twice."""

    class State(models.TextChoices):
        """How far it came."""

        CLAIMED = "claimed", pgettext_lazy("state of a mail", "to be sent")
        SENDING = "sending", pgettext_lazy("state of a mail", "being sent")
        SENT = "sent", pgettext_lazy("state of a mail", "sent")
        FAILED = "failed", pgettext_lazy("state of a mail", "failed, will be tried again")

    search = models.ForeignKey(
        SavedSearch, models.CASCADE, related_name="mails", verbose_name=_("saved search")
    )
    after = models.BigIntegerField(_("changes after"))
    until = models.BigIntegerField(_("changes until"))
    hits = models.PositiveIntegerField(_("new or changed records"))
    state = models.CharField(_("state"), max_length=7, choices=State.choices, default=State.CLAIMED)
    message_id = models.CharField("Message-ID", max_length=255, unique=True)
    created = models.DateTimeField(_("made"), auto_now_add=True)
    changed = models.DateTimeField(_("last change"), auto_now=True)
    error = models.CharField(_("error"), max_length=500, blank=True)

    class Meta:
        """See SavedSearch."""

        db_table = "alert_mail"
        verbose_name = _("alert")
        verbose_name_plural = _("alerts")
        ordering = ("-created", "-pk")
        constraints = (models.UniqueConstraint(fields=("search", "after"), name="one_mail_for_a_change"),)

    def __str__(self) -> str:
        return self.message_id


class HistoryChoice(models.Model):
    """A reader who wants their searches kept in the account."""

    reader = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+", verbose_name=_("reader")
    )
    since = models.DateTimeField(_("since"), auto_now_add=True)

    class Meta:
        """See SavedSearch."""

        db_table = "search_history_choice"
        verbose_name = _("choice of a search history")
        verbose_name_plural = _("choices of a search history")

    def __str__(self) -> str:
        return str(self.reader_id)


class PastSearch(models.Model):
    """A search in the history of an account."""

    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("reader")
    )
    query = models.TextField(_("search"))
    digest = models.CharField(max_length=32, editable=False)
    total = models.BigIntegerField(_("results"))
    at = models.DateTimeField(_("when"))

    class Meta:
        """See SavedSearch."""

        db_table = "search_history"
        verbose_name = _("past search")
        verbose_name_plural = _("past searches")
        ordering = ("-at", "-pk")
        constraints = (models.UniqueConstraint(fields=("reader", "digest"), name="one_past_search"),)
        indexes = (models.Index(fields=("reader", "at"), name="history_of_reader"),)

    def __str__(self) -> str:
        return self.query[:80]

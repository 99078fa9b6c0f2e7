"""Tables of what lists hold: entries that outlive their records, and the labels that a reader gives them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from pinakes.lists.models.reader_lists import ReaderList

LONGEST_NOTE = 5_000
LONGEST_LABEL = 64


class ReadingState(models.TextChoices):
    """How far somebody is with a work."""

    NONE = "", pgettext_lazy("reading state", "not said")
    TO_READ = "to-read", pgettext_lazy("reading state", "to read")
    READING = "reading", pgettext_lazy("reading state", "reading")
    READ = "read", pgettext_lazy("reading state", "read")


class ListEntry(models.Model):
    """A record in a list, with what is kept of it for the day when the catalogue has it no more."""

    reader_list = models.ForeignKey(ReaderList, on_delete=models.CASCADE, related_name="entries")
    record_id = models.TextField()
    position = models.BigIntegerField(default=0)
    """Order by hand: 1 is the first. Gaps are allowed."""
    title = models.TextField(blank=True)
    authors = models.TextField(blank=True)
    year = models.TextField(blank=True)
    identifiers = models.JSONField(default=list, blank=True)
    """[[scheme, value], …]"""
    filing_title = models.TextField(blank=True)
    filing_author = models.TextField(blank=True)
    filing_year = models.IntegerField(null=True, blank=True)
    successor = models.TextField(blank=True)
    """Id of the record that took its place; empty while its own record is there."""
    note = models.TextField(blank=True, max_length=LONGEST_NOTE)
    state = models.CharField(max_length=8, choices=ReadingState, default=ReadingState.NONE, blank=True)
    added = models.DateTimeField(default=timezone.now)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)
    """Grows with each change of note, labels and state."""

    class Meta:
        """Named without the app's prefix, as the other tables are."""

        db_table = "list_entry"
        ordering = ("position", "id")
        constraints = [  # noqa: RUF012 - as Django wants it
            models.UniqueConstraint(fields=["reader_list", "record_id"], name="record_once_in_a_list")
        ]
        indexes = [  # noqa: RUF012 - as Django wants it
            models.Index(fields=["record_id"], name="lists_of_a_record"),
            models.Index(fields=["reader_list", "position"], name="entries_by_hand"),
        ]

    def __str__(self) -> str:
        return self.title or self.record_id

    @property
    def shown_id(self) -> str:
        """The record to show: its own, or the one that took its place."""
        return self.successor or self.record_id


class EntryLabel(models.Model):
    """A word that a reader puts on an entry to find it again in the list."""

    entry = models.ForeignKey(ListEntry, on_delete=models.CASCADE, related_name="labels")
    text = models.CharField(max_length=LONGEST_LABEL)
    folded = models.CharField(max_length=2 * LONGEST_LABEL)

    class Meta:
        """See ListEntry."""

        db_table = "list_entry_label"
        ordering = ("folded",)
        constraints = [  # noqa: RUF012 - as Django wants it
            models.UniqueConstraint(fields=["entry", "folded"], name="label_once_on_an_entry")
        ]

    def __str__(self) -> str:
        return self.text

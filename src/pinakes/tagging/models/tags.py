"""Table of tags: one row for each reader, record and tag."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from pinakes.accounts.permissions import Person, Relation
from pinakes.tagging.models.states import State, relation


class RecordTag(models.Model):
    """What one reader calls one record. It stays when the record goes: the title says which it was."""

    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("reader")
    )
    record_id = models.TextField(_("record"))
    title = models.TextField(_("title of the record"), blank=True)
    tag = models.CharField(_("tag"), max_length=255)
    key = models.CharField(_("tag, folded"), max_length=255, editable=False)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.SHOWN)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    created = models.DateTimeField(_("added"), auto_now_add=True)

    class Meta:
        """Named without the app's prefix, as the tables of the store are."""

        db_table = "record_tag"
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        constraints = (
            models.UniqueConstraint(fields=("reader", "record_id", "key"), name="one_tag_a_reader"),
        )
        indexes = (
            models.Index(fields=("record_id",), name="tags_of_record"),
            models.Index(fields=("key", "state"), name="records_of_tag"),
            models.Index(fields=("state",), name="tags_by_state"),
        )

    def __str__(self) -> str:
        return self.tag

    def relation_of(self, user: Person) -> Relation:
        """Its owner, or somebody who may see it."""
        return relation(user, self.reader_id, self.state)

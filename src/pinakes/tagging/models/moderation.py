"""Table of what moderators did."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ModerationAct(models.Model):
    """A decision of a moderator; it is never changed, and says what it was about when that is gone."""

    class Verb(models.TextChoices):
        """What was decided."""

        APPROVE = "approve", pgettext_lazy("decision of a moderator", "approved")
        REJECT = "reject", pgettext_lazy("decision of a moderator", "rejected")
        REMOVE = "remove", pgettext_lazy("decision of a moderator", "removed for good")

    class Kind(models.TextChoices):
        """What it was about."""

        TAG = "tag", _("tag")
        COMMENT = "comment", _("comment")

    moderator = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("moderator"),
    )
    verb = models.CharField(_("decision"), max_length=8, choices=Verb.choices)
    kind = models.CharField(_("about"), max_length=8, choices=Kind.choices)
    subject = models.BigIntegerField(_("its number"))
    record_id = models.TextField(_("record"))
    excerpt = models.CharField(_("text"), max_length=255)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        """See RecordTag."""

        db_table = "moderation_act"
        verbose_name = _("decision of a moderator")
        verbose_name_plural = _("decisions of moderators")
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.verb} {self.kind} {self.subject}"

"""Tables of comments: what is shown, what was there before an edit, and reports of readers."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from pinakes.accounts.permissions import Person, Relation
from pinakes.tagging.models.states import State, relation


class Comment(models.Model):
    """A reader's comment on a record, in Markdown; without a reader it is anonymous."""

    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("reader"),
    )
    record_id = models.TextField(_("record"))
    title = models.TextField(_("title of the record"), blank=True)
    text = models.TextField(_("text"))
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.SHOWN)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    created = models.DateTimeField(_("written"), auto_now_add=True)
    edited = models.DateTimeField(_("edited"), null=True, blank=True)

    class Meta:
        """See RecordTag."""

        db_table = "record_comment"
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        indexes = (
            models.Index(fields=("record_id", "created"), name="comments_of_record"),
            models.Index(fields=("state",), name="comments_by_state"),
        )

    def __str__(self) -> str:
        return self.text[:80]

    def relation_of(self, user: Person) -> Relation:
        """Its author, or somebody who may see it."""
        return relation(user, self.reader_id, self.state)


class CommentVersion(models.Model):
    """What a comment said before it was edited."""

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="versions", verbose_name=_("comment"))
    text = models.TextField(_("text"))
    until = models.DateTimeField(_("until"))

    class Meta:
        """See RecordTag."""

        db_table = "record_comment_version"
        verbose_name = _("earlier version of a comment")
        verbose_name_plural = _("earlier versions of comments")
        ordering = ("-until", "-pk")

    def __str__(self) -> str:
        return self.text[:80]


class Report(models.Model):
    """A reader who finds that a comment should not stand there."""

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="reports", verbose_name=_("comment"))
    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("reader"),
    )
    reason = models.CharField(_("reason"), max_length=500)
    created = models.DateTimeField(_("reported"), auto_now_add=True)
    settled = models.DateTimeField(_("settled"), null=True, blank=True)

    class Meta:
        """See RecordTag."""

        db_table = "record_comment_report"
        verbose_name = _("report of a comment")
        verbose_name_plural = _("reports of comments")
        constraints = (models.UniqueConstraint(fields=("comment", "reader"), name="one_report_a_reader"),)

    def __str__(self) -> str:
        return self.reason[:80]

"""Tables for finding and keeping which records describe one work."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class RecordKeyRow(models.Model):
    """A key of a record: others with the same one are compared with it. An empty id marks a key that too many have."""

    pk = models.CompositePrimaryKey("key", "record_id")
    key = models.BigIntegerField()
    record_id = models.TextField()

    class Meta:
        """See RecordRow."""

        db_table = "record_key"

    def __str__(self) -> str:
        return f"{self.key} {self.record_id}"


class VerdictRow(models.Model):
    """What a person said of two records, the smaller id first."""

    first = models.TextField()
    second = models.TextField(db_index=True)
    same = models.BooleanField()
    given = models.DateTimeField()

    class Meta:
        """See RecordRow."""

        db_table = "verdict"
        verbose_name = _("verdict on two records")
        verbose_name_plural = _("verdicts on two records")
        constraints = (models.UniqueConstraint(fields=("first", "second"), name="one_verdict"),)

    def __str__(self) -> str:
        return f"{self.first} {'=' if self.same else '≠'} {self.second}"

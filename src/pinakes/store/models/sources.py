"""Table of sources: how far each was harvested."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class SourceStateRow(models.Model):
    """What a source asked to be told the next time. Written after the records that it speaks of."""

    name = models.TextField(primary_key=True)
    state = models.TextField()
    updated = models.DateTimeField()

    class Meta:
        """See RecordRow."""

        db_table = "source_state"
        verbose_name = _("source’s state")
        verbose_name_plural = _("sources’ states")

    def __str__(self) -> str:
        return self.name

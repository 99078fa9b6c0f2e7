"""Table of runs: when something was imported or harvested, and what came of it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class RunRow(models.Model):
    """One import, harvest or deletion. ``ended`` stays empty when it was killed."""

    what = models.TextField()
    detail = models.TextField()
    started = models.DateTimeField()
    ended = models.DateTimeField(null=True)
    counts = models.JSONField(default=dict)
    error = models.TextField(default="")

    class Meta:
        """See RecordRow."""

        db_table = "run"
        verbose_name = _("run")
        verbose_name_plural = _("runs")

    def __str__(self) -> str:
        return f"{self.what} {self.started}"

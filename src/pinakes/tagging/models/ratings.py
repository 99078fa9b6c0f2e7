"""Table of ratings."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

MOST = 5
"""Stars of the best."""


class Rating(models.Model):
    """How many stars one reader gives one record."""

    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("reader")
    )
    record_id = models.TextField(_("record"))
    title = models.TextField(_("title of the record"), blank=True)
    stars = models.PositiveSmallIntegerField(_("stars"))
    created = models.DateTimeField(_("given"), auto_now=True)

    class Meta:
        """See RecordTag."""

        db_table = "record_rating"
        verbose_name = _("rating")
        verbose_name_plural = _("ratings")
        constraints = (
            models.UniqueConstraint(fields=("record_id", "reader"), name="one_rating_a_reader"),
            models.CheckConstraint(condition=Q(stars__gte=1, stars__lte=MOST), name="one_to_five_stars"),
        )

    def __str__(self) -> str:
        return str(self.stars)

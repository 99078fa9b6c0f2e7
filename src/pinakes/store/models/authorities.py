"""Tables of authorities: one row for each, its forms by key, and the headings that lead to it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class AuthorityRow(models.Model):
    """An authority or its tombstone. Blobs come last, so that lists don't read them."""

    id = models.TextField(primary_key=True)
    source = models.TextField()
    sequence = models.BigIntegerField(unique=True)
    datestamp = models.DateTimeField()
    deleted = models.BooleanField()
    used = models.BooleanField(default=False)
    kind = models.TextField()
    heading = models.TextField()
    digest = models.BinaryField()
    raw_format = models.TextField()
    encoded = models.BinaryField()
    raw = models.BinaryField()

    class Meta:
        """See RecordRow."""

        db_table = "authority"
        verbose_name = _("authority")
        verbose_name_plural = _("authorities")

    def __str__(self) -> str:
        return self.heading


class AuthorityFormRow(models.Model):
    """A form or a number of an authority, by the hash under which records look for it."""

    pk = models.CompositePrimaryKey("key", "authority")
    key = models.BigIntegerField()
    authority = models.TextField(db_index=True)
    role = models.TextField()
    year = models.TextField()

    class Meta:
        """See RecordRow."""

        db_table = "authority_form"

    def __str__(self) -> str:
        return f"{self.key} {self.authority}"


class CrossReferenceRow(models.Model):
    """A form of an authority that records have, in the list of headings where it leads to the chosen one.

    ``place`` is UTF-8: bytes are ordered alike by every database, text is not.
    """

    list = models.TextField()
    place = models.BinaryField()
    authority = models.TextField(db_index=True)
    text = models.TextField()
    see = models.TextField()

    class Meta:
        """See RecordRow."""

        db_table = "cross_reference"
        indexes = (models.Index(fields=("list", "place"), name="cross_reference_place"),)

    def __str__(self) -> str:
        return f"{self.text} → {self.see}"

"""Tables of records: one row for each record or tombstone, and the counter of changes."""

from __future__ import annotations

from django.db import models


class RecordRow(models.Model):
    """A record. Small columns come first and blobs last, so that lists don't read the blobs."""

    id = models.TextField(primary_key=True)
    source = models.TextField()
    sequence = models.BigIntegerField(unique=True)
    datestamp = models.DateTimeField()
    deleted = models.BooleanField()
    digest = models.BinaryField()
    superseded = models.BinaryField(default=b"")
    title = models.TextField()
    raw_format = models.TextField()
    joined_into = models.TextField(default="", db_index=True)
    joined_sources = models.TextField(default="")
    joined = models.BinaryField(default=b"")
    encoded = models.BinaryField()
    raw = models.BinaryField()

    class Meta:
        """Named without the app's prefix: people look into it with other programs too."""

        db_table = "record"

    def __str__(self) -> str:
        return self.id


class SequenceCounter(models.Model):
    """One row: the last sequence number given out, and how many records live.

    Its lock, held to the end of the transaction, makes the order of numbers the order of commits, so
    that who has read up to a number never misses a change below it.
    """

    last = models.BigIntegerField(default=0)
    living = models.BigIntegerField(default=0)

    class Meta:
        """See RecordRow."""

        db_table = "sequence_counter"

    def __str__(self) -> str:
        return str(self.last)

"""The database's errors → ours, each with a sentence that says what to do."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator

from django.db import DatabaseError, IntegrityError, OperationalError

from pinakes.errors import StoreBusy, StoreError, StoreFull


@contextlib.contextmanager
def database_errors() -> Iterator[None]:
    """Within it whatever the database raises is a StoreError. Raises StoreBusy, StoreFull, StoreError."""
    try:
        yield
    except IntegrityError as error:
        raise StoreError(f"The database refused a change: {error}.") from error
    except (OperationalError, DatabaseError, sqlite3.Error) as error:
        raise _explained(error) from error


def _explained(error: Exception) -> StoreError:
    said = str(error).strip().rstrip(".")
    low = said.lower()
    if "locked" in low or "lock timeout" in low or "deadlock" in low:
        return StoreBusy(
            f"Another program is writing to this catalogue's database ({said}). Try again when it has ended."
        )
    if any(
        sign in low
        for sign in (
            "disk is full",
            "no space left",
            "disk i/o error",
            "could not extend file",
            "file too large",
        )
    ):
        return StoreFull(
            f"There is no room left for the catalogue's database ({said}). What was reported as stored is safe."
        )
    if "no such table" in low or "does not exist" in low:
        return StoreError(
            f"The catalogue's tables are missing or old ({said}). `pinakes check` says how to mend it."
        )
    if "readonly" in low or "read-only" in low or "unable to open" in low:
        return StoreError(f"The catalogue's database can't be written or opened ({said}).")
    return StoreError(f"The catalogue's database failed: {said}.")

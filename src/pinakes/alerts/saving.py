"""Saving a search: once for each reader, under a name."""

from __future__ import annotations

import unicodedata
from hashlib import blake2b
from typing import Any

import msgspec
from django.db import IntegrityError, transaction
from django.utils import timezone

from pinakes import conf
from pinakes.alerts import settings
from pinakes.alerts.models import NAME_LENGTH, QUERY_LENGTH, Frequency, SavedSearch
from pinakes.discovery.state import SearchState
from pinakes.errors import QueryError
from pinakes.web import facets, reading


class Full(Exception):
    """The reader has as many as the library allows, ``most``."""

    def __init__(self, most: int) -> None:
        self.most = most
        super().__init__(str(most))


class TooLong(Exception):
    """The search itself is too long to be kept."""


def normalised(state: SearchState) -> SearchState:
    """What is asked, without page, size and look; the order of hits stays."""
    q = " ".join(unicodedata.normalize("NFC", state.q).split())
    return msgspec.structs.replace(state, q=q, page=1, size=20, view="", ignored=())


def digest(state: SearchState) -> str:
    """The same for two addresses that find the same: the order of limits and of hits does not matter."""
    constraints = tuple(sorted(state.constraints, key=str))
    asked = msgspec.structs.replace(
        normalised(state), sort="relevance", constraints=constraints, every=tuple(sorted(state.every))
    )
    return blake2b(asked.query_string().encode("utf-8", "replace"), digest_size=16).hexdigest()


def is_search(state: SearchState) -> bool:
    """Whether it asks for anything at all."""
    return bool(state.q.strip() or state.constraints or state.advanced)


def proposed_name(state: SearchState) -> str:
    """Its words, else its limits."""
    try:
        found = " · ".join(filter(None, (reading.name(state), facets.summary(state))))
    except QueryError:
        found = state.q
    return cleaned_name(found)


def cleaned_name(text: str) -> str:
    """One line of at most 200 letters."""
    shown = " ".join(text.split())
    return shown if len(shown) <= NAME_LENGTH else shown[: NAME_LENGTH - 1].rstrip() + "…"


def find(user: Any, state: SearchState) -> SavedSearch | None:
    """The search, if this reader saved it already."""
    return SavedSearch.objects.filter(reader=user, digest=digest(state)).first()


def save(
    user: Any,
    state: SearchState,
    *,
    name: str,
    note: str = "",
    frequency: str = "",
    origin: str = "",
    total: int = 0,
) -> tuple[SavedSearch, bool]:
    """Keep it, and whether it is new. Raises Full, TooLong.

    One that is there already is left as it is. Mails begin with what changes from now on.
    """
    kept = normalised(state)
    query = kept.query_string()
    if len(query) > QUERY_LENGTH:
        raise TooLong
    if there := find(user, kept):
        return there, False
    most = settings.alerts().searches
    if SavedSearch.objects.filter(reader=user).count() >= most:
        raise Full(most)
    made = SavedSearch(
        reader=user,
        name=cleaned_name(name) or proposed_name(kept),
        note=note,
        query=query,
        digest=digest(kept),
        total=total,
    )
    set_frequency(made, frequency, origin)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:  # the same form, sent twice at once
        there = find(user, kept)
        assert there is not None
        return there, False
    return made, True


def set_frequency(search: SavedSearch, frequency: str, origin: str) -> None:
    """Change how often mails come; from never on they begin with what changes from now on. Doesn't save."""
    if frequency not in Frequency.values or frequency == search.frequency:
        return
    if frequency and not search.frequency:
        search.seen, search.checked = conf.current_catalogue().index.state().sequence, timezone.now()
    search.frequency = frequency
    if frequency:
        search.origin = origin[:255]

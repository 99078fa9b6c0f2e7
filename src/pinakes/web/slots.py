"""Places on the pages that apps above fill, so that pages need not know who keeps lists or accounts.

An app fills a place when it starts (``AppConfig.ready``); a template asks for it by name: ``{{ slot("header") }}``.
Whatever it gives is shown in the order in which it was added.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal

from django.http import HttpRequest
from markupsafe import Markup

Slot = Literal[
    "styles", "scripts", "header", "footer",
    "results-tools", "results-actions", "home",
    "record-saved", "record-actions", "record-sections", "record-nav", "record-side",
    "account", "history",
]  # fmt: skip
"""``styles`` and ``scripts`` are in the head of every page; ``results-actions`` are buttons for ticked records, in the
form of the list; ``record-saved`` stands under the title of a record, ``record-nav`` are entries for its sections;
``account`` is on the first page of an account, for what else belongs to it; ``history`` stands under the searches of a
session."""

Fill = Callable[[HttpRequest, Any], Markup]
"""Gets the request and what the page is about (a StoredRecord, a page of results, None)."""
FillHits = Callable[[HttpRequest, Sequence[str]], Mapping[str, Markup]]
"""Gets the ids of all records of a list at once and gives what stands beside each: one query a page, not one a hit."""

_fills: dict[str, list[Fill]] = defaultdict(list)
_hit_fills: list[FillHits] = []


def fill(name: Slot, with_: Fill) -> None:
    """Show what ``with_`` gives in the place ``name`` of every page that has it."""
    if with_ not in _fills[name]:
        _fills[name].append(with_)


def fill_hits(with_: FillHits) -> None:
    """Show what ``with_`` gives beside each record of a list."""
    if with_ not in _hit_fills:
        _hit_fills.append(with_)


def filled(request: HttpRequest, name: Slot, subject: Any = None) -> Markup:
    """All that stands in a place; "" when nobody fills it."""
    return Markup("").join(make(request, subject) for make in _fills.get(name, ()))


def beside_hits(request: HttpRequest, ids: Sequence[str]) -> dict[str, Markup]:
    """What stands beside each of these records; ids without anything are absent."""
    found: dict[str, Markup] = {}
    for make in _hit_fills:
        for record_id, markup in make(request, ids).items():
            found[record_id] = found.get(record_id, Markup("")) + markup
    return found

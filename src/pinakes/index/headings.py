"""Where values of fields stand in the lists that people leaf through."""

from __future__ import annotations

from pinakes.errors import UnknownField
from pinakes.index import fields
from pinakes.records import heading_keys
from pinakes.records.shelving import shelf_key

_ORDERS = frozenset({"title_sort"})
"""Fields whose values are places themselves."""
_SHELVES = frozenset({"shelfmark", "lcc", "ddc"})
_TITLES = frozenset({"journal_facet", "series_facet"})
LISTED = tuple(n for n in fields.HEADINGS.values() if n not in _ORDERS and not fields.field(n).facet)
"""Fields that are leafed through and never counted for a search: an engine keeps their values, not which
document has which."""


def field(name: str) -> str:
    """The field itself. Raises UnknownField when it is not made for leafing through."""
    if name not in fields.HEADINGS.values():
        raise UnknownField(name, tuple(fields.HEADINGS.values()))
    return name


def is_order(name: str) -> bool:
    """Whether a field holds keys that order, of which each document has one, and no headings."""
    return name in _ORDERS


def place(name: str, value: str) -> str:
    """The place of a value of a field; no two have the same."""
    if name in _ORDERS:
        return value
    if name in _SHELVES:
        return f"{shelf_key(value)}{heading_keys.TIE}{value}"
    if name in _TITLES:
        return heading_keys.title_place(value)
    return heading_keys.place(value)


def start(name: str, typed: str) -> str:
    """The place to which a list is opened for what someone typed: before all that begins so."""
    if name in _SHELVES:
        return shelf_key(typed)
    if name in _ORDERS or name in _TITLES:
        return heading_keys.title_key(typed)
    return heading_keys.heading_key(typed)

"""Where values of fields stand in the lists that people leaf through."""

from __future__ import annotations

from pinakes.errors import UnknownField
from pinakes.index import fields
from pinakes.records import heading_keys

_ORDERS = frozenset({"title_sort", "callnumber_sort"})
"""Fields whose values are places themselves."""


def field(name: str) -> str:
    """The field itself. Raises UnknownField when it is not made for leafing through."""
    if name not in fields.HEADINGS.values():
        raise UnknownField(name, tuple(fields.HEADINGS.values()))
    return name


def is_order(name: str) -> bool:
    """Whether a field holds keys that order, of which each document has one, and no headings."""
    return name in _ORDERS


def place(name: str, value: str) -> str:
    """The place of a value of a field."""
    return value if name in _ORDERS else heading_keys.place(value)

"""Groups of results: what may be shown once for several records, and which records belong together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from pinakes.errors import UnknownField

GROUPS: Mapping[str, str] = {"work": "work"}
"""By what results may be grouped, as it is named in addresses → the keyword field with the keys of a group."""
_T = TypeVar("_T")


def field(name: str) -> str:
    """The field of a grouping. Raises UnknownField."""
    try:
        return GROUPS[name]
    except KeyError:
        raise UnknownField(name, tuple(GROUPS), kind="group") from None


def components(keys: Iterable[tuple[_T, Sequence[str]]]) -> dict[_T, _T]:
    """Thing → the first thing of its group: those that share a key, also by way of others, are one group."""
    first: dict[str, _T] = {}
    over: dict[_T, _T] = {}

    def top(thing: _T) -> _T:
        while over[thing] != thing:
            over[thing] = over[over[thing]]
            thing = over[thing]
        return thing

    for thing, some in keys:
        over.setdefault(thing, thing)
        for key in some:
            other = first.setdefault(key, thing)
            if (one := top(thing)) != (two := top(other)):
                over[one] = two
    return {thing: top(thing) for thing in over}

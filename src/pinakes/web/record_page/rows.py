"""A row of the page: a label, values that lead on where a search makes sense, and how many of them stand open."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from pinakes.records.base import Struct
from pinakes.records.record import Record
from pinakes.web.presenters import Anchor

OPEN = 12
"""Values of a row that are shown at once."""
SLACK = 3
"""Fewer than these more are shown too: nobody opens a fold for one name."""

Chain = tuple[Anchor, ...]
"""A value: links one after the other ("Bibliography" › "Greece")."""


class Group(Struct):
    """Values on one line, and what the line has in common."""

    values: tuple[Chain, ...]
    note: str = ""
    folded: tuple[Chain, ...] = ()


class Row(Struct):
    """A labelled row: values one after the other, or one to a line."""

    name: str
    """For data-field: stable, English."""
    label: str
    values: tuple[Chain, ...] = ()
    folded: tuple[Chain, ...] = ()
    """What is shown when one asks for the others."""
    lines: bool = False
    """One value to a line."""
    between: str = " › "
    groups: tuple[Group, ...] = ()
    """Instead of values."""


Builder = Callable[[Record], Iterable[Row | None]]


def split(values: Iterable[Chain], shown: int = OPEN) -> tuple[tuple[Chain, ...], tuple[Chain, ...]]:
    """Each value once: those that stand open, and those behind a fold."""
    chains = tuple(dict.fromkeys(values))
    return (chains[:shown], chains[shown:]) if len(chains) > shown + SLACK else (chains, ())


def row(
    name: str,
    label: str,
    values: Iterable[Anchor | Chain],
    *,
    lines: bool = False,
    between: str = " › ",
    shown: int = OPEN,
) -> Row | None:
    """A row, or None when there is nothing to say."""
    first, folded = split((v if isinstance(v, tuple) else (v,) for v in values), shown)
    if not first:
        return None
    return Row(name=name, label=label, values=first, folded=folded, lines=lines, between=between)


def kept(rows: Iterable[Row | None]) -> tuple[Row, ...]:
    """Those rows that have something to say."""
    return tuple(r for r in rows if r is not None)


def plain(texts: Iterable[str]) -> list[Anchor]:
    """Words that lead nowhere."""
    return [Anchor(text=t) for t in texts if t]

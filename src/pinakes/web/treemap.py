"""A treemap: rectangles whose areas are numbers, as square as they can be (Bruls, Huizing, van Wijk 2000)."""

from __future__ import annotations

from collections.abc import Sequence

from pinakes.records.base import Struct


class Cell(Struct):
    """A rectangle in per cent of the picture, for the item at ``at``."""

    at: int
    x: float
    y: float
    width: float
    height: float


def treemap(numbers: Sequence[float], ratio: float) -> list[Cell]:
    """Cells for numbers that fall, all above 0; ``ratio`` is the picture's width by its height."""
    whole = sum(numbers)
    if not whole:
        return []
    # In a picture of the area 1 whose sides have the ratio.
    wide, high = ratio**0.5, 1 / ratio**0.5
    areas = [number / whole for number in numbers]
    cells: list[Cell] = []
    x = y = 0.0
    width, height = wide, high
    first = 0
    while first < len(areas):
        short = min(width, height)
        last = first + 1
        while last < len(areas) and _worst(areas[first : last + 1], short) <= _worst(
            areas[first:last], short
        ):
            last += 1
        row = areas[first:last]
        thick = sum(row) / short if short else 0.0
        at = 0.0
        for n, area in enumerate(row):
            long = area / thick if thick else 0.0
            box = (x, y + at, thick, long) if width >= height else (x + at, y, long, thick)
            cells.append(_cell(first + n, box, wide, high))
            at += long
        if width >= height:
            x, width = x + thick, width - thick
        else:
            y, height = y + thick, height - thick
        first = last
    return cells


def _worst(row: Sequence[float], short: float) -> float:
    """The worst ratio of sides in a row along the short side."""
    total = sum(row)
    return max(short**2 * max(row) / total**2, total**2 / (short**2 * min(row)))


def _cell(at: int, box: tuple[float, float, float, float], wide: float, high: float) -> Cell:
    x, y, width, height = box
    return Cell(
        at=at, x=100 * x / wide, y=100 * y / high, width=100 * width / wide, height=100 * height / high
    )

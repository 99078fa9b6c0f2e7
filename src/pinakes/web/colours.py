"""Colours of a library: contrast by the WCAG formula, lightness by OKLCH, the nearest colour that can be read."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from itertools import chain

from pinakes.errors import ConfigurationError
from pinakes.records.base import Struct

HEX = re.compile(r"#[0-9a-fA-F]{6}")
TEXT, GRAPHIC = 4.5, 3.0
STEP = 0.005
"""Of lightness, between two colours that are tried."""


class Scheme(Struct):
    """The tokens that stand under, on or beside the accent; tests compare them with tokens.css."""

    paper: str
    sunk: str
    raised: str
    ink_3: str
    line: str
    ink: str
    """What is written on the accent where white is not."""
    tint: float
    """How much of the accent is in its tint."""
    strong: tuple[str, float]
    """What is mixed into the accent under the pointer, and how much of it."""


LIGHT = Scheme(
    paper="#ffffff", sunk="#f5f5f1", raised="#ffffff", ink_3="#636873", line="#dfded8", ink="#1a1c22",
    tint=0.09, strong=("#000000", 0.3),
)  # fmt: skip
DARK = Scheme(
    paper="#15171c", sunk="#1c1f26", raised="#232730", ink_3="#979da9", line="#31353f", ink="#14172a",
    tint=0.13, strong=("#ffffff", 0.4),
)  # fmt: skip


class Accent(Struct):
    """The four tokens that follow from an accent, in one scheme."""

    accent: str
    strong: str
    tint: str
    on_accent: str


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def mixed(one: str, other: str, share: float) -> str:
    """``share`` of ``other`` in ``one``, as CSS mixes in sRGB."""
    pairs = zip(_parts(one), _parts(other), strict=True)
    return _hex([round(a + (b - a) * share) for a, b in pairs])


def accent(colour: str, scheme: Scheme) -> Accent:
    """What follows from an accent in a scheme."""
    strong = mixed(colour, *scheme.strong)
    on = max(("#ffffff", scheme.ink), key=lambda c: min(contrast(c, colour), contrast(c, strong)))
    return Accent(
        accent=colour.lower(), strong=strong, tint=mixed(scheme.paper, colour, scheme.tint), on_accent=on
    )


def faults(colour: str, scheme: Scheme) -> list[tuple[str, float, float]]:
    """Where the accent can't be read: the ground, the contrast, the least that is allowed."""
    made = accent(colour, scheme)
    pairs = (
        ("the page", colour, scheme.paper, TEXT),
        ("the band of the search", colour, scheme.sunk, TEXT),
        ("menus and dialogs", colour, scheme.raised, TEXT),
        ("its own tint", colour, made.tint, TEXT),
        ("hairlines", colour, scheme.line, GRAPHIC),
        ("words on the button", made.on_accent, colour, TEXT),
        ("words on the button under the pointer", made.on_accent, made.strong, TEXT),
        ("numbers on its tint", scheme.ink_3, made.tint, TEXT),
    )
    measured = ((name, contrast(ink, ground), least) for name, ink, ground, least in pairs)
    return [(name, found, least) for name, found, least in measured if found < least]


def check(light: str, dark: str) -> None:
    """Raises ConfigurationError that names the nearest colour, when an accent can't be read somewhere."""
    for name, colour, scheme in (("accent", light, LIGHT), ("accent_dark", dark, DARK)):
        if colour and (found := faults(colour, scheme)):
            where, measured, least = found[0]
            raise ConfigurationError(
                f"branding.{name} {colour} can't be read on {where}: the contrast is {measured:.1f}:1, "
                f"at least {least}:1 is needed. The nearest colour that passes is {nearest(colour, scheme)}."
            )


def nearest(colour: str, scheme: Scheme) -> str:
    """The colour of the same hue that is nearest in lightness and can be read everywhere."""
    light, chroma, hue = oklch(colour)
    tried: Iterator[float] = chain.from_iterable((light - n * STEP, light + n * STEP) for n in range(201))
    for level in tried:
        if 0 <= level <= 1 and not faults(found := from_oklch(level, chroma, hue), scheme):
            return found
    return "#2b3f9e" if scheme is LIGHT else "#aebbff"


def for_dark(colour: str) -> str:
    """The accent for dark pages from that for light ones: lightness raised until it can be read."""
    light, chroma, hue = oklch(colour)
    for n in range(int((1 - light) / STEP) + 1):
        if not faults(found := from_oklch(light + n * STEP, chroma, hue), DARK):
            return found
    return nearest(colour, DARK)


def oklch(colour: str) -> tuple[float, float, float]:
    """Lightness 0 to 1, chroma, hue in radians (Ottosson 2020, as CSS Color 4 has it)."""
    red, green, blue = _linear(colour)
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    middle = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    light = 0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short
    return light, math.hypot(a, b), math.atan2(b, a)


def from_oklch(light: float, chroma: float, hue: float) -> str:
    """The colour on a screen; chroma is lowered until the screen has it."""
    while True:
        a, b = chroma * math.cos(hue), chroma * math.sin(hue)
        long = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
        middle = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
        short = (light - 0.0894841775 * a - 1.2914855480 * b) ** 3
        linear = (
            4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
            -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
            -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
        )
        if chroma < 0.002 or all(-0.001 <= part <= 1.001 for part in linear):
            return _hex([round(255 * _gamma(min(1.0, max(0.0, part)))) for part in linear])
        chroma -= 0.002


def _parts(colour: str) -> list[int]:
    return [int(colour[i : i + 2], 16) for i in (1, 3, 5)]


def _hex(parts: list[int]) -> str:
    return "#" + "".join(f"{part:02x}" for part in parts)


def _linear(colour: str) -> tuple[float, float, float]:
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (p / 255 for p in _parts(colour))
    )
    return red, green, blue


def _gamma(linear: float) -> float:
    return 12.92 * linear if linear <= 0.0031308 else 1.055 * linear ** (1 / 2.4) - 0.055

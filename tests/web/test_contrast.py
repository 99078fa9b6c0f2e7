"""Contrasts of the colours, computed from the style sheet by the WCAG formula."""

from __future__ import annotations

import re

import pytest

from pinakes.web.environment import STATIC

SHEET = (STATIC / "pinakes/css/tokens.css").read_text(encoding="utf-8")
TOKENS = {
    name: (light, dark)
    for name, light, dark in re.findall(r"--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)", SHEET)
}
TEXT, GRAPHIC = 4.5, 3.0

INKS = ("ink", "ink-2", "ink-3", "accent", "visited", "ok", "warn", "bad")
PAIRS = [
    *((ink, ground, TEXT) for ink in INKS for ground in ("paper", "sunk", "raised")),
    *((ink, "accent-tint", TEXT) for ink in ("ink", "accent", "ink-3")),
    *((ink, "mark", TEXT) for ink in ("ink", "ink-2")),
    *((status, f"{status}-tint", TEXT) for status in ("ok", "warn", "bad")),
    *(("ink", tint, TEXT) for tint in ("ok-tint", "warn-tint", "bad-tint")),
    ("on-accent", "accent", TEXT), ("on-accent", "accent-strong", TEXT), ("accent-strong", "paper", TEXT),
    *(("line-2", ground, GRAPHIC) for ground in ("paper", "sunk", "accent-tint")),
    ("accent", "line", GRAPHIC),
]  # fmt: skip


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground", "least"), PAIRS)
def test_what_is_written_can_be_read(ink: str, ground: str, least: float, scheme: int) -> None:
    assert contrast(TOKENS[ink][scheme], TOKENS[ground][scheme]) >= least


@pytest.mark.parametrize(
    ("ink", "ground", "light", "dark"),
    [
        ("ink", "paper", 17.0, 15.1),
        ("ink-3", "sunk", 5.1, 6.1),
        ("accent", "paper", 9.1, 9.7),
        ("accent", "line", 6.8, 6.6),
    ],
)
def test_the_formula_gives_the_figures_of_the_design(
    ink: str, ground: str, light: float, dark: float
) -> None:
    assert round(contrast(TOKENS[ink][0], TOKENS[ground][0]), 1) == light
    assert round(contrast(TOKENS[ink][1], TOKENS[ground][1]), 1) == dark


def test_set_covers_have_at_least_eight_to_one() -> None:
    covers = dict(re.findall(r"--(cover-\d): (#[0-9a-f]{6})", SHEET))
    assert len(covers) == 8
    for colour in covers.values():
        assert max(contrast(colour, "#ffffff"), contrast(colour, "#1a1c22")) >= 8


def test_other_sheets_use_tokens_only() -> None:
    for sheet in (STATIC / "pinakes/css").glob("*.css"):
        if sheet.name not in ("tokens.css", "print.css"):
            assert re.findall(r"#[0-9a-fA-F]{3,8}\b(?![^{]*\{)", sheet.read_text(encoding="utf-8")) == [], (
                sheet.name
            )

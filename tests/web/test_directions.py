"""Right-to-left as good as left-to-right: style sheets know beginning and end of a line, never left and right."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import pinakes

SHEETS = sorted(Path(pinakes.__file__).parent.glob("*/static/**/*.css"))
_SIDES = re.compile(
    r"(?:margin|padding|border|inset|scroll-margin|scroll-padding)-(?:left|right)\b|border-(?:top|bottom)-(?:left|right)-radius"
    r"|(?<![-\w])(?:left|right)\s*:|(?:float|clear|text-align|text-align-last|caption-side)\s*:\s*(?:left|right)\b"
    r"|(?<![-\w])(?:min-|max-)?(?:width|height)\s*:(?![^{}]*\)\s*\{)"
)
_SHORTHAND = re.compile(
    r"(?<![-\w])(margin|padding|inset|border-(?:width|style|color)|border-radius)\s*:\s*([^;{}]+)"
)
_GLYPHS = {"0 2px 2px 0"}
"""The tick of a box: a sign that is no mirror image in any script."""


def parts(value: str) -> list[str]:
    """The values of a shorthand; a function with blanks is one."""
    return re.findall(r"(?:[^\s(]|\([^)]*\))+", value.strip())


def one_sided(sheet: str) -> list[str]:
    """What would stand on the wrong side in Arabic."""
    text = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    text = re.sub(r"@media[^{]*|@container[^{]*|@font-face\s*\{[^}]*\}", "", text)
    found = [m.group() for m in _SIDES.finditer(text)]
    for match in _SHORTHAND.finditer(text):
        values = parts(match[2])
        if len(values) < 3 or match[2].strip() in _GLYPHS:
            continue
        if match[1] == "border-radius":
            corners = [values[0], values[1], values[2], values[3] if len(values) > 3 else values[1]]
            mirrored = corners[0] == corners[1] and corners[2] == corners[3]
        else:
            mirrored = len(values) == 3 or values[1] == values[3]
        if not mirrored:
            found.append(match.group())
    return found


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda p: str(p.name))
def test_style_sheets_know_no_left_and_right(sheet: Path) -> None:
    assert one_sided(sheet.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "rule",
    [
        "a { margin-left: 1px; }", "a { left: 0 }", "a { text-align: right; }", "a { padding: 1px 2px 3px 4px; }",
        "a { border-radius: 0 4px 4px 0; }", "a { float: left; }", "a { width: 3rem; }", "a { inset: 0 1px 2px 3px }",
    ],
)  # fmt: skip
def test_a_side_is_found(rule: str) -> None:
    assert one_sided(rule) != []


@pytest.mark.parametrize(
    "rule",
    [
        "a { margin-inline: 1px 2px; }", "a { padding: 1px 2px 3px 2px; }", "a { float: inline-start; }",
        "a { border-radius: 4px 4px 0 0; }", "@media (width < 44rem) { a { inline-size: calc(100% - 1px); } }",
        "a { justify-content: left; } /* left: 3px */", "a { stroke-width: 2; }",
    ],
)  # fmt: skip
def test_what_follows_the_line_is_let_alone(rule: str) -> None:
    assert one_sided(rule) == []

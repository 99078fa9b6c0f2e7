"""Covers that are set from a title, as SVG: ground and lettering for things that are bound, a sheet for all others."""

from __future__ import annotations

import unicodedata
from xml.sax.saxutils import escape

from pinakes.records.record import Record
from pinakes.web import labels, presenters

WIDTH, HEIGHT, MARGIN = 152, 210, 16
GROUNDS = ("#e0cca9", "#32405f", "#7a2a2b", "#24453a", "#c9d3dc", "#4a3551", "#d0d6c8", "#e6d3cf")
"""The tokens --cover-1 to --cover-8."""
DARK_INK = frozenset({1, 5, 7, 8})
LINES = 6
_WIDE = frozenset("WF")


def svg(record: Record, record_id: str) -> str:
    """The picture, 152 × 210. A sheet follows light and dark; a cover is the same in both, as books are."""
    number = presenters.cover(record, record_id)
    title, author = record.title or record.full_title, presenters.cover_author(record)
    rtl = _is_rtl(title)
    x = WIDTH - MARGIN if rtl else MARGIN
    way = ' direction="rtl"' if rtl else ""
    lines = wrapped(title, LINES)
    shown = "".join(
        f'<tspan x="{x}" dy="{0 if n == 0 else 20}">{_text(line)}</tspan>' for n, line in enumerate(lines)
    )
    lang = presenters.title_language(record)
    spoken = f' xml:lang="{escape(lang)}"' if lang else ""
    if number:
        ink = "#1a1c22" if number in DARK_INK else "#ffffff"
        ground = (
            f'<rect width="{WIDTH}" height="{HEIGHT}" rx="2" fill="{GROUNDS[number - 1]}"/>'
            f'<rect x="{WIDTH - 5 if rtl else 0}" width="5" height="{HEIGHT}" fill="#000000" fill-opacity=".18"/>'
        )
        style = f".t{{fill:{ink}}}"
    else:
        ground = (
            f'<rect class="g" width="{WIDTH}" height="{HEIGHT}" rx="2"/>'
            f'<text class="k" x="{x}" y="28" font-family="sans-serif" font-size="11"{way}>'
            f"{_text(labels.format_name(record.formats[0] if record.formats else 'Other'))}</text>"
        )
        style = (
            ".g{fill:#f5f5f1}.t{fill:#1a1c22}.k{fill:#636873}"
            "@media (prefers-color-scheme:dark){.g{fill:#1c1f26}.t{fill:#ecece8}.k{fill:#979da9}}"
        )
    top = 34 if number else 52
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f"<style>{style}</style>{ground}"
        f'<text class="t" y="{top}" font-family="Literata,Georgia,serif" font-size="16" font-weight="600"{way}{spoken}>'
        f"{shown}</text>"
        f'<text class="t" x="{x}" y="{HEIGHT - MARGIN}" font-family="Literata,Georgia,serif" font-size="12"{way}>'
        f"{_text(wrapped(author, 1, 22)[0] if author else '')}</text></svg>"
    )


def wrapped(text: str, most: int, across: int = 15) -> list[str]:
    """``text`` in at most ``most`` lines of ``across`` letters; wide signs count twice; "…" where some is missing."""
    lines, line = [], ""
    for word in _pieces(" ".join(text.split()), across):
        longer = f"{line} {word}" if line and not _wide(word[0]) else line + word
        if line and _length(longer) > across:
            lines.append(line)
            line = word
        else:
            line = longer
    lines.append(line)
    if len(lines) > most:
        lines = [*lines[: most - 1], lines[most - 1].rstrip(" ,;:.") + "…"]
    return lines


def _pieces(text: str, across: int) -> list[str]:
    """Words; a word too long for a line in pieces, wide signs one by one."""
    found = []
    for word in text.split(" "):
        piece = ""
        for sign in word:
            if piece and (_wide(sign) or _wide(piece[-1]) or _length(piece + sign) > across):
                found.append(piece)
                piece = ""
            piece += sign
        found.append(piece)
    return [p for p in found if p] or [""]


def _wide(sign: str) -> bool:
    return unicodedata.east_asian_width(sign) in _WIDE


def _length(text: str) -> int:
    return sum(2 if _wide(s) else 0 if unicodedata.combining(s) else 1 for s in text)


def _is_rtl(text: str) -> bool:
    first = (unicodedata.bidirectional(s) for s in text)
    return next((way for way in first if way in ("L", "R", "AL")), "L") != "L"


def _text(text: str) -> str:
    """Escaped, without what XML can't hold."""
    return escape("".join(s for s in text if unicodedata.category(s) not in ("Cc", "Cs", "Cn")))

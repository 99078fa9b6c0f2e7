"""Text case, formatting, quotation marks and affixes of what an element shows (CSL 1.0.2, "Formatting")."""

from __future__ import annotations

import re
from typing import Any

from pinakes.discovery.citation import output, text_case
from pinakes.discovery.citation.output import BLOCK, CLOSE, END, OPEN, Piece, Pieces

_STYLES = {
    ("font-style", "italic"): "i", ("font-style", "oblique"): "i", ("font-style", "normal"): "no-i",
    ("font-weight", "bold"): "b", ("font-weight", "normal"): "no-b", ("font-variant", "small-caps"): "sc",
    ("font-variant", "normal"): "no-sc", ("vertical-align", "sup"): "sup", ("vertical-align", "sub"): "sub",
    ("text-decoration", "underline"): "u",
}  # fmt: skip
_HAN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def decorated(attributes: Any, pieces: Pieces, *, english: bool) -> Pieces:
    """Text case, full stops, formatting, quotation marks, affixes, block, in this order."""
    if not pieces or not attributes:
        return pieces
    get = attributes.get
    if get("strip-periods") == "true":
        pieces = [
            p._replace(text=re.sub(r"\.(?!\w)", "", p.text)) if p.kind == output.TEXT else p for p in pieces
        ]
    if case := get("text-case"):
        pieces = text_case.cased(pieces, case, english)
    tags = tuple(tag for key in _STYLES if (tag := _STYLES[key]) and get(key[0]) == key[1])
    if "i" in tags and any(_HAN.search(p.text) for p in pieces):
        tags = tuple(t for t in tags if t != "i")
    if tags:
        pieces = [p._replace(fmt=tags + p.fmt) if p.kind < BLOCK else p for p in pieces]
    if get("quotes") == "true":
        pieces = [Piece("", tags, OPEN), *pieces, Piece("", tags, CLOSE)]
    if prefix := get("prefix"):
        pieces = [Piece(prefix), *pieces]
    if suffix := get("suffix"):
        pieces = [*pieces, Piece(suffix)]
    if display := get("display"):
        pieces = [Piece(display, (), BLOCK), *pieces, Piece("", (), END)]
    return [p for p in pieces if p.text or p.kind != output.TEXT]

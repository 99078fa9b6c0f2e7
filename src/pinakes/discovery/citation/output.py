"""From pieces of a citation to text and HTML: affixes, colliding punctuation, quotation marks within each other."""

from __future__ import annotations

import re
from html import escape
from typing import NamedTuple

TEXT, OPEN, CLOSE, BLOCK, END = range(5)


class Piece(NamedTuple):
    """A stretch of text, or the place where a quotation or a block begins or ends."""

    text: str
    fmt: tuple[str, ...] = ()
    """Tags around it, the outermost first: i, b, sc, sup, sub, u and "no-" of the first three."""
    kind: int = TEXT


Pieces = list[Piece]

_COLLISIONS = {
    "!": {".": "!", "?": "!?", ":": "!", ",": "!,", ";": "!;", "!": "!"},
    "?": {"!": "?!", ".": "?", ":": "?", ",": "?,", ";": "?;", "?": "?"},
    ":": {"!": "!", "?": "?", ".": ":", ",": ":,", ";": ":;", ":": ":"},
    ";": {"!": "!", "?": "?", ":": ";", ".": ";", ",": ";,", ";": ";"},
    ",": {"!": ",!", "?": ",?", ":": ",:", ".": ",.", ";": ",;", ",": ","},
    ".": {"!": ".!", "?": ".?", ":": ".:", ",": ".,", ";": ".;", ".": "."},
}
_MARKUP = re.compile(r"(</?(?:i|b|sup|sub|sc)>|<span class=\"nocase\">|</span>)")
_QUOTE = re.compile(
    r"(?:(?<=^)|(?<=[\s(\[–—\"“]))[\"“](?=\S)|[\"”]|(?:(?<=^)|(?<=[\s(\[–—\"“]))['‘](?=\S)|['’]"
)


def field(text: str) -> Pieces:
    """A variable's text: its quotation marks become places, its apostrophes curly, its HTML tags formatting."""
    if not ("'" in text or '"' in text or "<" in text or "“" in text):
        return [Piece(text)]
    found: Pieces = []
    tags: list[str] = []
    for part in _MARKUP.split(text):
        if part.startswith("</"):
            if tags:
                tags.pop()
        elif _MARKUP.fullmatch(part):
            tags.append(part[1:-1])
        elif part:
            fmt = tuple(t for t in tags if not t.startswith("span"))
            found += _quoted(part, fmt)
    return found


def _quoted(text: str, fmt: tuple[str, ...]) -> Pieces:
    marks = list(_QUOTE.finditer(text))
    pairs: dict[int, int] = {}
    opened: list[tuple[str, int]] = []
    for at, mark in enumerate(marks):
        double = mark[0] in '"“”'
        opens = mark.start() == 0 or text[mark.start() - 1] in " ([–—\"“'‘"
        closes = mark.end() == len(text) or not text[mark.end()].isalnum()
        if opens and not (closes and opened) and mark[0] not in "”’":
            opened.append(("d" if double else "s", at))
        elif closes and opened and any(o[0] == ("d" if double else "s") for o in opened):
            while opened[-1][0] != ("d" if double else "s"):
                opened.pop()
            start = opened.pop()[1]
            pairs[start], pairs[at] = OPEN, CLOSE
    found: Pieces = []
    begin, run = 0, ""
    for at, mark in enumerate(marks):
        run += text[begin : mark.start()]
        begin = mark.end()
        if at in pairs:
            if run:
                found.append(Piece(run, fmt))
            run = ""
            inner = mark[0] not in '"“”' and any(m[0] in '"“”' for m in marks[:at])
            found.append(Piece("inner" if inner else "", fmt, pairs[at]))
        else:
            run += "’" if mark[0] in "'’‘" else mark[0]
    run += text[begin:]
    if run:
        found.append(Piece(run, fmt))
    return found


def joined(parts: list[Pieces], delimiter: str) -> Pieces:
    """The parts that aren't empty with the delimiter between them."""
    found: Pieces = []
    for part in parts:
        if part:
            if found and delimiter:
                found.append(Piece(delimiter))
            found += part
    return found


def settled(pieces: Pieces, inside: bool) -> Pieces:  # noqa: C901 - one table of cases
    """Pieces whose neighbours' punctuation and spaces no longer collide.

    ``inside``: whether full stops and commas go before a closing quotation mark.
    """
    out: Pieces = []
    for piece in pieces:
        if piece.kind != TEXT:
            out.append(piece)
            continue
        text = piece.text
        at = len(out) - 1
        closed = False
        while at >= 0 and out[at].kind != TEXT:
            if out[at].kind != CLOSE:
                at = -1
                break
            closed = True
            at -= 1
        if at >= 0 and text:
            before, first = out[at], text[0]
            last = before.text[-1]
            if last == " " and first == " " and not closed:
                text = text.lstrip(" ")
            elif first in _COLLISIONS:
                if not closed and last in _COLLISIONS and _COLLISIONS[last][first] != last + first:
                    out[at] = before._replace(text=before.text[:-1] + _COLLISIONS[last][first])
                    text = text[1:]
                elif closed and inside and first in ".,":
                    both = _COLLISIONS[last][first] if last in _COLLISIONS else last + first
                    out[at] = before._replace(text=before.text[:-1] + both)
                    text = text[1:]
                elif closed and (last == first or (first == "." and last in "?!")):
                    text = text[1:]
                elif closed and last == ",":
                    out[at] = before._replace(text=before.text[:-1])
        if text:
            out.append(piece._replace(text=text))
    return out


class Quotes(NamedTuple):
    """Quotation marks of a locale."""

    open: str
    close: str
    inner_open: str
    inner_close: str


def with_quotes(pieces: Pieces, quotes: Quotes) -> Pieces:
    """Places of quotations as marks, every second level with the inner ones."""
    out: Pieces = []
    depth = 0
    for piece in pieces:
        if piece.kind == OPEN:
            inner = depth % 2 or (depth == 0 and piece.text == "inner")
            out.append(Piece(quotes.inner_open if inner else quotes.open, piece.fmt))
            depth += 1
        elif piece.kind == CLOSE:
            depth = max(0, depth - 1)
            inner = depth % 2 or (depth == 0 and piece.text == "inner")
            out.append(Piece(quotes.inner_close if inner else quotes.close, piece.fmt))
        else:
            out.append(piece)
    return out


_LETTERS = {"ᵉ": "e", "ʳ": "r", "ˢ": "s", "ª": "a", "º": "o", "ᵒ": "o", "™": "TM", "℠": "SM"}
_RAISED = re.compile("[ᵉʳˢªºᵒ™℠]")
_TAGS = {
    "i": ("<i>", "</i>"),
    "b": ("<b>", "</b>"),
    "sup": ("<sup>", "</sup>"),
    "sub": ("<sub>", "</sub>"),
    "sc": ('<span class="small-caps">', "</span>"),
    "u": ("<u>", "</u>"),
}


def html(pieces: Pieces) -> str:
    """HTML with i, b, sup, sub, u, span.small-caps and blocks as div.csl-…; all else escaped."""
    out: list[str] = []
    stack: list[str] = []
    for piece in pieces:
        wanted = [] if piece.kind in (BLOCK, END) else _effective(piece.fmt)
        common = 0
        while common < min(len(stack), len(wanted)) and stack[common] == wanted[common]:
            common += 1
        while len(stack) > common:
            out.append(_TAGS[stack.pop()][1])
        for tag in wanted[common:]:
            out.append(_TAGS[tag][0])
            stack.append(tag)
        if piece.kind == BLOCK:
            out.append(f'<div class="csl-{piece.text}">')
        elif piece.kind == END:
            out.append("</div>")
        else:
            out.append(_RAISED.sub(lambda m: f"<sup>{_LETTERS[m[0]]}</sup>", escape(piece.text, quote=False)))
    out += [_TAGS[tag][1] for tag in reversed(stack)]
    return "".join(out)


def _effective(fmt: tuple[str, ...]) -> list[str]:
    found: list[str] = []
    for tag in fmt:
        plain = tag.removeprefix("no-")
        if tag.startswith("no-") or (tag in found and tag in ("i", "b")):
            if plain in found:
                found.remove(plain)
        elif tag not in found:
            found.append(tag)
    return found


def text(pieces: Pieces) -> str:
    """Plain text; a block begins after a space."""
    out = "".join(
        " " if p.kind == BLOCK and p.text != "left-margin" else p.text
        for p in pieces
        if p.kind != END and not (p.kind == BLOCK and p.text == "left-margin")
    )
    return re.sub(r" {2,}", " ", out).strip()

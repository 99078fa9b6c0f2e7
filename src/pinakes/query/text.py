"""A tree written as people type it: what the search box shows for a question that came another way."""

from __future__ import annotations

import re

from pinakes.query.lexer import OPERATORS, QUOTES
from pinakes.query.tree import And, Everything, Node, Not, Or, Range, Words

_SIGN_IN_FRONT = re.compile(r"^[+\-]+(?=\w)")
_NAME = re.compile(r"^([^\W\d_]\w*):(?=\S)")


def to_text(node: Node, *, field: str = "all") -> str:
    """What one would type for ``node`` in a box that searches ``field``.

    ``simple.parse`` gives an equal tree back when the language can say it; words with signs that
    mean something in the language lose these signs, and "any of" becomes OR.
    """
    if isinstance(node, Words) and node.need == "most":
        return _plain(node.text)
    if isinstance(node, And):
        return _and(node, field, lenient=_is_lenient(node))
    if isinstance(node, Words):
        return _words(node, field, inside=False, plus=True)
    return _write(node, field, inside=False)


def _is_lenient(node: Node) -> bool:
    """Whether the text will hold no sign that makes it strict, so that plain words need a plus to be."""
    if isinstance(node, And):
        words = sum(isinstance(part, Words) for part in node.parts)
        return words < 2 and all(_is_lenient(part) for part in node.parts)
    if isinstance(node, Not):
        return isinstance(node.part, Words) and _is_lenient(node.part) and " " not in node.part.text
    return isinstance(node, Range) or (
        isinstance(node, Words) and node.field == "all" and node.match == "words" and node.need != "any"
    )


def _write(node: Node, field: str, *, inside: bool) -> str:
    if isinstance(node, Everything):
        return "*:*"
    if isinstance(node, Range):
        return _range(node)
    if isinstance(node, Words):
        return _words(node, field, inside=inside)
    if isinstance(node, Not):
        return f"NOT {_write(node.part, field, inside=True)}"
    if isinstance(node, Or):
        text = " OR ".join(
            # "A OR NOT B" in capitals would be read as a title.
            f"({_write(part, field, inside=False)})"
            if isinstance(part, Not)
            else _write(part, field, inside=isinstance(part, (And, Or)) or _is_any(part))
            for part in node.parts
        )
    else:
        text = _and(node, field, lenient=False)
    return f"({text})" if inside else text


def _and(node: And, field: str, *, lenient: bool) -> str:
    found: list[str] = []
    for part in node.parts:
        if lenient and isinstance(part, Not):
            found.append(f"-{_write(part.part, field, inside=True)}")
        elif lenient and isinstance(part, Words):
            found.append(
                _plain(part.text) if part.need == "most" else _words(part, field, inside=False, plus=True)
            )
        else:
            inside = isinstance(part, (And, Or)) or _is_any(part)
            if found and not lenient:
                found.append("AND")
            found.append(_write(part, field, inside=inside))
    return " ".join(found)


def _is_any(node: Node) -> bool:
    return isinstance(node, Words) and node.need == "any" and " " in node.text


def _words(node: Words, field: str, *, inside: bool, plus: bool = False) -> str:
    front = "" if node.field == field else f"{node.field}:"
    if node.match == "phrase":
        near = f"~{node.slop}" if node.slop else ""
        return f'{front}"{_without_quotes(node.text)}"{near}'
    if node.match == "prefix":
        return f"{front}{node.text}*"
    if node.match == "wildcard":
        return front + node.text
    if node.match == "fuzzy":
        return f"{front}{node.text}~{node.slop or ''}"
    text = _plain(node.text)
    if " " not in text:
        return front + text
    if node.need == "any":
        text = text.replace(" ", " OR ")
        return f"{front}({text})" if front or inside else text
    if front or inside:
        return f"{front}({text})"
    # The plus says that all of them are required; beside stricter parts it is so anyway.
    return f"+({text})" if plus and field == "all" else text


def _range(node: Range) -> str:
    low = "" if node.low is None else str(node.low)
    high = "" if node.high is None else str(node.high)
    return f"{node.field}:{low}" if low and low == high else f"{node.field}:{low}..{high}"


def _without_quotes(text: str) -> str:
    return " ".join("".join(" " if sign in QUOTES else sign for sign in text).split())


def _plain(text: str) -> str:
    """The words with what would be read as an operator taken off."""
    found: list[str] = []
    for chunk in _without_quotes(text).split():
        chunk = chunk.lower() if chunk in OPERATORS else _SIGN_IN_FRONT.sub("", chunk)
        found.append(_NAME.sub(r"\1: ", chunk))
    return " ".join(found)

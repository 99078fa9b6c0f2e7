"""Cuts what people type into tokens; a sign that is part of ordinary text stays text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Literal

from pinakes.query import limits
from pinakes.query.notes import Note, note
from pinakes.records.base import Struct

Kind = Literal[
    "text", "phrase", "prefix", "wildcard", "fuzzy", "range", "everything",
    "field", "open", "close", "and", "or", "not", "plus", "minus",
]  # fmt: skip
FieldNames = Callable[[str], str | None]

QUOTES = '"“”„‟«»＂'
OPERATORS: dict[str, Kind] = {
    "AND": "and", "UND": "and", "&&": "and", "OR": "or", "ODER": "or", "||": "or", "NOT": "not", "NICHT": "not",
}  # fmt: skip
STRICT: frozenset[Kind] = frozenset(
    ("phrase", "prefix", "wildcard", "fuzzy", "field", "and", "or", "not", "plus")
)
"""What shows that the reader means every word: with one of these none is left out."""

_BLANK = re.compile(r"\s+")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]+")
_CHUNK = re.compile(rf"[^\s{QUOTES}]+")
_CLOSING_QUOTE = re.compile(rf"(?<![\u05d0-\u05ea])[{QUOTES}]|[{QUOTES}](?![\u05d0-\u05ea])")
_FIELD = re.compile(r"([^\W\d_]\w{0,40}):")
_AFTER_FIELD = re.compile(rf"[\w(\[{{.*{QUOTES}-]")
_AFTER_SIGN = re.compile(rf"[\w({QUOTES}]")
_SLOP = re.compile(r"~(\d{0,9})")
_BARE_RANGE = re.compile(r"\d{3,4}\.\.(?:\d{3,4})?|\.\.\d{3,4}")
_BRACKETS = re.compile(r"[\[{]\s*(\*|-?\d{1,4})\s+(?:TO|BIS)\s+(\*|-?\d{1,4})\s*[\]}]")
_OPERATOR_BEFORE = re.compile(r"(?:^|\s)(?:AND|UND|OR|ODER|NOT|NICHT)$")
_FUZZY = re.compile(r"([^\W_][\w'’-]{2,})~(\d{0,9})(?:\.\d+)?")
_PREFIX = re.compile(r"([^\W_]['’-]?[^\W_][\w'’-]*)\*+")
_WILDCARD = re.compile(r"(?:[^\W_][\w'’]+|[^\W_](?=\?))(?:[*?][\w'’]*)+")
_LOOKS_WILD = re.compile(r"\w\*|\*\w")
_EDGES = ".,;:!?'’()[]{}¿¡…"


class Token(Struct):
    """A piece of the text. ``gap`` tells whether a blank was before it."""

    kind: Kind
    text: str = ""
    gap: bool = True
    number: int = 0
    """Slop of a phrase, wrong letters of a fuzzy word."""


def clean(text: str) -> str:
    """The text without control characters and halves of surrogate pairs, which no one types."""
    return _CONTROLS.sub(" ", text).strip()


class Lexer:
    """Reads one text; ``notes`` tells what was left out. Time is linear in its length."""

    def __init__(self, text: str, field_names: FieldNames | None = None) -> None:
        self.text = text
        self.notes: list[Note] = []
        self._field_names: FieldNames = field_names or (lambda name: None)
        self._in_word = _parentheses_in_words(text)

    def tokens(self) -> Iterator[Token]:
        """The tokens in order; parentheses may still be unbalanced."""
        at, after_field, after_id = 0, False, False
        token: Token | None
        while at < len(self.text):
            blank = _BLANK.match(self.text, at)
            if blank:
                at, after_field, after_id = blank.end(), False, False
                continue
            begins = at == 0 or self.text[at - 1].isspace() or self.text[at - 1] == "("
            gap = at == 0 or self.text[at - 1].isspace() or self.text[at - 1] in QUOTES
            if after_id:
                at, token = self._chunk(at, gap)
            else:
                at, token = self._token(at, gap=gap, begins=begins, after_field=after_field)
            after_field = token is not None and token.kind == "field"
            # What stands in a record's id is no syntax: it may be "doi:10.1000/182".
            after_id = (
                after_field and token is not None and token.text == "id" and self.text[at] not in QUOTES + "("
            )
            if token is not None:
                yield token

    def _token(self, at: int, *, gap: bool, begins: bool, after_field: bool) -> tuple[int, Token | None]:
        sign = self.text[at]
        if sign in QUOTES:
            return self._quoted(at, gap)
        if sign in "()" and at not in self._in_word:
            return at + 1, Token(kind="open" if sign == "(" else "close", text=sign, gap=gap)
        if sign in "+-" and begins and _AFTER_SIGN.match(self.text, at + 1):
            return at + 1, Token(kind="plus" if sign == "+" else "minus", text=sign, gap=gap)
        if (begins or after_field) and (brackets := _BRACKETS.match(self.text, at)):
            low, high = ("" if side == "*" else side for side in brackets.groups())
            return brackets.end(), Token(kind="range", text=f"{low}..{high}", gap=gap)
        if (begins or after_field or self.text[at - 1] in "+-") and (field := self._field(at, gap)):
            return field
        return self._chunk(at, gap)

    def _quoted(self, at: int, gap: bool) -> tuple[int, Token | None]:
        # 12" is twelve inches.
        inches = at > 0 and self.text[at - 1].isdigit() and self.text[at] in '"”'
        closing = None if inches else _CLOSING_QUOTE.search(self.text, at + 1)
        if closing is None:
            if not inches:
                self.notes.append(note("quote"))
            return at + 1, None
        end = closing.end()
        inside = " ".join(self.text[at + 1 : closing.start()].split())
        if not inside:
            self.notes.append(note("empty-quotes"))
            return end, None
        slop = 0
        if near := _SLOP.match(self.text, end):
            end = near.end()
            slop = int(near[1] or 0)
            if slop > limits.MAX_SLOP:
                slop = limits.MAX_SLOP
                self.notes.append(note("slop", near[0]))
        return end, Token(kind="phrase", text=inside, gap=gap, number=slop)

    def _field(self, at: int, gap: bool) -> tuple[int, Token] | None:
        match = _FIELD.match(self.text, at)
        if match is None or (name := self._field_names(match[1])) is None:
            return None
        if _AFTER_FIELD.match(self.text, match.end()):
            return match.end(), Token(kind="field", text=name, gap=gap)
        if match.end() == len(self.text) or self.text[match.end()].isspace():
            last = not self.text[match.end() :].strip()
            self.notes.append(note("field" if last else "field-space", match[0]))
        return None

    def _chunk(self, at: int, gap: bool) -> tuple[int, Token]:
        end = self._chunk_end(at)
        chunk = self.text[at:end]
        if chunk == "*:*":
            return end, Token(kind="everything", text=chunk, gap=gap)
        if operator := OPERATORS.get(chunk):
            return end, Token(kind=operator, text=chunk, gap=gap)
        if _BARE_RANGE.fullmatch(chunk):
            return end, Token(kind="range", text=chunk, gap=gap)
        return end, self._pattern(chunk, gap) or Token(kind="text", text=chunk, gap=gap)

    def _chunk_end(self, at: int) -> int:
        match = _CHUNK.match(self.text, at)
        end = match.end() if match else at + 1
        for here in range(at + 1, end):
            if self.text[here] in "()" and here not in self._in_word:
                return here
        # A quotation mark inside a Hebrew abbreviation is a letter of it.
        while end < len(self.text) - 1 and _hebrew(self.text[end - 1]) and _hebrew(self.text[end + 1]):
            if self.text[end] not in QUOTES:
                break
            match = _CHUNK.match(self.text, end + 1)
            end = match.end() if match else end + 1
        return end

    def _pattern(self, chunk: str, gap: bool) -> Token | None:
        if not any(sign in chunk for sign in "*?~"):
            return None
        core = chunk.strip(_EDGES)
        if fuzzy := _FUZZY.fullmatch(core):
            edits = int(fuzzy[2] or 0) if "." not in core else 0
            if edits > limits.MAX_EDITS:
                edits = limits.MAX_EDITS
                self.notes.append(note("edits", core))
            return Token(kind="fuzzy", text=fuzzy[1], gap=gap, number=edits)
        if prefix := _PREFIX.fullmatch(core):
            return Token(kind="prefix", text=prefix[1], gap=gap)
        if _WILDCARD.fullmatch(core) and any(sign in core for sign in "*?"):
            return Token(kind="wildcard", text=re.sub(r"\*+", "*", core), gap=gap)
        if _LOOKS_WILD.search(chunk):
            self.notes.append(note("wildcard", chunk))
        return None


def _hebrew(letter: str) -> bool:
    return "\u05d0" <= letter <= "\u05ea"


def _parentheses_in_words(text: str) -> frozenset[int]:
    """Positions of parentheses that belong to a word: "poly(A)", "3-(2-pyridyl)", "main()"."""
    found: set[int] = set()
    opened: list[tuple[int, bool]] = []
    for at, sign in enumerate(text):
        if sign.isspace() or sign in QUOTES:
            opened.clear()
        elif sign == "(":
            enclosed = bool(opened) and opened[-1] == (at - 1, True)
            opened.append((at, enclosed or _inside_word(text, at)))
        elif sign == ")" and opened:
            begin, in_word = opened.pop()
            if in_word:
                found |= {begin, at}
    return frozenset(found)


def _inside_word(text: str, at: int) -> bool:
    if at == 0 or _OPERATOR_BEFORE.search(text, max(0, at - 8), at):
        return False
    before = text[at - 1]
    if before in "-)]'’":
        return at > 1 and not text[at - 2].isspace() and text[at - 2] not in "(" + QUOTES
    return before.isalnum()

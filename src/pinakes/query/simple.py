"""What people type, read as a tree; no text of any kind or length makes it raise but by QueryLimit."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

import msgspec

from pinakes.query import limits
from pinakes.query.lexer import STRICT, FieldNames, Kind, Lexer, Token, clean
from pinakes.query.notes import Note, note
from pinakes.query.tree import And, Everything, Node, Not, Or, Range, Words
from pinakes.records import identifiers
from pinakes.records.base import Struct

YEAR = "year"
"""The field of a range that names none, and the one whose values are numbers."""
CALL_NUMBER = "callnumber"
_FEW_WORDS = 5
"""So many words in capitals beside an AND are a question; more are a title."""
IDENTIFIER = "identifier"
"""The field whose values are searched in their normal form, however they are typed."""
_LOWER_CASE_OPERATORS = frozenset(("and", "or", "not", "und", "oder", "nicht"))
_CONDITIONS: frozenset[Kind] = frozenset(("phrase", "prefix", "wildcard", "fuzzy"))
_YEARS = re.compile(r"(-?\d{1,4})|(-?\d{1,4})?(?:\.\.|[-–—](?=\d))(-?\d{1,4})?")
_LIKE_YEARS = re.compile(r"(?:1\d|20)\d\d[-\s]?(?:1\d|20)\d\d")


class Reading(Struct):
    """A question, and what of the text was not read to the letter."""

    node: Node
    notes: tuple[Note, ...] = ()


def parse(
    text: str, *, field: str = "all", field_names: FieldNames | None = None, strict: bool = False
) -> Node:
    """The question in ``text``, searched in ``field`` where it names no other.

    ``field_names`` gives the field that a name before a colon means, or None for ordinary text
    (``index.fields.typed_name``). ``strict`` requires every word of a plain question too.
    Raises QueryLimit.
    """
    return read(text, field=field, field_names=field_names, strict=strict).node


def read(
    text: str, *, field: str = "all", field_names: FieldNames | None = None, strict: bool = False
) -> Reading:
    """The question and the notes about it. Raises QueryLimit."""
    text = clean(text)
    limits.check("characters", len(text), limits.MAX_CHARACTERS)
    if not text:
        return Reading(node=Everything())
    if field in ("all", IDENTIFIER) and (node := _identifier(text)) is not None:
        return Reading(node=node)
    lexer = Lexer(text, field_names)
    tokens = list(lexer.tokens())
    notes = lexer.notes
    if not notes and not any(letter.isalnum() for letter in text) and tokens[0].kind != "everything":
        notes.append(note("signs", text))
    if shouted := _shouted(text, tokens) or _in_capitals(tokens):
        tokens = [
            msgspec.structs.replace(t, kind="text") if at in shouted else t for at, t in enumerate(tokens)
        ]
        notes.append(note("capitals"))
    tokens = _balanced(tokens, notes)
    _check_size(tokens)
    lenient = field == "all" and not strict and not any(t.kind in STRICT for t in tokens)
    node_ = _Parser(tokens, notes, lenient=lenient).group(field)
    if node_ is None:
        notes[:] = [n for n in notes if n.kind != "operator"]
        if words := " ".join(t.text for t in tokens if t.kind in ("and", "or", "not")):
            notes.append(note("operator-as-word", words))
        node_ = Words(text=words or text, field=field)
    return Reading(node=node_, notes=tuple(dict.fromkeys(notes)))


def _identifier(text: str) -> Node | None:
    found = identifiers.recognise(text)
    if found is None:
        return None
    words = Words(text=found.value, field=IDENTIFIER)
    # "1861-1865" can be the number of a serial and a span of years: both are searched.
    return Or(parts=(words, Words(text=text))) if _LIKE_YEARS.fullmatch(text) else words


def _shouted(text: str, tokens: Sequence[Token]) -> set[int]:
    """The operators of a title that was typed in capitals: "TO BE OR NOT TO BE" asks for none."""
    if text != text.upper() or any(t.kind in ("phrase", "field", "open") for t in tokens):
        return set()
    if not any(a.kind == "or" and b.kind == "not" for a, b in itertools.pairwise(tokens)):
        return set()
    return {at for at, t in enumerate(tokens) if t.kind in ("and", "or", "not")}


def _in_capitals(tokens: Sequence[Token]) -> set[int]:
    """Each AND that stands in a row of words in capitals, as in a title that was pasted: it joins nothing."""
    found: set[int] = set()
    for capitals, row in itertools.groupby(enumerate(tokens), key=lambda pair: _is_capital(pair[1])):
        places = list(row)
        words = sum(token.kind == "text" for _, token in places)
        if capitals and words > _FEW_WORDS:
            found |= {at for at, token in places[1:-1] if token.kind == "and"}
    return found


def _is_capital(token: Token) -> bool:
    return token.kind == "and" or (
        token.kind == "text" and token.text == token.text.upper() != token.text.lower()
    )


def _balanced(tokens: Sequence[Token], notes: list[Note]) -> list[Token]:
    """The tokens with every parenthesis paired; those around a remark in plain text become text."""
    partner: dict[int, int] = {}
    opened: list[int] = []
    deepest = 0
    for at, token in enumerate(tokens):
        if token.kind == "open":
            opened.append(at)
            deepest = max(deepest, len(opened))
        elif token.kind == "close" and opened:
            begin = opened.pop()
            partner[begin], partner[at] = at, begin
    limits.check("depth", deepest, limits.MAX_DEPTH)
    found: list[Token] = []
    text_until = -1
    dropped = False
    for at, token in enumerate(tokens):
        if token.kind not in ("open", "close"):
            found.append(msgspec.structs.replace(token, gap=True) if dropped else token)
            dropped = False
        elif at not in partner:
            notes.append(note("parenthesis"))
            dropped = True
        elif at <= text_until:
            found.append(msgspec.structs.replace(token, kind="text"))
        elif token.kind == "open" and _is_remark(tokens, at, partner[at]):
            text_until = partner[at]
            found.append(msgspec.structs.replace(token, kind="text"))
        elif partner[at] != at - 1 and partner[at] != at + 1:
            found.append(token)
    return found


def _is_remark(tokens: Sequence[Token], begin: int, end: int) -> bool:
    """Whether this pair holds nothing but text and stands beside text: "Smith (2009) on method"."""
    if any(t.kind not in ("text", "open", "close") for t in tokens[begin:end]):
        return False
    before = tokens[begin - 1].kind if begin else "or"
    after = tokens[end + 1].kind if end + 1 < len(tokens) else "or"
    return before in ("text", "close") or (begin == 0 and after in ("text", "open"))


def _check_size(tokens: Sequence[Token]) -> None:
    wild = words = clauses = 0
    previous: Kind = "and"
    for token in tokens:
        wild += token.kind in ("prefix", "wildcard", "fuzzy")
        words += len(token.text.split()) if token.kind in ("text", "phrase") else 0
        clauses += token.kind in _CONDITIONS or token.kind in ("range", "everything")
        clauses += token.kind == "text" and previous != "text"
        previous = token.kind
    limits.check("wildcards", wild, limits.MAX_WILDCARDS)
    limits.check("words", words, limits.MAX_WORDS)
    limits.check("clauses", clauses, limits.MAX_CLAUSES)


class _Level:
    """What stands between two parentheses, as it is read: alternatives of parts that are all wanted."""

    def __init__(self) -> None:
        self.alternatives: list[Node] = []
        self.parts: list[tuple[Node, bool]] = []
        """With whether it was plain text."""
        self.joining: Token | None = None
        """An AND or OR that still has nothing after it."""
        self.negated: Token | None = None
        """A NOT that still has nothing after it."""

    def add(self, node: Node, *, plain: bool = False) -> None:
        self.parts.append((_negation(node) if self.negated else node, plain and not self.negated))
        self.joining = self.negated = None


class _Parser:
    """Reads balanced tokens; its recursion is as deep as the parentheses, which are limited."""

    def __init__(self, tokens: Sequence[Token], notes: list[Note], *, lenient: bool) -> None:
        self._tokens = tokens
        self._notes = notes
        self._lenient = lenient
        self._at = 0

    def _peek(self) -> Kind | None:
        return self._tokens[self._at].kind if self._at < len(self._tokens) else None

    def _take(self) -> Token:
        self._at += 1
        return self._tokens[self._at - 1]

    def group(self, field: str) -> Node | None:
        """Everything up to the closing parenthesis or the end; None when there is nothing to ask."""
        level = _Level()
        while (kind := self._peek()) not in (None, "close"):
            if kind in ("and", "or"):
                self._join(level, self._take())
            elif kind == "not":
                token = self._take()
                self._dangling(level.negated)
                level.negated = token
            elif kind == "text":
                node = self._run(field, one=level.negated is not None)
                if node is not None:
                    level.add(node, plain=True)
            elif (node := self._operand(field)) is not None:
                level.add(node)
        self._dangling(level.negated)
        self._dangling(level.joining)
        if level.parts:
            level.alternatives.append(self._all(level.parts))
        return _joined(Or, level.alternatives)

    def _dangling(self, token: Token | None) -> None:
        if token is not None:
            self._notes.append(note("operator", token.text))

    def _join(self, level: _Level, token: Token) -> None:
        self._dangling(level.negated)
        level.negated = None
        if level.joining is not None or not level.parts:
            self._dangling(token)
            return
        level.joining = token
        if token.kind == "or":
            level.alternatives.append(self._all(level.parts))
            level.parts = []

    def _all(self, parts: Sequence[tuple[Node, bool]]) -> Node:
        """All of the parts; a lower-case "or" alone between phrases is no word that was meant."""
        kept: list[Node] = []
        for at, (node, plain) in enumerate(parts):
            between = plain and 0 < at < len(parts) - 1 and isinstance(node, Words)
            if between and isinstance(node, Words) and node.text.lower() in _LOWER_CASE_OPERATORS:
                self._notes.append(note("lower-case", node.text))
            elif not (plain and len(parts) > 1 and isinstance(node, Words) and not _has_content(node.text)):
                kept.append(node)
        joined = _joined(And, kept or [node for node, _ in parts])
        assert joined is not None
        return joined

    def _operand(self, field: str) -> Node | None:
        """One condition with the signs and names before it; they hold for one word, phrase or group."""
        negative = False
        token = self._take()
        while token.kind in ("plus", "minus", "field"):
            negative ^= token.kind == "minus"
            field = token.text if token.kind == "field" else field
            if self._peek() in (None, "close", "and", "or", "not"):
                return None
            if self._peek() == "text":
                break
            token = self._take()
        alone = token.kind in ("plus", "minus", "field")
        # A call number has blanks: "callnumber:QA 76.73 .P98".
        node = self._run(field, one=field != CALL_NUMBER) if alone else self._group_or_condition(token, field)
        return _negation(node) if node is not None and negative else node

    def _group_or_condition(self, token: Token, field: str) -> Node | None:
        if token.kind != "open":
            return self._condition(token, field)
        node = self.group(field)
        if self._peek() == "close":
            self._take()
        return node

    def _condition(self, token: Token, field: str) -> Node:
        if token.kind == "everything" or token.text == "..":
            return Everything()
        if token.kind == "range":
            node = _years(token.text)
            if field not in (YEAR, "all") or node is None:
                return Words(text=token.text, field=field)
            return node
        if field == YEAR:
            return self._year(token.text)
        assert token.kind in _CONDITIONS
        if token.kind == "phrase":
            if field == IDENTIFIER and (found := identifiers.recognise(token.text)):
                return Words(text=found.value, field=field)
            return Words(text=token.text, field=field, match="phrase", slop=token.number)
        if token.kind == "fuzzy":
            return Words(text=token.text, field=field, match="fuzzy", slop=token.number)
        return Words(text=token.text, field=field, match="prefix" if token.kind == "prefix" else "wildcard")

    def _year(self, text: str) -> Node:
        if (years := _years(text)) is not None:
            return years
        self._notes.append(note("number", text))
        return Words(text=text)

    def _run(self, field: str, *, one: bool) -> Node | None:
        """Plain words that stand together, as one; ``one`` takes the first alone."""
        begin = self._at
        self._take()
        while not one and self._peek() == "text":
            self._take()
        run = self._tokens[begin : self._at]
        text = "".join((" " if t.gap else "") + t.text for t in run).strip()
        if text == "*":
            return Everything()
        # A name before a colon that no field has is a word like any other, and so is what follows.
        text = _NAME_AND_COLON.sub(r"\1: ", text)
        if field == YEAR:
            return _joined(And, [self._year(word) for word in text.split()])
        if field == IDENTIFIER and (found := identifiers.recognise(text)):
            return Words(text=found.value, field=field)
        return Words(text=text, field=field, need="most" if self._lenient and " " in text else "all")


_NAME_AND_COLON = re.compile(r"(?<!\S)([^\W\d_]+):(?=[^\W\d_]+(?:\s|$))")


def _has_content(text: str) -> bool:
    return any(sign.isalnum() or (not sign.isascii() and not sign.isspace()) for sign in text)


def _joined(kind: type[And] | type[Or], parts: Sequence[Node]) -> Node | None:
    """One node of the parts: nested ones of the kind are opened, what changes nothing is left out."""
    flat: list[Node] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, (And, Or)) and type(part) is kind else (part,))
    if kind is And and len(flat) > 1:
        flat = [part for part in flat if not isinstance(part, Everything)] or flat[:1]
    if len(flat) < 2:
        return flat[0] if flat else None
    return kind(parts=tuple(flat))


def _negation(node: Node) -> Node:
    return node.part if isinstance(node, Not) else Not(part=node)


def _years(text: str) -> Range | None:
    """ "1990..2005", "..1900", "1990-2005" or "1990" as a range; None for anything else."""
    match = _YEARS.fullmatch(text.strip())
    if match is None:
        return None
    alone, low, high = (int(year) if year else None for year in match.groups())
    if alone is not None:
        low = high = alone
    if low is not None and high is not None and low > high:
        low, high = high, low
    return Range(field=YEAR, low=low, high=high) if (low, high) != (None, None) else None

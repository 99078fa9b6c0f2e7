"""Query tree → Plan: analysis, spellings of one word, what must match, what lifts a document up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from pinakes.errors import QueryLimit
from pinakes.index import analysis, fields, keys, weights
from pinakes.index.analysis import Piece
from pinakes.index.clauses import (
    All,
    AllOf,
    AnyOf,
    Best,
    Clause,
    Constant,
    Near,
    Nothing,
    Number,
    Pattern,
    Phrase,
    Plan,
    Prefix,
    Token,
    Without,
    all_of,
    any_of,
)  # fmt: skip
from pinakes.index.compounds import Compounds
from pinakes.index.folding import fold
from pinakes.index.lifting import Lifting, plain
from pinakes.index.prepared import ALL, KEY_FIELDS, STEMMED_FIELDS, TEXT_FIELDS
from pinakes.index.stopwords import STOP_WORDS, content_words
from pinakes.index.vocabulary import Vocabulary
from pinakes.query.tree import And, Everything, Node, Not, Or, Range, Words
from pinakes.records import labels, languages

MAX_WORDS = 1_000
MAX_DEPTH = 200
MAX_NODES = 5_000
_CALL_NUMBER = re.compile(
    r"\s*(?:[A-Za-z]{1,3}\s?\d{1,4}(?:\.\d+)?(?:\s*\.?[A-Za-z]\d+)*|\d{3}(?:\.\d+)?)(?:\s+\S+){0,4}\s*"
)
"""A class of LCC or DDC with what may stand behind it."""
_POINT_OR_MORE = re.compile(r"\d\.\d|\S\s+\S|\d\.[A-Za-z]")
_AROUND = ".,;:!?()[]{}\"'“”„‟«»…"
_ELIDED = frozenset(("l", "d", "qu", "un", "dell", "all", "nell", "sull", "dall"))
"""Articles and prepositions before an apostrophe: "l'État" is found as "État"."""
_HAS_DIGIT = re.compile(r"\d")
_PHRASE_FIELDS = tuple(f.name for f in fields.FIELDS if f.kind == "text")
_LONGEST_PHRASE = 60
_SHORTEST_MISSPELLED = 4
_LONG_ENOUGH_FOR_TWO = 8
"""Letters of a word in which two may be wrong."""
_LONGEST_PATTERN = 100


def plan(node: Node, vocabulary: Vocabulary, *, relaxed: bool = False) -> Plan:
    """What to ask an engine. Raises UnknownField, QueryLimit.

    ``relaxed`` asks for half of the words of a plain question: when nothing has all or most of them.
    """
    _check(node)
    node = _as_text(node)
    planner = _Planner(vocabulary, relaxed=relaxed)
    bonuses = [*planner.complete(node), *Lifting(vocabulary).bonuses(node)]
    return Plan(match=planner.clause(node), bonuses=tuple(bonuses))


def matching(node: Node, vocabulary: Vocabulary) -> Clause:
    """What must fit, without what lifts up: enough to count. Raises UnknownField, QueryLimit."""
    _check(node)
    return _Planner(vocabulary).clause(_as_text(node))


def words_of(node: Node, vocabulary: Vocabulary) -> list[tuple[str, Clause]]:
    """The plain words of a question that count, as typed, each with what is asked of an engine for it."""
    return list(_Planner(vocabulary).named_groups(_as_text(node)))


def can_relax(node: Node) -> bool:
    """Whether a question has plain words that need not all be found."""
    if isinstance(node, Words):
        return node.need == "most" and " " in node.text.strip()
    return isinstance(node, (And, Or)) and any(can_relax(part) for part in node.parts)


def _as_text(node: Node) -> Node:
    """A pasted abstract is text, although a few words of it stand in quotes or parentheses."""
    if not isinstance(node, And):
        return node
    parts = [
        part
        for part in node.parts
        if isinstance(part, Words) and part.field == "all" and part.match in ("words", "phrase")
    ]
    text = " ".join(part.text for part in parts)
    if len(parts) < len(node.parts) or len(text.split()) < weights.PASTED_TEXT:
        return node
    return Words(text=text, need="most")


def _check(node: Node) -> None:
    """Deeper or wider trees than an engine bears are refused before anything recurses."""
    level, nodes, words = [node], 0, 0
    for _ in range(MAX_DEPTH + 1):
        nodes += len(level)
        words += sum(len(n.text.split()) for n in level if isinstance(n, Words))
        if nodes > MAX_NODES:
            raise QueryLimit(
                f"This search has too many parts: at most {MAX_NODES:,} are possible.",
                limit="clauses",
                allowed=MAX_NODES,
            )
        if words > MAX_WORDS:
            raise QueryLimit(
                f"This search has too many words: at most {MAX_WORDS:,} are possible.",
                limit="words",
                allowed=MAX_WORDS,
            )
        level = [
            p
            for n in level
            for p in (n.parts if isinstance(n, (And, Or)) else (n.part,) if isinstance(n, Not) else ())
        ]
        if not level:
            return
    raise QueryLimit(
        f"This search is nested too deeply: at most {MAX_DEPTH} levels are possible.",
        limit="depth",
        allowed=MAX_DEPTH,
    )


class _Planner:
    def __init__(self, vocabulary: Vocabulary, *, relaxed: bool = False) -> None:
        self._vocabulary, self._relaxed = vocabulary, relaxed
        self._compounds = Compounds(vocabulary)
        self._known: dict[tuple[str, str], list[tuple[str, Clause, bool]]] = {}

    def clause(self, node: Node) -> Clause:
        if isinstance(node, Words):
            return self._words(node)
        if isinstance(node, Everything):
            return All()
        if isinstance(node, Range):
            if fields.field(node.field).kind != "integer":
                return Nothing()
            return Number(field=node.field, low=node.low, high=node.high)
        if isinstance(node, Not):
            return Without(part=self.clause(node.part))
        parts = tuple(self.clause(part) for part in node.parts)
        if not parts:
            return All() if isinstance(node, And) else Nothing()
        if len(parts) == 1:
            return parts[0]
        return AllOf(parts=parts) if isinstance(node, And) else AnyOf(parts=parts)

    # Words

    def _words(self, node: Words) -> Clause:
        if node.field != "all":
            field = fields.field(node.field)
            if field.kind == "integer":
                number = node.text.strip()
                if not re.fullmatch(r"-?\d{1,18}", number, re.ASCII):
                    return Nothing()
                return Number(field=node.field, low=int(number), high=int(number))
            if field.kind == "keyword":
                return self._keyword(node)
        if node.match == "phrase":
            return self.phrase(node.text, node.field, slop=node.slop)
        if node.match != "words":
            return self._unfinished(node)
        found = self._groups(node.text, node.field)
        if not found:
            return self._signs(node.text)
        groups = [group for _, group, _ in found]
        content = [group for _, group, is_content in found if is_content] or groups
        if node.need == "any":
            match: Clause = AnyOf(parts=tuple(content))
        elif node.need == "most":
            minimum = weights.relaxed(len(content)) if self._relaxed else weights.required(len(content))
            match = (
                AnyOf(parts=tuple(content), minimum=minimum) if minimum < len(content) else all_of(content)
            )
        else:
            match = all_of(content)
        if node.field == "all" and (whole := self._whole(node.text)):
            return AnyOf(parts=(match, *whole))
        return match

    def _signs(self, text: str) -> Clause:
        """Text without any word: everything when there is nothing at all, else nothing."""
        return Nothing() if text.strip() else All()

    def _keyword(self, node: Words) -> Clause:
        name, text = node.field, node.text.strip()
        if name == fields.RECORD_ID:
            if node.match == "prefix":
                return Prefix(field=name, text=text)
            local = (self._identifier_token(key) for key in keys.identifier_keys(text))
            return AnyOf(parts=(Token(field=name, text=text, constant=True), *local)) if text else Nothing()
        if name == "callnumber":
            key = keys.call_number_key(text)
            return Prefix(field=name, text=key) if key else Nothing()
        if name == "identifier":
            return self._identifier(node)
        forms = dict.fromkeys(
            (*_codes(name, text), text, text.lower(), text.capitalize(), text.upper(), text.title())
        )
        if node.match == "prefix":
            return (
                Best(parts=tuple(Prefix(field=name, text=form) for form in forms if form))
                if text
                else Nothing()
            )
        return (
            Best(parts=tuple(Token(field=name, text=form, constant=True) for form in forms))
            if text
            else Nothing()
        )

    def _identifier(self, node: Words) -> Clause:
        found = keys.identifier_keys(node.text)
        if node.match in ("prefix", "wildcard"):
            key = re.sub(r"[^\w*?]|_", "", fold(node.text))
            if node.match == "prefix":
                return Prefix(field="identifier", text=key.rstrip("*")) if key.rstrip("*") else Nothing()
            wild = key.strip("*?") and len(key) <= _LONGEST_PATTERN
            return Pattern(field="identifier", text=key) if wild else Nothing()
        if not found:
            return Nothing()
        whole: Clause = Best(parts=tuple(self._identifier_token(key) for key in found))
        pieces = node.text.split()
        if len(pieces) == 1 or any(self._vocabulary.frequency("identifier", key) for key in found):
            return whole
        single = [
            Best(parts=tuple(self._identifier_token(key) for key in keys_))
            for piece in pieces
            if (keys_ := keys.identifier_keys(piece))
        ]
        return AnyOf(parts=(whole, AnyOf(parts=tuple(single)) if node.need == "any" else all_of(single)))

    def _identifier_token(self, key: str) -> Token:
        return Token(field="identifier", text=key, weight=weights.now.identifier, constant=True)

    def _unfinished(self, node: Words) -> Clause:
        """A word with an open end, a wildcard or letters that may be wrong."""
        name = ALL if node.field == "all" else node.field
        pieces = node.text.split()
        if node.match == "wildcard":
            pattern = re.sub(r"[^\w*?]|_", "", fold(node.text.strip()))
            if not pattern.strip("*?"):
                return All() if pattern else Nothing()
            return Pattern(field=name, text=pattern) if len(pattern) <= _LONGEST_PATTERN else Nothing()
        words = analysis.words(node.text.rstrip("*~"))
        if not words or not pieces:
            return self._signs(node.text)
        *front, last = words
        if node.match == "prefix":
            end: Clause = (
                Prefix(field=name, text=last) if len(last) > 1 else Pattern(field=name, text=last + "*")
            )
        else:
            distance = min(node.slop, 2) or (0 if len(last) < 3 else 1 if len(last) < 6 else 2)
            end = Near(field=name, text=last, distance=distance) if distance else Token(field=name, text=last)
        return all_of([*(Token(field=name, text=word) for word in front), end])

    def phrase(self, text: str, field: str, *, slop: int = 0, weight: float = 1.0) -> Clause:
        """The words beside each other, also where a compound is written otherwise."""
        words = analysis.words(text)[:_LONGEST_PHRASE]
        if not words:
            return self._signs(text)
        names = _PHRASE_FIELDS if field == "all" else (field,)
        variants = self._spellings(words)
        parts: list[Clause] = []
        for variant in variants:
            if len(variant) == 1:
                parts.append(Token(field=ALL if field == "all" else field, text=variant[0]))
            else:
                parts += (
                    Phrase(field=name, tokens=variant, slop=min(slop, 50), weight=weight)
                    for name in names
                    if all(self._vocabulary.frequency(name, token) for token in variant)
                )
        return AnyOf(parts=tuple(parts)) if parts else Nothing()

    def _spellings(self, words: Sequence[str]) -> list[tuple[str, ...]]:
        """The words, and the same with compounds joined or taken apart; at most five of them."""
        found = [tuple(words)]
        for at, word in enumerate(words):
            if len(found) > 4:
                break
            if (two := self._compounds.split(word)) is not None:
                found.append((*words[:at], *two, *words[at + 1 :]))
            if at + 1 < len(words):
                joined = word + words[at + 1]
                if not {word, words[at + 1]} & STOP_WORDS and self._vocabulary.frequency(ALL, joined):
                    found.append((*words[:at], joined, *words[at + 2 :]))
        return found

    # Groups: all spellings of one word

    def named_groups(self, node: Node) -> Iterator[tuple[str, Clause]]:
        """The plain words of a question that count, as typed, each with its clause."""
        if isinstance(node, Words):
            is_text = node.field == "all" or fields.field(node.field).kind == "text"
            if node.match == "words" and is_text:
                found = self._groups(node.text, node.field)
                yield from ((text, group) for text, group, is_content in found if is_content)
        elif isinstance(node, (And, Or)):
            for part in node.parts:
                yield from self.named_groups(part)

    def _groups(self, text: str, field: str) -> list[tuple[str, Clause, bool]]:
        """Each word of a question as typed, its clause, and whether it must be found."""
        if (text, field) not in self._known:
            self._known[text, field] = self._made_groups(text, field)
        return self._known[text, field]

    def _made_groups(self, text: str, field: str) -> list[tuple[str, Clause, bool]]:
        pieces = [(raw, piece) for raw in text.split() if (piece := analysis.analyse(raw)).words]
        single = [piece.words[0] if len(piece.words) == 1 else "" for _, piece in pieces]
        flags = content_words([word or "\0" for word in single], text, names=field == "author")
        found: list[tuple[str, Clause, bool]] = []
        for at, (raw, piece) in enumerate(pieces):
            if piece.pairs:
                found += [(word, self._spelled(word, field), True) for word in piece.pairs]
            elif len(piece.words) > 1 and not piece.joined:
                inner = content_words(list(piece.words))
                found += [(w, self._spelled(w, field), c) for w, c in zip(piece.words, inner, strict=True)]
            else:
                neighbours = self._compounds.joined(single, at)
                typed = raw.strip(_AROUND) or raw
                found.append((typed, self._group(raw, piece, field, neighbours), flags[at]))
        return found

    def _group(self, raw: str, piece: Piece, field: str, neighbours: Iterable[str]) -> Clause:
        if piece.joined:
            apart = self._apart(raw, piece, field)
            together = self._spelled(piece.joined, field, weight=weights.now.joined)
            parts: list[Clause] = [apart, together]
            parts += self._identifier_of(raw, field)
            return AnyOf(parts=tuple(parts))
        return self._spelled(piece.words[0], field, others=piece.others, neighbours=neighbours, raw=raw)

    def _apart(self, raw: str, piece: Piece, field: str) -> Clause:
        """The parts of a word: each somewhere, or beside each other where one alone says nothing ("e-mail")."""
        front, *rest = piece.words
        if front in _ELIDED and "'" in fold(raw) and len(rest) == 1:
            return self._spelled(rest[0], field)
        if not any(len(word) == 1 or word in STOP_WORDS for word in piece.words):
            return all_of([self._spelled(word, field) for word in piece.words])
        names = _PHRASE_FIELDS if field == "all" else (field,)
        return any_of(
            [
                Phrase(field=name, tokens=piece.words)
                for name in names
                if all(self._vocabulary.frequency(name, word) for word in piece.words)
            ]
        )

    def _identifier_of(self, raw: str, field: str) -> list[Clause]:
        if field != "all" or len(raw) < 5 or not _HAS_DIGIT.search(raw):
            return []
        return [
            self._identifier_token(key)
            for key in keys.identifier_keys(raw)
            if self._vocabulary.frequency("identifier", key)
        ]

    def _spelled(
        self,
        word: str,
        field: str,
        *,
        others: Sequence[str] = (),
        neighbours: Iterable[str] = (),
        raw: str = "",
        weight: float = 1.0,
    ) -> Clause:
        """A word: itself, its stems, its other spellings; as rare as all of them together."""
        name = ALL if field == "all" else field
        stems: tuple[str, ...] = ()
        if field == "all" or field in STEMMED_FIELDS:
            stems = analysis.query_stems(raw if raw and not others else word, self._vocabulary.languages)
        counted = [(stem, weight, self._vocabulary.frequency(name, stem)) for stem in stems]
        variants = [other for other in others if len(other) > 1 or other.isdigit()]
        counted += [(o, weight * weights.now.variant, self._vocabulary.frequency(name, o)) for o in variants]
        counted += [(j, weight * weights.now.joined, self._vocabulary.frequency(name, j)) for j in neighbours]
        exact = self._vocabulary.frequency(name, word)
        union = min(max(sum(f for _, _, f in counted[: len(stems)]), exact, 1), self._vocabulary.documents)
        rarity = self._vocabulary.rarity(union)
        parts: list[Clause] = [
            Token(field=name, text=text, weight=share * rarity / self._vocabulary.rarity(frequency))
            for text, share, frequency in counted
            if frequency
        ]
        parts.append(
            Token(field=name, text=word, weight=weight * rarity / self._vocabulary.rarity(max(exact, 1)))
        )
        parts += self._identifier_of(raw, field)
        if (two := self._compounds.split(word)) is not None and exact < self._vocabulary.documents / 20:
            names = ("title", "subject", "abstract") if field == "all" else (field,)
            parts += (Phrase(field=f, tokens=two, weight=weight * weights.now.compound) for f in names)
        if raw and self._relaxed and not exact and not any(frequency for _, _, frequency in counted):
            parts += self._misspelled(word, name, weight)
        parts += self._compounds.taken_apart(word, field, weight * weights.now.compound)
        best: Clause = Best(parts=tuple(parts)) if len(parts) > 1 else parts[0]
        if len(parts) > 1 and exact and stems:
            return AnyOf(parts=(best, Token(field=name, text=word, weight=weight * weights.now.exact)))
        return best

    def _misspelled(self, word: str, field: str, weight: float) -> list[Clause]:
        """Words like one that nothing has: of the nearest records that with all others and one like it is meant."""
        if len(word) < _SHORTEST_MISSPELLED or not word.isalpha():
            return []
        distance = 1 if len(word) < _LONG_ENOUGH_FOR_TWO else 2
        rarity = self._vocabulary.rarity(max(self._vocabulary.documents // 1000, 1))
        return [Near(field=field, text=word, distance=distance, weight=weight * weights.now.variant * rarity)]

    def _whole(self, text: str) -> list[Clause]:
        """The whole question as an identifier, a call number: found although no word of it is."""
        found: list[Clause] = []
        if len(text) <= 60 and _HAS_DIGIT.search(text):
            found += [
                self._identifier_token(key)
                for key in keys.identifier_keys(text)
                if len(key) > 4 and self._vocabulary.frequency("identifier", key)
            ]
            found += self._call_number(text)
        return found

    def _call_number(self, text: str) -> list[Clause]:
        """The call number that the text is, or begins as; what may as well be a word ("CD4") is left to the words."""
        key = keys.call_number_key(text)
        if len(key) < 3:
            return []
        begins = Prefix(field="callnumber", text=key, weight=weights.now.call_number)
        if self._vocabulary.frequency("callnumber", key):
            whole = Token(field="callnumber", text=key, weight=weights.now.call_number, constant=True)
            found: list[Clause] = [whole, begins]
        elif _CALL_NUMBER.fullmatch(text):
            found = [begins]
        else:
            return []
        ambiguous = not _POINT_OR_MORE.search(text) or " " in text.strip()
        if ambiguous and any(self._vocabulary.frequency(ALL, word) for word in (fold(text.strip()), key)):
            return []
        return found

    def complete(self, node: Node) -> Iterator[Clause]:
        """Lifts the records that have all words of a question which does not require all."""
        for words in plain(node):
            if words.match == "words" and words.need == "most":
                yield from self._complete(words)

    def _complete(self, node: Words) -> Iterator[Clause]:
        if node.field != "all" and fields.field(node.field).kind != "text":
            return
        found = self._groups(node.text, node.field)
        content = [group for _, group, is_content in found if is_content]
        required = weights.relaxed(len(content)) if self._relaxed else weights.required(len(content))
        if required < len(content) <= weights.LONGEST_COMPLETE:
            yield Constant(part=all_of(content), weight=weights.now.complete)


def _codes(field: str, text: str) -> tuple[str, ...]:
    """The code that a name means: "language:german", "format:buch"."""
    if field == "language":
        return (found,) if (found := languages.code(text)) else ()
    return (found,) if field == "format" and (found := labels.format_code(text)) else ()


__all__ = ["KEY_FIELDS", "TEXT_FIELDS", "Vocabulary", "plan"]

"""Which words of a long question a record need not have: what a page says, counted as the index counts."""

from __future__ import annotations

from collections.abc import Iterator

from pinakes.index import analysis
from pinakes.index.stopwords import content_words
from pinakes.query.need import required
from pinakes.query.tree import And, Node, Not, Or, Words
from pinakes.records.base import Struct


class Leniency(Struct):
    """A question of which not every word is required."""

    words: tuple[str, ...]
    """The content words, as typed."""
    counted: int
    """How many they are for the index, which takes some apart (a Chinese title, a chain of words with points)."""
    required: int
    """How many of them a record must have."""
    optional: tuple[str, ...] = ()
    """The other words, each once: none of them is required."""


def leniency(node: Node) -> Leniency | None:
    """What of the question is not required; None when all of it is."""
    for words in _lenient(node):
        pieces = _counted(words.text)
        count = sum(n for _, n in pieces)
        if (enough := required(count)) < count:
            return Leniency(
                words=tuple(_bare(raw) for raw, n in pieces if n),
                counted=count,
                required=enough,
                optional=tuple(dict.fromkeys(_bare(raw) for raw, n in pieces if not n)),
            )
    return None


def _counted(text: str) -> list[tuple[str, int]]:
    """Each piece between blanks, with the number of words in it that count."""
    pieces = [(raw, piece) for raw in text.split() if (piece := analysis.analyse(raw)).words]
    single = [piece.words[0] if len(piece.words) == 1 else "\0" for _, piece in pieces]
    found: list[tuple[str, int]] = []
    for (raw, piece), is_content in zip(pieces, content_words(single, text), strict=True):
        if piece.pairs:
            found.append((raw, len(piece.pairs)))
        elif len(piece.words) > 1 and not piece.joined:
            found.append((raw, sum(content_words(list(piece.words)))))
        else:
            found.append((raw, int(is_content)))
    return found if any(n for _, n in found) else [(raw, 1) for raw, _ in found]


def _bare(raw: str) -> str:
    return raw.strip(".,;:!?()[]{}\"'“”„«»…") or raw


def _lenient(node: Node) -> Iterator[Words]:
    if isinstance(node, Words):
        if node.need == "most":
            yield node
    elif isinstance(node, (And, Or)):
        for part in node.parts:
            yield from _lenient(part)
    elif isinstance(node, Not):
        yield from _lenient(node.part)

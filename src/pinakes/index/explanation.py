"""Why is this here: the score of one document taken apart, by word and field."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from pinakes.index import fields, keys
from pinakes.index.clauses import (
    All,
    AllOf,
    AnyOf,
    Best,
    Clause,
    Constant,
    Near,
    Nothing,
    Pattern,
    Phrase,
    Plan,
    Prefix,
    Token,
    Without,
)  # fmt: skip
from pinakes.index.port import Explanation, Share, ShareKind
from pinakes.index.prepared import ALL, TITLE_KEY, YEAR, Prepared
from pinakes.records.base import gettext_noop

MOST_SHARES = 25
"""Shares that are shown; the rest of a long question's is summed up."""
TOLD: dict[ShareKind, str] = {
    "word": gettext_noop("the word “%(text)s”"),
    "stem": gettext_noop("the word “%(text)s” in this or another form"),
    "phrase": gettext_noop("the words “%(text)s” near each other"),
    "title": gettext_noop("the whole title “%(text)s”"),
    "identifier": gettext_noop("the identifier “%(text)s”"),
    "callnumber": gettext_noop("the call number “%(text)s”"),
    "beginning": gettext_noop("a word that begins with “%(text)s”"),
    "pattern": gettext_noop("a word of the pattern “%(text)s”"),
    "spelling": gettext_noop("a word spelled like “%(text)s”"),
    "complete": gettext_noop("all words of the question"),
    "value": gettext_noop("what was chosen"),
    "everything": gettext_noop("as every record that fits"),
}
"""What was found, for translators."""

Leaf = Callable[[Clause], float | None]
"""What an engine gives a document for a clause; None when it does not fit."""
Scored = list[tuple[Clause, float]]
_TOO_LITTLE = 1e-6
_KEYS: dict[str, ShareKind] = {
    TITLE_KEY: "title", "identifier": "identifier", "callnumber": "callnumber", fields.RECORD_ID: "identifier",
}  # fmt: skip


def explain(
    plan: Plan,
    prepared: Prepared,
    leaf: Leaf,
    *,
    words: Sequence[tuple[str, Clause]] = (),
    relaxed: bool = False,
) -> Explanation | None:
    """The shares of a document; None when it does not fit.

    ``words`` are those of the question, to tell which it lacks.
    """
    matched = _parts(plan.match, leaf)
    if matched is None:
        return None
    for bonus in plan.bonuses:
        matched += _parts(bonus, leaf) or []
    typed = {token: text for text, clause in words for token in _stems(clause)}
    shares: dict[tuple[ShareKind, str, str], float] = {}
    for clause, score in matched:
        for share in _shares(clause, score, prepared, typed):
            key = (share.kind, share.text, share.field)
            shares[key] = shares.get(key, 0.0) + share.score
    found = [Share(kind=k, text=t, field=f, score=s) for (k, t, f), s in shares.items() if s > _TOO_LITTLE]
    found.sort(key=lambda share: (-share.score, share.field, share.text))
    return Explanation(
        id=prepared.id,
        score=sum(score for _, score in matched),
        shares=tuple(found),
        missing=tuple(dict.fromkeys(text for text, clause in words if _parts(clause, leaf) is None)),
        relaxed=relaxed,
    )


def _parts(clause: Clause, leaf: Leaf) -> Scored | None:
    """The single conditions of a clause that count, with their scores; None when it does not fit."""
    if isinstance(clause, (AllOf, AnyOf, Best)):
        return _joined(clause, leaf)
    if isinstance(clause, Constant):
        return None if _parts(clause.part, leaf) is None else [(clause, clause.weight)]
    if isinstance(clause, Nothing):
        return None
    score = leaf(clause)
    return None if score is None else [(clause, score)]


def _joined(clause: AllOf | AnyOf | Best, leaf: Leaf) -> Scored | None:
    if isinstance(clause, AllOf):
        denied = [part for part in clause.parts if isinstance(part, Without)]
        if any(leaf(part) is None for part in denied):
            return None
        if len(denied) == len(clause.parts):
            score = leaf(clause)
            return None if score is None else [(All(), score)]
    parts = [part for part in clause.parts if not (isinstance(clause, AllOf) and isinstance(part, Without))]
    found = [_parts(part, leaf) for part in parts]
    fits = [part for part in found if part is not None]
    if isinstance(clause, Best):
        return max(fits, key=_sum, default=None)
    needed = len(found) if isinstance(clause, AllOf) else max(clause.minimum, 1)
    return [pair for part in fits for pair in part] if len(fits) >= needed else None


def _sum(parts: Scored) -> float:
    return sum(score for _, score in parts)


def _stems(clause: Clause) -> Iterator[str]:
    """The marked stems that a word of the question is searched by."""
    if isinstance(clause, (AllOf, AnyOf, Best)):
        for part in clause.parts:
            yield from _stems(part)
    elif isinstance(clause, Token) and "~" in clause.text:
        yield clause.text


def _shares(clause: Clause, score: float, prepared: Prepared, typed: dict[str, str]) -> list[Share]:
    if isinstance(clause, Token):
        return _of_token(clause, score, prepared, typed)
    kind: ShareKind = "value"
    text = field = ""
    if isinstance(clause, Phrase):
        kind, text, field = "phrase", " ".join(clause.tokens), clause.field
    elif isinstance(clause, Prefix):
        kind = _KEYS.get(clause.field, "beginning")
        text, field = clause.text, clause.field
    elif isinstance(clause, Pattern):
        kind, text, field = "pattern", clause.text, clause.field
    elif isinstance(clause, Near):
        kind, text, field = "spelling", clause.text, clause.field
    elif isinstance(clause, Constant):
        kind = "complete"
    elif isinstance(clause, (All, Without)):
        kind = "everything"
    return [Share(kind=kind, text=text, field="" if field == ALL else field, score=score)]


def _of_token(clause: Token, score: float, prepared: Prepared, typed: dict[str, str]) -> list[Share]:
    if clause.field == TITLE_KEY:
        whole = prepared.title if clause.text in keys.title_keys(prepared.title) else clause.text
        return [Share(kind="title", text=whole, field="title", score=score)]
    if kind := _KEYS.get(clause.field):
        return [Share(kind=kind, text=clause.text, field=clause.field, score=score)]
    mark, tilde, stem = clause.text.partition("~")
    is_stem = bool(tilde) and len(mark) == 1
    text = typed.get(clause.text, stem) if is_stem else clause.text
    if clause.field != ALL:
        is_text = fields.field(clause.field).kind == "text"
        kind = ("stem" if is_stem else "word") if is_text else "value"
        return [Share(kind=kind, text=text, field=clause.field, score=score)]
    kind = "stem" if is_stem else "word"
    counts = _counts(clause.text, prepared)
    total = sum(counts.values())
    if not total:
        return [Share(kind=kind, text=text, field="", score=score)]
    return [
        Share(kind=kind, text=text, field=name, score=score * count / total) for name, count in counts.items()
    ]


def _counts(token: str, prepared: Prepared) -> dict[str, int]:
    """How often a token stands among all words, by the field that it came from."""
    found: dict[str, int] = {}
    for name, values in prepared.words.items():
        if name == ALL:
            continue
        count = sum(value.split().count(token) for value in values) * fields.field(name).weight
        if count:
            found[name] = count
    if token in map(str, prepared.numbers.get(YEAR, ())):
        found[YEAR] = 1
    return found

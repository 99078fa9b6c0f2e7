"""A tree in words for people: whole sentences for translators, never glued from pieces of grammar."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Literal

from pinakes.query.tree import And, Everything, Node, Not, Or, Range, Words
from pinakes.records.base import Struct, gettext_noop

Translate = Callable[[str], str]

# Kind of condition → (in a field, anywhere), each as it is and denied. %(field)s is the field's label.
_WORDS: dict[str, tuple[str, str, str, str]] = {
    "one": (
        gettext_noop("%(field)s contains %(words)s"),
        gettext_noop("%(field)s does not contain %(words)s"),
        gettext_noop("the record contains %(words)s"),
        gettext_noop("the record does not contain %(words)s"),
    ),
    "all": (
        gettext_noop("%(field)s contains all of %(words)s"),
        gettext_noop("%(field)s does not contain all of %(words)s"),
        gettext_noop("the record contains all of %(words)s"),
        gettext_noop("the record does not contain all of %(words)s"),
    ),
    "any": (
        gettext_noop("%(field)s contains any of %(words)s"),
        gettext_noop("%(field)s contains none of %(words)s"),
        gettext_noop("the record contains any of %(words)s"),
        gettext_noop("the record contains none of %(words)s"),
    ),
    "most": (
        gettext_noop("%(field)s contains all or many of %(words)s"),
        gettext_noop("%(field)s does not contain many of %(words)s"),
        gettext_noop("the record contains all or many of %(words)s"),
        gettext_noop("the record does not contain many of %(words)s"),
    ),
    "phrase": (
        gettext_noop("%(field)s contains the phrase %(words)s"),
        gettext_noop("%(field)s does not contain the phrase %(words)s"),
        gettext_noop("the record contains the phrase %(words)s"),
        gettext_noop("the record does not contain the phrase %(words)s"),
    ),
    "near": (
        gettext_noop("%(field)s contains %(words)s with at most %(slop)s words between"),
        gettext_noop("%(field)s does not contain %(words)s with at most %(slop)s words between"),
        gettext_noop("the record contains %(words)s with at most %(slop)s words between"),
        gettext_noop("the record does not contain %(words)s with at most %(slop)s words between"),
    ),
    "prefix": (
        gettext_noop("%(field)s contains words that begin with %(words)s"),
        gettext_noop("%(field)s contains no words that begin with %(words)s"),
        gettext_noop("the record contains words that begin with %(words)s"),
        gettext_noop("the record contains no words that begin with %(words)s"),
    ),
    "wildcard": (
        gettext_noop("%(field)s contains words of the pattern %(words)s"),
        gettext_noop("%(field)s contains no words of the pattern %(words)s"),
        gettext_noop("the record contains words of the pattern %(words)s"),
        gettext_noop("the record contains no words of the pattern %(words)s"),
    ),
    "fuzzy": (
        gettext_noop("%(field)s contains words spelled like %(words)s"),
        gettext_noop("%(field)s contains no words spelled like %(words)s"),
        gettext_noop("the record contains words spelled like %(words)s"),
        gettext_noop("the record contains no words spelled like %(words)s"),
    ),
}
_EVERYTHING = (gettext_noop("all records"), gettext_noop("no records"))
_RANGE: dict[str, tuple[str, str]] = {
    "one": (gettext_noop("%(field)s is %(low)s"), gettext_noop("%(field)s is not %(low)s")),
    "both": (
        gettext_noop("%(field)s is between %(low)s and %(high)s"),
        gettext_noop("%(field)s is not between %(low)s and %(high)s"),
    ),
    "low": (gettext_noop("%(field)s is %(low)s or later"), gettext_noop("%(field)s is not %(low)s or later")),
    "high": (
        gettext_noop("%(field)s is %(high)s or earlier"),
        gettext_noop("%(field)s is not %(high)s or earlier"),
    ),
}
_AND = gettext_noop("%(first)s and %(second)s")
_OR = gettext_noop("%(first)s or %(second)s")
_GROUP = gettext_noop("(%(part)s)")
_NOT = gettext_noop("not (%(part)s)")
_QUOTED = gettext_noop("“%(words)s”")
_PLACEHOLDER = re.compile(r"%\((\w+)\)s")


class Part(Struct):
    """A run of the sentence. ``kind`` tells a page what to set apart."""

    text: str
    kind: Literal["text", "field", "words"] = "text"


def explain(
    node: Node, translate: Translate = lambda message: message, label: Translate = lambda field: field
) -> tuple[Part, ...]:
    """The sentence for ``node``, in parts that a page can set apart.

    ``translate`` gives a message in the reader's language; ``label`` gives a field's name as the
    reader knows it, translated.
    """
    return tuple(_Explainer(translate, label).sentence(node))


def describe(
    node: Node, translate: Translate = lambda message: message, label: Translate = lambda field: field
) -> str:
    """The same as plain text, what was searched in the quotation marks of the language."""
    quoted = translate(_QUOTED)
    return "".join(
        quoted % {"words": part.text} if part.kind == "words" else part.text
        for part in explain(node, translate, label)
    )


class _Explainer:
    """Writes sentences in one language."""

    def __init__(self, translate: Translate, label: Translate) -> None:
        self._translate = translate
        self._label = label

    def sentence(self, node: Node, *, denied: bool = False) -> list[Part]:
        if isinstance(node, Everything):
            return self._fill(_EVERYTHING[denied], {})
        if isinstance(node, Words):
            return self._words(node, denied)
        if isinstance(node, Range):
            return self._range(node, denied)
        if isinstance(node, Not):
            return self.sentence(node.part, denied=not denied)
        if denied:
            return self._fill(_NOT, {"part": self.sentence(node)})
        return self._joined(node)

    def _joined(self, node: And | Or) -> list[Part]:
        message = _AND if isinstance(node, And) else _OR
        found: list[Part] = []
        for at, part in enumerate(node.parts):
            sentence = self.sentence(part)
            if isinstance(part, (And, Or)) and type(part) is not type(node):
                sentence = self._fill(_GROUP, {"part": sentence})
            found = self._fill(message, {"first": found, "second": sentence}) if at else sentence
        return found

    def _words(self, node: Words, denied: bool) -> list[Part]:
        kind: str = node.match
        if kind == "words":
            kind = node.need if len(node.text.split()) > 1 else "one"
        elif kind == "phrase" and node.slop:
            kind = "near"
        text = f"{node.text}*" if kind == "prefix" else node.text
        values = {
            "field": [Part(text=self._label(node.field), kind="field")],
            "words": [Part(text=text, kind="words")],
            "slop": [Part(text=str(node.slop))],
        }
        return self._fill(_WORDS[kind][2 * (node.field == "all") + denied], values)

    def _range(self, node: Range, denied: bool) -> list[Part]:
        if node.low is None and node.high is None:
            return self._fill(_EVERYTHING[denied], {})
        kind = "high" if node.low is None else "low" if node.high is None else "both"
        if node.low == node.high:
            kind = "one"
        values = {
            "field": [Part(text=self._label(node.field), kind="field")],
            "low": [Part(text=str(node.low))],
            "high": [Part(text=str(node.high))],
        }
        return self._fill(_RANGE[kind][denied], values)

    def _fill(self, message: str, values: Mapping[str, Iterable[Part]]) -> list[Part]:
        """The translated message with its placeholders as parts; neighbouring text is joined."""
        found: list[Part] = []
        pieces = _PLACEHOLDER.split(self._translate(message))
        for at, piece in enumerate(pieces):
            for part in values.get(piece, ()) if at % 2 else (Part(text=piece),):
                if found and found[-1].kind == part.kind == "text":
                    found[-1] = Part(text=found[-1].text + part.text)
                elif part.text:
                    found.append(part)
        return found

"""What a page says about text that was not read to the letter: sentences for translators, with their values."""

from __future__ import annotations

from collections.abc import Callable

from pinakes.records.base import Struct, gettext_noop


class Note(Struct):
    """One sentence: ``message`` is the id that translators see, ``values`` fill its %(names)s."""

    kind: str
    """Which of MESSAGES, for tests and for pages that want to act on it."""
    values: tuple[tuple[str, str], ...] = ()

    @property
    def message(self) -> str:
        return MESSAGES[self.kind]

    def text(self, translate: Callable[[str], str] = lambda message: message) -> str:
        """The sentence in the language of ``translate``."""
        return translate(self.message) % dict(self.values)

    def __str__(self) -> str:
        return self.text()


MESSAGES: dict[str, str] = {
    "quote": gettext_noop("A quotation mark without its partner was left out."),
    "empty-quotes": gettext_noop("Quotation marks with nothing between them were left out."),
    "parenthesis": gettext_noop("A parenthesis without its partner was left out."),
    "operator": gettext_noop("“%(text)s” has nothing to join here and was left out."),
    "operator-as-word": gettext_noop(
        "“%(text)s” was searched as a word, because there is nothing that it could join."
    ),
    "lower-case": gettext_noop("“%(text)s” between phrases was left out; in capitals it joins them."),
    "capitals": gettext_noop("The text in capitals was searched as it stands, without operators."),
    "field-space": gettext_noop(
        "“%(text)s” was searched as text; without the blank after the colon it names a field."
    ),
    "field": gettext_noop("“%(text)s” has nothing after the colon and was searched as text."),
    "number": gettext_noop("“%(text)s” is not a year and was searched as text."),
    "wildcard": gettext_noop(
        "“%(text)s” was searched as text: a * needs two letters before it, a ? needs one."
    ),
    "slop": gettext_noop(
        "“%(text)s” was read as ~50: at most 50 words may stand between the words of a phrase."
    ),
    "edits": gettext_noop("“%(text)s” was read as ~2: at most two letters of a word may be wrong."),
    "signs": gettext_noop("“%(text)s” holds neither letters nor digits, and only those are searched."),
}


def note(kind: str, text: str = "") -> Note:
    """The note of this kind about ``text``, which is cut to what fits in a sentence."""
    shown = text if len(text) <= 60 else text[:59] + "…"
    return Note(kind=kind, values=(("text", shown),) if text else ())

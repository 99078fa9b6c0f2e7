"""What can be wrong with a translation: missing, unsure, values or markup lost, forms of the plural not filled."""

from __future__ import annotations

import gettext
import re
from collections import Counter
from collections.abc import Iterator
from fnmatch import fnmatch

from babel.messages import Catalog, Message

STAFF_LANGUAGES = ("de",)
"""Languages beside English that what only staff see is translated into, too."""
STAFF_ONLY = (
    "*/admin.py", "*/admin_*.py", "*/admin/*", "admin/*", "*/templates/admin/*", "*/staff/*", "staff/*", "*/apps.py",
    "*/management/*", "cli/*", "web/staff.py", "web/templates/pinakes/staff.html", "accounts/models.py",
    "store/models/*", "tagging/models/comments.py", "tagging/models/moderation.py", "tagging/moderation*.py",
    "tagging/templates/pinakes/tagging/moderation.html",
)  # fmt: skip
"""Files whose texts only staff see, as patterns of a path under the package."""
_TWO, _FRENCH, _ONE = (2, "(n != 1)"), (2, "(n > 1)"), (1, "0")
_SLAVIC = (
    3,
    "(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2)",
)
PLURALS = {
    "de": _TWO, "fr": _FRENCH, "es": _TWO, "it": _TWO, "pt": _FRENCH, "nl": _TWO, "sv": _TWO, "fi": _TWO, "el": _TWO,
    "pl": (3, "(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2)"),
    "cs": (3, "(n==1 ? 0 : n>=2 && n<=4 ? 1 : 2)"),
    "ru": _SLAVIC, "uk": _SLAVIC, "tr": _TWO, "fa": _FRENCH,
    "he": (3, "(n==1 ? 0 : n==2 ? 1 : 2)"),
    "ar": (6, "(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5)"),
    "zh-hans": _ONE, "zh-hant": _ONE, "ja": _ONE, "ko": _ONE,
}  # fmt: skip
"""Number of forms and the rule (CLDR, "Language Plural Rules", cardinals of whole numbers).

The form that CLDR has for whole millions in Romance languages is left out, as everywhere in gettext.
"""
_VALUE = re.compile(r"%\((\w+)\)[a-z]|\{\w*\}")
_MARKUP = re.compile(r"</?[a-z]+[^>]*>|&[a-z]+;")


def is_for_staff(message: Message) -> bool:
    """Whether no reader sees it: it is only in files of STAFF_ONLY."""
    places = [name for name, _line in message.locations]
    return bool(places) and all(any(fnmatch(place, p) for p in STAFF_ONLY) for place in places)


def place(message: Message) -> tuple[bool, str]:
    """In which order texts are translated: the pages, then the code lists."""
    first = message.locations[0][0] if message.locations else ""
    return first.startswith("records/vocabularies/"), first


def faults(language: str, catalogue: Catalog, *, missing: bool = True) -> Iterator[str]:
    """A sentence for each fault of each text; without ``missing`` only of those that are translated."""
    for message in catalogue:
        if message.id and (missing or is_translated(message)):
            shown = message.id[0] if message.pluralizable else message.id
            yield from (f"{language}: {fault}: {shown!r}" for fault in of_message(message, catalogue))


def is_translated(message: Message) -> bool:
    """Whether every form is there."""
    texts = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
    return bool(texts) and all(texts)


def of_message(message: Message, catalogue: Catalog) -> Iterator[str]:
    """What is wrong with one text."""
    if not is_translated(message):
        yield "not translated"
        return
    if message.fuzzy:
        yield "unsure (fuzzy)"
        return
    originals = message.id if isinstance(message.id, (tuple, list)) else (message.id,)
    texts = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
    if message.pluralizable and len(texts) != catalogue.num_plurals:
        yield f"{len(texts)} forms, not {catalogue.num_plurals}"
        return
    if not message.pluralizable and len(texts) != 1:
        yield "one text is wanted, not a list"
        return
    forms = numbers_of_forms(catalogue) if message.pluralizable else [[]]
    for text, numbers in zip(texts, forms, strict=True):
        yield from _of_text(originals, str(text), numbers)


def _of_text(originals: tuple[str, ...] | list[str], text: str, numbers: list[int]) -> Iterator[str]:
    """The original is that for several; a form for one number alone may do without its values ("one record")."""
    original = originals[-1]
    wanted, had = set(_values(original)), set(_values(text))
    allowed = wanted | set(_values(originals[0]))
    if had - allowed:
        yield f"values that are not there: {', '.join(sorted(had - allowed))}"
    if wanted - had and len(numbers) != 1:
        yield f"values are missing: {', '.join(sorted(wanted - had))}"
    if "%" in _VALUE.sub("", text).replace("%%", "") and _values(original):
        yield "a percent sign stands alone; it is written %%"
    if Counter(_MARKUP.findall(original)) != Counter(_MARKUP.findall(text)):
        yield "its markup differs"
    if "<" in _MARKUP.sub("", text) and "<" not in _MARKUP.sub("", original):
        yield "a < of its own"
    for side, has in (("beginning", str.startswith), ("end", str.endswith)):
        if has(original, (" ", "\n")) != has(text, (" ", "\n")):
            yield f"a space at the {side} differs"


def _values(text: str) -> list[str]:
    return [found.group() for found in _VALUE.finditer(text)]


def set_plurals(catalogue: Catalog, language: str) -> None:
    """Give a catalogue the forms of its language."""
    if language in PLURALS:
        number, rule = PLURALS[language]
        catalogue.mime_headers = [("Plural-Forms", f"nplurals={number}; plural={rule};")]


def numbers_of_forms(catalogue: Catalog) -> list[list[int]]:
    """For each form of the plural the first numbers that take it, at most six of those up to 200."""
    rule = gettext.c2py(catalogue.plural_expr)
    found: list[list[int]] = [[] for _ in range(catalogue.num_plurals)]
    for number in range(201):
        if len(found[rule(number)]) < 6:
            found[rule(number)].append(number)
    return found

"""Names of people: inverted and direct forms, initials, particles, suffixes."""

from __future__ import annotations

import re
from functools import lru_cache

from pinakes.records.base import Struct

_SUFFIX = re.compile(
    r"^(?:jr|sr|jun|sen|junior|senior|filho|neto|júnior|sobrinho|the elder|the younger|d\.? ?[äj]\.?|père|fils"
    r"|[ivx]{1,4}|\d(?:st|nd|rd|th)|esq)\.?$",
    re.IGNORECASE,
)
_TRAILING_SUFFIX = re.compile(r"^(?:jr|sr|ii|iii|iv|filho|neto|júnior)\.?$", re.IGNORECASE)
_DEGREE = re.compile(
    r"(?:,\s*|\s+)(?:ph\.?\s?d|m\.?d|d\.?phil|dr\.?med|m\.?sc|b\.?sc|m\.?b\.?a|r\.?n|frcp|facs)\.?(?=,|$)",
    re.IGNORECASE,
)
_TITLE = re.compile(r"^(?:(?:prof|dr|sir|dame|mr|mrs|ms|rev|hon|dipl\.-ing)\.?\s+)+", re.IGNORECASE)
_PARTICLE_WORDS = """
    de del della dello dei degli di da dal dalla do dos das du des la le les lo van von vom zu zum zur den der dem
    ter ten te 't af av el al bin ibn ben bint abu abd und y e
"""
_PARTICLES = frozenset(_PARTICLE_WORDS.split())
# Particles that German, Dutch and Scandinavian practice files after the given names; the rest begins the family name.
_INITIALS = re.compile(r"^(?:[^\W\d_]\.?[- ]?){1,5}$")
_CAPITALS = re.compile(r"^[^\W\d_a-zß-ÿ]{1,4}$")
_CJK = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\u3040-\u30ff]")


class PersonalName(Struct):
    """A personal name in parts; ``suffix`` is "Jr.", "III" …"""

    family: str = ""
    given: str = ""
    suffix: str = ""

    @property
    def inverted(self) -> str:
        """ "King, Martin Luther, Jr."; the family name alone where there is nothing else."""
        return ", ".join(p for p in (self.family, self.given, self.suffix) if p)

    @property
    def direct(self) -> str:
        """ "Martin Luther King, Jr."; Chinese, Japanese and Korean names keep their order."""
        if _CJK.search(self.family):
            return self.family + self.given
        name = " ".join(p for p in (self.given, self.family) if p)
        return f"{name}, {self.suffix}" if self.suffix else name

    @property
    def initials(self) -> str:
        """ "AL" for "Amy L.", "JP" for "Jean-Paul"."""
        return initials(self.given)


def initials(given: str) -> str:
    """First letters of given names in capitals: "AL" for "Amy L.", "JP" for "Jean-Paul"; particles are left out."""
    found = ""
    for word in re.split(r"[\s.\-\u2010\u2011]+", given):
        if word and word[0].isalpha() and word.casefold() not in _PARTICLES:
            found += word if _CAPITALS.match(word) and len(word) > 1 and word.isupper() else word[0].upper()
    return found


@lru_cache(maxsize=16384)
def parse(name: str) -> PersonalName:
    """The parts of a name, inverted ("Rigby, Amy L.") or direct ("Amy L. Rigby", "Rigby AL")."""
    name = " ".join(name.split())
    if "," in name:
        return split_inverted(name)
    return split_direct(name)


@lru_cache(maxsize=16384)
def split_inverted(name: str) -> PersonalName:
    """Parts of "Family, Given, Suffix"; a name without a comma is all family name."""
    parts = [p for part in name.split(",") if (p := part.strip())]
    if not parts:
        return PersonalName()
    if len(parts) == 1:
        return PersonalName(family=parts[0])
    family, rest = parts[0], parts[1:]
    # "King, Jr., Martin Luther" and "King Jr., Martin Luther" stand beside "King, Martin Luther, Jr."
    suffixes = [p for p in rest if _SUFFIX.match(p)]
    given = ", ".join(p for p in rest if not _SUFFIX.match(p))
    words = family.split()
    if not suffixes and len(words) > 1 and _TRAILING_SUFFIX.match(words[-1]):
        suffixes, family = [words[-1]], " ".join(words[:-1])
    return PersonalName(family=family, given=given, suffix=" ".join(suffixes))


@lru_cache(maxsize=16384)
def split_direct(name: str) -> PersonalName:
    """Parts of a name in the order of speech, or in PubMed's ("Rigby AL", "van der Berg J Jr")."""
    name = _DEGREE.sub("", _TITLE.sub("", name)).strip(" ,")
    if _CJK.search(name) and " " not in name:
        return (
            PersonalName(family=name[:1], given=name[1:]) if 1 < len(name) < 5 else PersonalName(family=name)
        )
    head, comma, tail = name.partition(",")
    suffix = tail.strip() if comma and _SUFFIX.match(tail.strip()) else ""
    words = (head if suffix else name.replace(",", " ")).split()
    if len(words) > 2 and not suffix and _TRAILING_SUFFIX.match(words[-1]):
        suffix = words.pop()
    if len(words) < 2:
        return PersonalName(family=" ".join(words), suffix=suffix)
    if _CAPITALS.match(words[-1]) and not _is_initial(words[0]) and not words[-1].endswith("."):
        return PersonalName(family=" ".join(words[:-1]), given=words[-1], suffix=suffix)
    start = len(words) - 1
    # "e" and "y" are particles, "E" is an initial.
    while start > 1 and words[start - 1].casefold() in _PARTICLES and not _is_capital(words[start - 1]):
        start -= 1
    if words[start] in ("y", "e") and start > 1:  # "Ortega y Gasset"
        start -= 1
    return PersonalName(family=" ".join(words[start:]), given=" ".join(words[:start]), suffix=suffix)


def _is_capital(word: str) -> bool:
    return len(word) == 1 and word.isupper()


def _is_initial(word: str) -> bool:
    return word.endswith(".") or (len(word) == 1 and word.isalpha())


def invert(name: str) -> str:
    """ "Rigby, Amy L." for "Amy L. Rigby"; an inverted name stays as it is."""
    parsed = parse(name)
    return parsed.inverted or name


def uninvert(name: str) -> str:
    """ "Amy L. Rigby" for "Rigby, Amy L."."""
    return split_inverted(name).direct if "," in name else name

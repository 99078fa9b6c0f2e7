"""Names in BibTeX: "and" between them, "von" and "Jr." parts, bodies in braces; and back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from pinakes.formats import latex_text, written_names
from pinakes.records import names
from pinakes.records.record import Contributor

_AND = re.compile(r"[{}]|\s+and(?=\s|$)", re.IGNORECASE)
_LATEX = re.compile(r"\\[A-Za-z]+\s*|\\.|[{}]")
_EXTENDED = re.compile(
    r"(?:^|,)\s*\"?(family|given|prefix|suffix|given-i|useprefix)\s*=\s*\"?([^,\"]*)\"?", re.IGNORECASE
)
_LONE_AND = re.compile(r"\band\b")
_BODY = re.compile(r"\{((?:[^{}]|\{[^{}]*\})*)\}", re.DOTALL)


def contributors(value: str, role: str) -> Iterator[Contributor]:
    """Everyone in a list of names; "others" is no one."""
    texts = list(split(value))
    if len(texts) == 1 and ";" in value and "{" not in value:
        texts = [part for part in value.split(";") if part.strip()]
    for text in texts:
        if found := _contributor(text.strip(" ,\n\t"), role):
            yield found


def split(value: str) -> Iterator[str]:
    """The names between "and" outside of braces."""
    depth, start = 0, 0
    for match in _AND.finditer(value):
        if match[0] == "{":
            depth += 1
        elif match[0] == "}":
            depth = max(0, depth - 1)
        elif depth == 0:
            yield value[start : match.start()]
            start = match.end()
    yield value[start:]


@lru_cache(maxsize=32_768)
def _contributor(text: str, role: str) -> Contributor | None:
    body = _BODY.fullmatch(text)
    if body and " " not in text and "," not in text:
        return written_names.person(latex_text.plain(text), "", "", role)
    if body and not (
        "," in text
        and not re.search(r"\b(?:and|of|for|the|inc|ltd)\b", text, re.IGNORECASE)
        and text.count(" ") < 3
    ):
        return written_names.contributor(latex_text.plain(text), role, literal=True)
    if extended := {m[1].lower(): latex_text.plain(m[2]) for m in _EXTENDED.finditer(text)}:
        family = " ".join(filter(None, (extended.get("prefix", ""), extended.get("family", ""))))
        return written_names.person(family, extended.get("given", ""), extended.get("suffix", ""), role)
    parts = [p for part in _commas(text) if (p := part.strip())]
    if len(parts) == 2:
        return _inverted(latex_text.plain(parts[0]), latex_text.plain(parts[1]), "", role)
    if len(parts) > 2:
        return written_names.person(
            latex_text.plain(parts[0]),
            latex_text.plain(", ".join(parts[2:])),
            latex_text.plain(parts[1]),
            role,
        )
    return _direct(parts[0], role) if parts else None


def _inverted(family: str, given: str, suffix: str, role: str) -> Contributor | None:
    found = written_names.contributor(f"{family}, {given}", role)
    if found is None or found.kind != "person":
        return found
    parsed = names.split_inverted(f"{family}, {given}")
    return written_names.person(
        parsed.family, parsed.given or given, parsed.suffix if parsed.given else "", role
    )


def _commas(text: str) -> list[str]:
    found, depth, start = [], 0, 0
    for match in re.finditer(r"[{},]", text):
        if match[0] == ",":
            if depth == 0:
                found.append(text[start : match.start()])
                start = match.end()
        else:
            depth += 1 if match[0] == "{" else -1
    return [*found, text[start:]]


def _direct(text: str, role: str) -> Contributor | None:
    """A name in the order of speech: what begins with a small letter is "von", and what follows it the family name."""
    words = _words(text)
    small = next((n for n, w in enumerate(words) if n and _is_small(w)), 0)
    if not small and len(words) > 1 and _is_small(words[0]) and not words[0].startswith("{"):
        return written_names.contributor(latex_text.plain(text), role)
    if small and small < len(words) - 1:
        return written_names.person(
            latex_text.plain(" ".join(words[small:])), latex_text.plain(" ".join(words[:small])), "", role
        )
    if len(words) > 1 and words[-1].startswith("{") and " " in words[-1]:
        # "Maria {Garcia Lopez}": braces keep a double family name together
        return written_names.person(
            latex_text.plain(words[-1]), latex_text.plain(" ".join(words[:-1])), "", role
        )
    return written_names.contributor(latex_text.plain(text), role)


def _words(text: str) -> list[str]:
    if "{" not in text:
        return text.replace("~", " ").split()
    found, depth, word = [], 0, ""
    for character in text:
        depth += (character == "{") - (character == "}")
        if depth <= 0 and (character.isspace() or character == "~"):
            found.append(word)
            word = ""
        else:
            word += character
    return [w for w in (*found, word) if w]


def _is_small(word: str) -> bool:
    if word.startswith("{") and not word.startswith("{\\"):
        return False
    letters = _LATEX.sub("", word)
    return bool(letters) and letters[0].islower()


def name(one: Contributor) -> str:
    """The name as BibTeX wants it: "von Last, Jr, First"; a body, or a name that holds "and", in braces."""
    if one.kind != "person":
        return "{" + latex_text.escaped(one.name) + "}"
    family, given, suffix = one.family, one.given, one.suffix
    if not family:
        family, _, given = (part.strip() for part in one.name.partition(","))
    words = [latex_text.escaped(part) for part in (family, suffix, given) if part]
    words = ["{" + w + "}" if "," in w or ("and" in w and _LONE_AND.search(w)) else w for w in words]
    if len(words) == 1 and " " in words[0] and not words[0].startswith("{"):
        return "{" + words[0] + "}"
    return ", ".join(words)

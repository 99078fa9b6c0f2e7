"""The line of authors in arXivRaw: names in the order of speech, affiliations in brackets, collaborations."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pinakes.formats import article_parts as parts
from pinakes.formats import latex_text
from pinakes.records.record import Contributor

_SEPARATOR = re.compile(r"\s*,\s*(?:and\s+|&\s+)?|\s+(?:and|&)\s+|\s*;\s*")
_SUFFIX = re.compile(r"(?:Jr|Sr|I{2,3}|IV)\.?", re.IGNORECASE)
_NUMBERED = re.compile(r"\((\d{1,3})\)\s*([^()]*?)\s*(?=,?\s*(?:\(\d{1,3}\)|$))")


def listed(line: str) -> tuple[Contributor, ...]:
    """Everybody in the line; numbers in brackets are resolved where the line ends with what they stand for."""
    text = latex_text.plain(line) if "\\" in line or "$" in line or "{" in line else " ".join(line.split())
    places = dict(_NUMBERED.findall(_last_bracket(text)))
    found: list[Contributor] = []
    for name, brackets in _names(text):
        own = [place for b in brackets for place in _affiliations(b, places)]
        if re.search(r"\b(?:collaboration|consortium|team|group)\b", name, re.IGNORECASE):
            made = parts.body(
                re.sub(r"^(?:the|for the|on behalf of the)\s+", "", name, flags=re.IGNORECASE), "aut"
            )
        else:
            made = parts.spoken_name(name, "aut")
            made = parts.with_details(made, affiliations=own) if made else None
        if made:
            found.append(made)
    return tuple(found)


def _last_bracket(text: str) -> str:
    """What stands in an outer pair of brackets that has numbered ones in it."""
    start = text.find("((")
    return text[start + 1 : -1] if start >= 0 and text.endswith(")") else ""


def _affiliations(bracket: str, places: dict[str, str]) -> Iterator[str]:
    if re.fullmatch(r"[\d\s,and]+", bracket):
        yield from (places[number] for number in re.findall(r"\d+", bracket) if number in places)
    elif "(" not in bracket and not re.match(r"for the|on behalf", bracket, re.IGNORECASE):
        yield bracket


def _names(text: str) -> Iterator[tuple[str, list[str]]]:
    """Each name with the brackets behind it."""
    name, brackets, depth, start = "", [], 0, 0
    pieces: list[tuple[str, list[str]]] = []
    position = 0
    while position < len(text):
        character = text[position]
        if character == "(":
            if depth == 0:
                name, start = name + text[start:position] if depth == 0 else name, position + 1
            depth += 1
        elif character == ")" and depth:
            depth -= 1
            if depth == 0:
                brackets.append(text[start:position])
                start = position + 1
        elif depth == 0 and (match := _SEPARATOR.match(text, position)) and match.end() > position:
            pieces.append(((name + text[start:position]).strip(), brackets))
            name, brackets, position, start = "", [], match.end(), match.end()
            continue
        position += 1
    pieces.append(((name + (text[start:] if depth == 0 else "")).strip(), brackets))
    for words, found in pieces:
        if words and not _SUFFIX.fullmatch(words):
            yield words.strip(" :"), found

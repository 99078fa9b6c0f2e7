"""Addresses of authors in one field for all, as in Web of Science: "[Rigby, Amy L.; van der Berg, Jan] Lung Unit"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pinakes.formats import written_names
from pinakes.records.record import Contributor

_OF = re.compile(r"\[([^\[\]]+)\]\s*(\S.*)", re.DOTALL)


def lines(people: Iterable[Contributor]) -> tuple[str, ...]:
    """One line for each address; without names when all are those of the first person."""
    several = list(people)
    found: dict[str, list[str]] = {}
    for one in several:
        for address in one.affiliations:
            found.setdefault(" ".join(address.split()), []).append(one.name)
    if several and (several[0].primary or len(several) == 1) and not any(c.affiliations for c in several[1:]):
        return tuple(found)
    return tuple(f"[{'; '.join(names)}] {address}" for address, names in found.items())


def given(people: Iterable[Contributor], texts: Iterable[str]) -> tuple[Contributor, ...]:
    """The people with their addresses; one that names nobody is the first person's."""
    everyone = list(people)
    found: dict[str, list[str]] = {}
    for text in texts:
        for line in re.split(r"\n|(?<=[^\s\]]);\s*(?=\[)", text):
            address = " ".join(line.split()).strip(" ;")
            match = _OF.fullmatch(address)
            names = match[1].split(";") if match else [everyone[0].name if everyone else ""]
            for name in names:
                found.setdefault(_folded(name), []).append(match[2] if match else address)
    if not any(any(v) for v in found.values()):
        return tuple(everyone)
    return tuple(
        written_names.with_affiliations(c, dict.fromkeys(filter(None, found.get(_folded(c.name), ()))))
        for c in everyone
    )


def _folded(name: str) -> str:
    return " ".join(name.replace(",", " ").split()).casefold()

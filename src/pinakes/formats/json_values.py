"""Values of decoded JSON as text, lists and objects, whatever stands in their place."""

from __future__ import annotations

from typing import Any


def text(value: Any) -> str:
    """A value in one line: numbers too, of a list the first that has text; "" for all else."""
    if isinstance(value, str):
        # Most texts are in order, and looking is three times as fast as splitting and joining.
        if (
            value.isprintable()
            and "  " not in value
            and "\xa0" not in value
            and value[:1] != " "
            and value[-1:] != " "
        ):
            return value
        return " ".join(value.split())
    if isinstance(value, list):
        return next((found for part in value if (found := text(part))), "")
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return ""


def texts(value: Any) -> list[str]:
    """Each text of a list that is not empty; a single value is a list of one."""
    return [found for part in (value if isinstance(value, list) else [value]) if (found := text(part))]


def entry(value: Any) -> dict[str, Any]:
    """An object, of a list the first; an empty one in place of anything else."""
    if isinstance(value, list):
        return next((part for part in value if isinstance(part, dict)), {})
    return value if isinstance(value, dict) else {}


def entries(value: Any) -> list[dict[str, Any]]:
    """The objects of a list; a single object is a list of one; lists within are opened once."""
    if isinstance(value, dict):
        return [value]
    if not isinstance(value, list):
        return []
    found: list[dict[str, Any]] = []
    for part in value:
        if isinstance(part, dict):
            found.append(part)
        elif isinstance(part, list):
            found += (inner for inner in part if isinstance(inner, dict))
    return found


def truth(value: Any) -> bool | None:
    """True or False where the value says so ("Y", "N" and "true" too), else None."""
    if isinstance(value, bool):
        return value
    return {"y": True, "yes": True, "true": True, "n": False, "no": False, "false": False}.get(
        text(value).lower()
    )

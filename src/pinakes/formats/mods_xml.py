"""Elements of MODS as text; what is empty is left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pinakes.formats.xml_writing import escaped
from pinakes.records.record import Identifier

Attributes = Mapping[str, str]


def leaf(name: str, text: str, attributes: Attributes | None = None) -> str:
    """An element with text, or "" when there is none."""
    line = one_line(text)
    return f"<{name}{_written(attributes)}>{line}</{name}>" if line else ""


def one_line(text: str) -> str:
    """Escaped text with single blanks, none of them at the ends."""
    return " ".join(escaped(text.replace("\r", " ")).split())


def node(name: str, inner: Iterable[str], attributes: Attributes | None = None) -> str:
    """An element with others in it, or "" when all are empty."""
    body = "".join(inner)
    return f"<{name}{_written(attributes)}>{body}</{name}>" if body else ""


def _written(attributes: Attributes | None) -> str:
    if not attributes:
        return ""
    found = ((key, one_line(value)) for key, value in attributes.items() if value)
    return "".join(f' {key}="{value}"' for key, value in found if value)


def titled(title: str, subtitle: str, attributes: Attributes | None = None, *, nonfiling: int = 0) -> str:
    """A <titleInfo>; what sorting passes over stands in <nonSort>."""
    skipped, rest = title[:nonfiling], title[nonfiling:]
    if not skipped.strip() or not rest.strip():
        skipped, rest = "", title
    return node(
        "titleInfo", [leaf("nonSort", skipped), leaf("title", rest), leaf("subTitle", subtitle)], attributes
    )


def identifier(one: Identifier) -> str:
    """An <identifier>."""
    scheme = {"handle": "hdl"}.get(one.scheme, one.scheme)
    text = one.value if one.valid else one.printed or one.value
    return leaf(
        "identifier", text, {"type": scheme, "invalid": "" if one.valid else "yes", "displayLabel": one.note}
    )

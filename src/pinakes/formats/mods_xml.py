"""Elements of MODS as text; what is empty is left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from pinakes.formats.xml_writing import escaped
from pinakes.records.record import Identifier

Attributes = Mapping[str, str]


def leaf(name: str, text: str, attributes: Attributes | None = None) -> str:
    """An element with text, or "" when there is none."""
    if not text:
        return ""
    line = one_line(text)
    return f"<{name}{_written(attributes)}>{line}</{name}>" if line else ""


# What must be escaped, is forbidden, or is a blank to be made one with others.
_ODD = re.compile(
    r'[&<>"\x00-\x1f\x7f-\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ud800-\udfff\ufffe\uffff]|  |^ | $'
)


def one_line(text: str) -> str:
    """Escaped text with single blanks, none of them at the ends."""
    if _ODD.search(text) is None:
        return text
    return " ".join(escaped(text.replace("\r", " ")).split())


def node(name: str, inner: Iterable[str], attributes: Attributes | None = None) -> str:
    """An element with others in it, or "" when all are empty."""
    body = "".join(inner)
    return f"<{name}{_written(attributes)}>{body}</{name}>" if body else ""


def _written(attributes: Attributes | None) -> str:
    if not attributes:
        return ""
    line = ""
    for key, value in attributes.items():
        if value and (found := one_line(value)):
            line += f' {key}="{found}"'
    return line


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

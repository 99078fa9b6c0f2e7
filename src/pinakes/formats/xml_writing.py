"""Text put into XML: escaped, without the characters that XML 1.0 forbids."""

from __future__ import annotations

import re

_TO_ESCAPE = re.compile(r'[&<>"\r\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]')
_ESCAPED = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;"}


def escaped(text: str) -> str:
    """Text for an element or a value between double quotes; forbidden characters are left out."""
    return _TO_ESCAPE.sub(lambda m: _ESCAPED.get(m[0], ""), text)

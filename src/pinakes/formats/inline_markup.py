"""Plain text out of XML with inline markup: italics go, raised and lowered characters and formulas become Unicode."""

from __future__ import annotations

import re

from lxml import etree

_RAISED = str.maketrans("0123456789+-−=()niaboeh", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱᵃᵇᵒᵉʰ")
_LOWERED = str.maketrans("0123456789+-−=()aeioxhkmnpst", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑᵢₒₓₕₖₘₙₚₛₜ")
_CAN_RAISE = re.compile(r"[0-9+\-−=()niaboeh]+")
_CAN_LOWER = re.compile(r"[0-9+\-−=()aeioxhkmnpst]+")
_TAG = re.compile(r"<(/?)([A-Za-z][\w:.-]*)(?:\s[^<>]*)?/?>")
# Other words between angle brackets are text: "<four> patients", "p <a> q".
_HTML = frozenset(
    {
        "abstract", "article-title", "b", "bold", "br", "code", "div", "em", "ext-link", "font", "h1",
        "h2", "h3", "h4", "h5", "h6", "i", "inline-formula", "italic", "label", "li", "list", "list-item",
        "math", "monospace", "ol", "p", "s", "sc", "scp", "sec", "small", "span", "strong", "sub", "sup",
        "tex-math", "title", "tt", "u", "ul", "underline", "xref",
    }
)  # fmt: skip
_DEPTH = 200


def raised(text: str) -> str:
    """Superscript: in Unicode where all its characters exist there, else as it is."""
    return text.translate(_RAISED) if _CAN_RAISE.fullmatch(text) else text


def lowered(text: str) -> str:
    """Subscript: in Unicode where all its characters exist there, else as it is."""
    return text.translate(_LOWERED) if _CAN_LOWER.fullmatch(text) else text


def text_of(element: etree._Element) -> str:
    """The text of an element in one line. Tags are without namespaces (``xml_pieces.element``)."""
    text = element.text or ""
    if len(element):
        text = _inner(element, 0)
    # Most texts are in order, and looking is three times as fast as splitting and joining.
    elif (
        text.isprintable()
        and "  " not in text
        and "\xa0" not in text
        and text[:1] != " "
        and text[-1:] != " "
    ):
        return text
    return " ".join(text.split())


def _inner(element: etree._Element, depth: int) -> str:
    if depth > _DEPTH:
        return ""
    parts = [element.text or ""]
    for child in element:
        parts += (_child(child, depth + 1), child.tail or "")
    return "".join(parts)


def _child(child: etree._Element, depth: int) -> str:
    name = child.tag
    if name in ("msup", "msub", "mfrac", "msubsup", "msqrt"):
        return _formula(child, name, depth)
    text = _inner(child, depth)
    if name == "sup":
        return raised(text)
    if name == "sub":
        return lowered(text)
    if name in ("p", "br", "break", "list-item", "title", "sec"):
        return f" {text} "
    if name == "annotation":
        return ""
    return text


def _formula(element: etree._Element, name: str, depth: int) -> str:
    parts = ["".join(_child(part, depth + 1).split()) for part in element]
    if name == "msqrt":
        return "√" + ("".join(parts) if len("".join(parts)) < 2 else f"({''.join(parts)})")
    if len(parts) < 2:
        return "".join(parts)
    if name == "mfrac":
        return f"{parts[0]}/{parts[1]}"
    if name == "msup":
        return parts[0] + _or_marked(parts[1], raised(parts[1]), "^")
    base = parts[0] + _or_marked(parts[1], lowered(parts[1]), "_")
    return base + _or_marked(parts[2], raised(parts[2]), "^") if len(parts) > 2 else base


def _or_marked(plain: str, moved: str, mark: str) -> str:
    """In a formula x^y must not become xy: what has no Unicode form gets a mark."""
    return moved if moved != plain or not plain.isalnum() else f"{mark}{plain}"


def text_of_html(text: str) -> str:
    """Plain text out of a string that may hold HTML or JATS tags (abstracts of Crossref, CSL-JSON); "<" alone stays."""
    if "<" not in text:
        return " ".join(text.split())
    out: list[str] = []
    opened: list[tuple[str, int]] = []
    position = 0
    for tag in _TAG.finditer(text):
        prefix, _, name = tag[2].lower().rpartition(":")
        if not prefix and name not in _HTML and not (name == "a" and (tag[1] or "href" in tag[0])):
            continue
        out.append(text[position : tag.start()])
        position = tag.end()
        if name in ("p", "br", "title", "sec", "list-item", "li", "div"):
            out.append(" ")
        elif name in ("sup", "sub"):
            _raise_or_lower(out, opened, name, closing=tag[1] == "/")
    out.append(text[position:])
    return " ".join("".join(out).split())


def _raise_or_lower(out: list[str], opened: list[tuple[str, int]], name: str, *, closing: bool) -> None:
    if not closing:
        opened.append((name, len(out)))
    elif opened and opened[-1][0] == name:
        start = opened.pop()[1]
        inner = "".join(out[start:])
        out[start:] = [raised(inner) if name == "sup" else lowered(inner)]

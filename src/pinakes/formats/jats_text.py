"""Text of JATS elements: inline text without marks of footnotes, formulas once, and the full text for searching."""

from __future__ import annotations

import re

from lxml import etree

from pinakes.formats import latex_text
from pinakes.formats.inline_markup import text_of

LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
HREF = "{http://www.w3.org/1999/xlink}href"
_LONGEST = 2_000_000
"""Characters of full text that are kept."""
_LATEX_BODY = re.compile(r"\\begin\{document\}(.*?)\\end\{document\}", re.DOTALL)
_FULL_TEXT = (
    "body", "floats-wrap", "floats-group", "back/app-group", "back/app", "back/ack", "back/sec", "back/glossary",
)  # fmt: skip
_MARKS = frozenset({"fn", "aff", "corresp", "author-notes", "table-fn", "contrib"})
# A block's text must not run into the next one's.
_BLOCKS = (
    "p", "title", "label", "td", "th", "tr", "list-item", "break", "sec", "caption", "disp-formula", "def", "term",
    "attrib", "verse-line", "speech", "speaker", "subject", "kwd",
)  # fmt: skip


def child(parent: etree._Element | None, name: str) -> etree._Element | None:
    """The first child of this name; of nothing nothing."""
    return parent.find(name) if parent is not None else None


def child_text(parent: etree._Element | None, name: str) -> str:
    """Text of the first child of this name, or ""."""
    found = child(parent, name)
    return text_of(found) if found is not None else ""


def drop(element: etree._Element) -> None:
    """Take an element out and leave the text behind it."""
    parent = element.getparent()
    if parent is None:
        return
    tail = element.tail or ""
    before = element.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(element)


def prepare(article: etree._Element) -> None:
    """A formula that is there twice, as MathML and as TeX, stays once; TeX alone becomes text."""
    for formula in list(article.iter("tex-math")):
        around = formula.getparent()
        if around is None:
            continue
        if any(part.tag == "math" for part in around):
            drop(formula)
        else:
            body = _LATEX_BODY.search(formula.text or "")
            formula.text = latex_text.plain((body[1] if body else formula.text or "").strip())


def inline(element: etree._Element) -> str:
    """Text in one line, without marks of footnotes and affiliations."""
    marks = [x for x in element.iter("xref", "fn", "email") if x.tag != "xref" or x.get("ref-type") in _MARKS]
    if marks:
        copy = etree.fromstring(etree.tostring(element, with_tail=False))
        for mark in list(copy.iter("xref", "fn", "email")):
            if mark.tag != "xref" or mark.get("ref-type") in _MARKS:
                drop(mark)
        # What was between two marks, "1,2", is left over as a comma.
        for raised in list(copy.iter("sup")):
            if len(raised) == 0 and not (raised.text or "").strip(" ,;"):
                drop(raised)
        element = copy
    return text_of(element)


def full_text(article: etree._Element) -> str:
    """All that body, appendices and acknowledgements say, in reading order; numbers of references are left out."""
    found: list[str] = []
    for block in (one for path in _FULL_TEXT for one in article.findall(path)):
        for mark in list(block.iter("xref")):
            if mark.get("ref-type") == "bibr":
                mark[:] = []
                mark.text = " "
        for inner in block.iter(*_BLOCKS):
            inner.tail = f" {inner.tail or ''}"
        found.append("".join(str(piece) for piece in block.itertext()))
    return " ".join(" ".join(found).split())[:_LONGEST]

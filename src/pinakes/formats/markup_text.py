"""Plain text out of strings that hold HTML, JATS or MathML, escaped once or twice; abstracts with headings."""

from __future__ import annotations

import html
import re

from lxml import etree

from pinakes.formats.inline_markup import text_of, text_of_html
from pinakes.records.record import Abstract, Section

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_FORMULA = re.compile(r"<((?:mml:)?math)\b.{0,20000}?</\1>", re.DOTALL)
_TWICE = re.compile(
    r"<(?:jats:)?(?:tex-math|inline-graphic|graphic)\b.{0,20000}?(?:</(?:jats:)?tex-math>|/>)", re.DOTALL
)
_ATTRIBUTES = re.compile(r"<(/?)(?:mml:)?(\w+)[^<>]*?(/?)>")
_HEADING = re.compile(
    r"<(?P<tag>(?:jats:)?title|h[1-6])(?:\s[^<>]*)?>(?P<text>.{0,300}?)</(?P=tag)>", re.DOTALL | re.IGNORECASE
)
_OF_ALL = frozenset(
    {
        "",
        "abstract",
        "summary",
        "zusammenfassung",
        "abstrak",
        "resumen",
        "résumé",
        "resumo",
        "riassunto",
        "аннотация",
        "抄録",
        "要旨",
    }
)


# Services lose the blanks around italics: "effect of<i>Butea frondosa</i>leaves".
_IN_BRACKETS = re.compile(r"(?<=\w \()\s+(?=\w)|(?<=\w)\s+(?=\)(?:\W|$))")
_GLUED_BEFORE = re.compile(r"(?<=[a-z]{2})(<(?:jats:)?(?:i|em|italic)>)(?=\w)")
_GLUED_BEHIND = re.compile(r"(?<=\w)(</(?:jats:)?(?:i|em|italic)>)(?=[a-zA-Z]{3})")


def plain(text: str) -> str:
    """The text in one line: tags gone, formulas and raised characters in Unicode, entities resolved, even twice."""
    if "<" not in text and "&" not in text:
        return _closed_up(" ".join(text.split()))
    if "math" in text and "<" in text:
        text = _FORMULA.sub(_formula, _TWICE.sub("", text) if _FORMULA.search(text) else text)
    found = text_of_html(_unglued(text))
    for _ in range(2):
        if "&" not in found or not _ENTITY.search(found):
            break
        found = text_of_html(_unglued(_ENTITY.sub(lambda m: html.unescape(m[0]), found)))
    return _closed_up(found)


def _closed_up(text: str) -> str:
    """Blanks within brackets, left over from tags, go: "(Callithrix jacchus )"."""
    return _IN_BRACKETS.sub("", text) if "( " in text or " )" in text else text


def _unglued(text: str) -> str:
    if "<" not in text:
        return text
    return _GLUED_BEHIND.sub(r"\1 ", _GLUED_BEFORE.sub(r" \1", text))


def _formula(match: re.Match[str]) -> str:
    try:
        root = etree.fromstring(_ENTITY.sub(_character, _ATTRIBUTES.sub(r"<\1\2\3>", match[0])))
    except etree.XMLSyntaxError:
        return match[0]
    return html.escape(text_of(root), quote=False)


def _character(match: re.Match[str]) -> str:
    return html.escape(html.unescape(match[0]), quote=False)


def abstract(text: str, *, language: str = "", label: str = "") -> Abstract | None:
    """The abstract; its headings (HTML's or JATS') become sections. None when there is no text."""
    if "<" not in text or not _HEADING.search(text):
        found = plain(text)
        return Abstract(text=found, language=language, label=label) if found else None
    sections: list[Section] = []
    heading, position = "", 0
    for match in _HEADING.finditer(text):
        if part := plain(text[position : match.start()]):
            sections.append(Section(label=heading, text=part))
        heading, position = _label(plain(match["text"])), match.end()
    if part := plain(text[position:]):
        sections.append(Section(label=heading, text=part))
    if not sections:
        return None
    return Abstract(
        text=" ".join(s.text for s in sections),
        language=language,
        label=label,
        sections=tuple(sections) if any(s.label for s in sections) else (),
    )


def _label(heading: str) -> str:
    heading = heading.rstrip(" :.")
    return "" if heading.casefold() in _OF_ALL else heading

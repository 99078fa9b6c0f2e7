"""The words of a question marked in titles, names, headings and the best passage, as safe HTML."""

from __future__ import annotations

from django.utils.translation import gettext as _
from markupsafe import Markup, escape

from pinakes.index.extracting import subject_heading
from pinakes.index.highlighting import Highlighter, Passage, highlighter
from pinakes.query.tree import Node
from pinakes.records.base import Struct
from pinakes.records.record import Record
from pinakes.web import labels

SNIPPET = 220
"""Characters of the passage below a hit."""
HEADINGS = 3
TITLE, NAMES, SUBJECTS = ("all", "title", "series"), ("all", "author"), ("all", "subject")
"""Search fields whose words are marked there."""
_MARK = Markup("<mark>%s</mark>")


class Marked(Struct):
    """What of a hit is set with its found words marked."""

    title: Markup
    title_alternate: Markup
    authors: Markup
    snippet: Markup
    snippet_label: str
    """What the passage is from, where that is not the abstract."""
    snippet_lang: str


def marked(record: Record, query: Node, *, title: str, authors: str) -> Marked:
    """Title and names as they are shown, and the passage that tells most of why the record was found."""
    in_title, in_names = highlighter(query, TITLE), highlighter(query, NAMES)
    shown = text(title, in_title), text(record.title_alternate, in_title), text(authors, in_names)
    seen = any(len(part) and "<mark>" in part for part in shown)
    snippet, label, lang = _snippet(record, query, seen)
    return Marked(
        title=shown[0],
        title_alternate=shown[1],
        authors=shown[2],
        snippet=snippet,
        snippet_label=label,
        snippet_lang=lang,
    )


def text(words: str, found: Highlighter) -> Markup:
    """A whole text with the found words marked."""
    spans = found.spans(words) if found and words else []
    return passage(Passage(text=words, spans=tuple(spans))) if spans else escape(words)


def passage(found: Passage) -> Markup:
    """The passage as safe HTML, cut ends shown."""
    parts, done = [Markup("… ") if found.cut_before else Markup()], 0
    for begin, end in found.spans:
        parts += [escape(found.text[done:begin]), _MARK % found.text[begin:end]]
        done = end
    rest = found.text[done:]
    parts.append(escape(rest.rstrip(" ,;:.–-") + "…" if found.cut_after else rest))
    return Markup().join(parts)


def _snippet(record: Record, query: Node, seen: bool) -> tuple[Markup, str, str]:
    """Passage, label of its source, its language: the first source that holds words of the question.

    Headings stand in when nothing else of the hit shows a found word; with none at all, the first source
    from its beginning.
    """
    found = highlighter(query)
    sources = [(a.text, "", labels.html_language(a.language)) for a in record.abstracts if a.text]
    if record.contents:
        sources.append((" · ".join(c.title for c in record.contents), _("Contents:"), ""))
    best: tuple[Passage, str, str] | None = None
    for words, label, lang in sources:
        piece = found.passage(words, length=SNIPPET)
        if piece.spans:
            return passage(piece), label, lang
        best = best or (piece, label, lang)
    if not seen and (headings := _headings(record, highlighter(query, SUBJECTS))):
        return headings, _("Subjects:"), ""
    return (passage(best[0]), best[1], best[2]) if best else (Markup(), "", "")


def _headings(record: Record, found: Highlighter) -> Markup:
    """The subject headings that hold found words, a few of them."""
    shown: dict[Markup, None] = {}
    for subject in record.subjects if found else ():
        heading = text(subject_heading(subject), found)
        if "<mark>" in heading:
            shown[heading] = None
            if len(shown) == HEADINGS:
                break
    return Markup(" · ").join(shown)

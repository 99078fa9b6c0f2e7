"""Rows of facets as HTML. A page has some fifty of them: made by a template they took half of its time."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from markupsafe import Markup

from pinakes.web import environment, labels
from pinakes.web.facet_rows import FacetRow


class _Words:
    """What each row says, translated once."""

    def __init__(self, name: str, at: str) -> None:
        self.excluded, self.exclude, self.in_part = _("excluded"), _("Exclude"), _("chosen in part")
        self.under = _("Under %(value)s")
        self.twig = environment.icon("chevron-right", "mirror")
        self.tree, self.at = escape(f"/search/facet/{name}"), escape(at)
        self._results: dict[int, str] = {}

    def results(self, number: int) -> str:
        found = self._results.get(number)
        if found is None:
            found = self._results[number] = ngettext("result", "results", number)
        return found


def facet_rows(name: str, rows: Iterable[FacetRow], at: str = "/search") -> Markup:
    """The rows of a facet. ``at`` is where its form asks when a value is excluded.

    A screen reader hears "Article, 158 results, checkbox, ticked": the label holds the number.
    """
    words = _Words(name, at)
    return Markup("".join(_row(row, words) for row in rows))  # noqa: S704 - every value is escaped below


def _row(row: FacetRow, words: _Words) -> str:
    value, label, shown = escape(row.value), escape(row.label), labels.number(row.count)
    heard = (
        f", {escape(words.excluded)}, "
        if row.excluded
        else f", {escape(words.in_part)}, "
        if row.half
        else ", "
    )
    return (
        f'<li class="facet-row{_classes(row)}" data-value="{value}" data-count="{row.count}">'
        f'<label><input type="checkbox" name="filter" value="{escape(row.filter)}"{_state(row)}>'
        f'<bdi class="value">{label}</bdi><span class="hidden">{heard}</span>'
        f'<span class="count">{shown}<span class="hidden"> {escape(words.results(row.count))}</span></span></label>'
        f"{_twig(row, value, label, words)}{_exclude(row, label, words)}"
        f'<svg class="rule" aria-hidden="true"><rect width="{row.share}%" height="2"/></svg>'
        f"{_children(row, words)}</li>\n"
    )


def _classes(row: FacetRow) -> str:
    found = " excluded" if row.excluded else ""
    if not row.value:
        found += " missing"
    return f"{found} shut" if row.branch and not row.opened else found


def _state(row: FacetRow) -> str:
    return " checked" if row.chosen or row.excluded else " data-half" if row.half else ""


def _twig(row: FacetRow, value: str, label: str, words: _Words) -> str:
    if not row.branch:
        return ""
    return (
        f'<button class="twig" type="submit" name="under" value="{value}" formaction="{words.tree}"'
        f' aria-expanded="{"true" if row.opened else "false"}">{words.twig}'
        f'<span class="hidden">{escape(words.under) % {"value": label}}</span></button>'
    )


def _exclude(row: FacetRow, label: str, words: _Words) -> str:
    if row.excluded:
        return f'<span class="exclude" aria-hidden="true">{escape(words.excluded)}</span>'
    return (
        f'<button class="exclude" type="submit" name="filter" value="{escape(row.exclude)}" formaction="{words.at}">'
        f'{escape(words.exclude)}<span class="hidden"> {label}</span></button>'
    )


def _children(row: FacetRow, words: _Words) -> str:
    return f"<ul>{''.join(_row(child, words) for child in row.children)}</ul>" if row.children else ""

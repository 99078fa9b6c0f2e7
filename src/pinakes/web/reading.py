"""How a question was read: what was broken in it, which words were not required, and what it asks in words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from pinakes.discovery import catalogue
from pinakes.discovery.catalogue import Page
from pinakes.discovery.leniency import Leniency
from pinakes.discovery.state import SearchState
from pinakes.errors import QueryLimit
from pinakes.index import fields
from pinakes.query import explain, limits
from pinakes.query.explain import Part
from pinakes.query.tree import Everything, Node, Words
from pinakes.records.base import Struct
from pinakes.web import labels, links


class Shown(Struct):
    """What a results page says about the question."""

    sentence: tuple[Part, ...] = ()
    """The question in words; empty where the box says it as well."""
    notes: tuple[str, ...] = ()
    leniency: Leniency | None = None
    strict_href: str = ""
    edit_href: str = ""
    """The advanced form that asked this."""
    relaxed: bool = False
    """Nothing has all words: these are the nearest."""


def shown(page: Page) -> Shown:
    """For the results of a search."""
    leniency = page.leniency if not page.relaxed else None
    return Shown(
        sentence=sentence(page.query) if page.state.advanced or _is_worth_saying(page.query) else (),
        notes=tuple(note.text(_) for note in page.notes),
        leniency=leniency,
        strict_href=links.search(page.state.with_(q=page.strict_q)) if leniency else "",
        edit_href=links.advanced(page.state) if page.state.advanced else "",
        relaxed=page.relaxed,
    )


def notes(state: SearchState) -> tuple[str, ...]:
    """Where there are no results. Raises QueryLimit."""
    return tuple(note.text(_) for note in catalogue.read(state).notes)


def sentence(node: Node) -> tuple[Part, ...]:
    """The question in the reader's language, in parts to be set apart."""
    return explain.explain(node, _, _label)


def name(state: SearchState) -> str:
    """What a search is called in titles and lists: its words, or what its form says. Raises QueryLimit."""
    if not state.advanced:
        return state.q.strip()
    return explain.describe(catalogue.read(state).node, _, _label)


def limit_sentence(error: QueryLimit) -> str:
    """What was too much, in the reader's language."""
    message = limits.MESSAGES.get(error.limit)
    return _(message) % {"allowed": labels.number(error.allowed)} if message else str(error)


def _label(name: str) -> str:
    return _(fields.field(name).label) if name != "all" else ""


def _is_worth_saying(node: Node) -> bool:
    plain = (
        isinstance(node, Words)
        and node.field == "all"
        and node.match in ("words", "phrase")
        and not node.slop
    )
    return not plain and not isinstance(node, Everything)

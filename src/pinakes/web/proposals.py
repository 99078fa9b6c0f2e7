"""The page for no hits: what would find something, in words, with addresses and numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import quote_plus

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from pinakes.discovery import proposals
from pinakes.discovery.catalogue import Catalogue
from pinakes.discovery.proposals import Proposal
from pinakes.discovery.state import SearchState
from pinakes.index.port import FacetValue
from pinakes.records.base import Struct
from pinakes.web import facets, labels, links, pages, presenters, reading


class ProposalView(Struct):
    """A search that finds something: what it does, its words (changed ones apart), address and number."""

    kind: str
    label: str
    words: tuple[tuple[str, bool], ...]
    href: str
    total: int
    corrected: str = ""
    """The question in another spelling, when that is what is proposed."""


class AloneView(Struct):
    """What one word finds."""

    text: str
    href: str
    total: int
    without_limits: bool


def nothing(
    request: HttpRequest,
    state: SearchState,
    catalogue: Catalogue | None,
    problem: str = "",
    *,
    counts: Mapping[str, Sequence[FacetValue]] | None = None,
) -> HttpResponseBase:
    """The page; without proposals when the question can't be asked, then ``problem`` says why.

    ``counts`` are those of the facets: with limits they stand beside it, so that one can be changed.
    """
    name = state.q if problem else reading.name(state)
    context = {
        "state": state,
        "problem": problem,
        "notes": () if problem else reading.notes(state),
        "words": presenters.cut(state.q, 80)[0],
        "edit_href": links.advanced(state) if state.advanced else "",
        "chips": facets.chips(state),
        "facets": facets.blocks(state, counts, 0) if counts and state.constraints else (),
        "clear_href": links.search(state.with_(constraints=())) if name.strip() else "",
        "proposals": tuple(view(p, state) for p in proposals.proposals(catalogue, state))
        if catalogue
        else (),
        "alone": alone(catalogue, state) if catalogue is not None else (),
        "elsewhere": elsewhere(state),
        "title": presenters.cut(name, 60)[0] or _("No results"),
        "empty": catalogue is not None and not name.strip() and not state.constraints,
    }
    return pages.render(request, "no_results.html", context, state=state, documents=pages.documents())


def alone(catalogue: Catalogue, state: SearchState) -> tuple[AloneView, ...]:
    """What each word of the question finds."""
    return tuple(
        AloneView(text=w.text, href=links.search(w.state), total=w.total, without_limits=w.without_limits)
        for w in proposals.words_alone(catalogue, state)
    )


def elsewhere(state: SearchState) -> tuple[tuple[str, str], ...]:
    """Name and address of the other catalogues of pinakes.toml, asked for the same words."""
    words = state.q.strip()
    configured: Mapping[str, str] = pages.search_settings().elsewhere if words else {}
    return tuple(
        (name, address.replace("{words}", quote_plus(words, errors="replace")))
        for name, address in configured.items()
        if links.is_web_address(address)
    )


def view(proposal: Proposal, asked: SearchState) -> ProposalView:
    """The proposal as a page shows it beside the search that was ``asked``."""
    spelled = proposal.kind.startswith("spelling")
    return ProposalView(
        kind=proposal.kind,
        label=_label(proposal, asked),
        words=_words(proposal, asked.q if spelled else ""),
        href=links.search(proposal.state),
        total=proposal.total,
        corrected=reading.name(proposal.state) if spelled else "",
    )


def _label(proposal: Proposal, asked: SearchState) -> str:
    open_ = bool(asked.constraints) and not proposal.state.constraints
    match proposal.kind:
        case "spelling":
            return _("Correct the spelling")
        case "spelling-without-limits":
            return _("Correct the spelling, without limits")
        case "without-limit":
            return _("Without the limit %(name)s") % {"name": labels.facet_name(proposal.left_out)}
        case "without-limits":
            return _("Without all limits")
        case "without-word":
            message = _("Without “%(word)s” and without limits") if open_ else _("Without “%(word)s”")
            return message % {"word": presenters.cut(proposal.left_out, 40)[0].strip('"')}
        case "without-row":
            return _("Without row %(row)s of the form") % {"row": proposal.left_out}
        case "any-word":
            return _("Any of the words, without limits") if open_ else _("Any of the words")
        case "all-fields":
            return _("In all fields, without limits") if open_ else _("In all fields")
        case "subject":
            return _("In the list of subjects")


def _words(proposal: Proposal, before: str) -> tuple[tuple[str, bool], ...]:
    """The words of the proposal; those that ``before`` did not have are set apart."""
    state = proposal.state
    if proposal.kind == "subject":
        return ((state.constraints[0].value, False),)
    text = presenters.cut(reading.name(state) or _("All records"), 120)[0]
    if not before:
        return ((text, False),)
    known = set(before.lower().split())
    return tuple((word, word.lower() not in known) for word in text.split())

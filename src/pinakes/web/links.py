"""Addresses of records and searches; every character of an id has its place in them."""

from __future__ import annotations

from urllib.parse import quote, urlencode, urlsplit

from pinakes.discovery.state import Constraint, SearchState


def record(record_id: str, suffix: str = "") -> str:
    """``/record/ID``; ``suffix`` is ".ris" or "/staff"."""
    return f"/record/{quote(record_id, safe=':')}{suffix}"


def short(record_id: str) -> str:
    """The short address of a record."""
    return f"/r/{quote(record_id, safe=':')}"


def cover(record_id: str) -> str:
    """The picture of a record."""
    return f"/cover/{quote(record_id, safe=':')}"


def search(state: SearchState) -> str:
    """``/search?…`` with all that the state holds."""
    return f"/search?{state.query_string()}"


def advanced(state: SearchState) -> str:
    """The form of the advanced search with all that the state holds."""
    query = urlencode([(n, v) for n, v in state.with_().parameters() if v])
    return "/search/advanced" + (f"?{query}" if query else "")


def limited(facet: str, value: str) -> str:
    """All records that have this value, to the letter."""
    return search(SearchState(constraints=(Constraint(facet=facet, value=value),)))


def phrase(field: str, text: str) -> str:
    """All records that have these words beside each other in a field."""
    return search(SearchState(q=f'"{text.replace(chr(34), " ")}"', field=field))


def words(field: str, text: str) -> str:
    """All records that have these words in a field."""
    return search(SearchState(q=text, field=field))


def facet(name: str, state: SearchState, **changes: str | int) -> str:
    """The page of all values of a facet within a search."""
    parameters = [(n, v) for n, v in state.with_(page=1).parameters() if n != "q" or v]
    parameters += [(n, str(v)) for n, v in changes.items() if v]
    query = urlencode(parameters)
    return f"/search/facet/{quote(name)}" + (f"?{query}" if query else "")


def author(name: str) -> str:
    """The page of a person or body."""
    return f"/author/{quote(name, safe='')}"


def subject(heading: str) -> str:
    """The page of a subject, its steps joined as on pages."""
    return f"/subject/{quote(heading, safe='')}"


def journal(key: str, **changes: str) -> str:
    """The page of a journal by its ISSN, or by its title where it has none; at a ``volume=``, ``issue=`` …"""
    query = urlencode([(n, v) for n, v in changes.items() if v], errors="replace")
    return f"/journal/{quote(key, safe='')}" + (f"?{query}" if query else "")


def series(title: str) -> str:
    """The page of a series."""
    return f"/series/{quote(title, safe='')}"


def browse(name: str, **changes: str) -> str:
    """A list to leaf through: ``start`` is what is typed, ``at`` a heading that begins the page."""
    query = urlencode([("from" if n == "start" else n, v) for n, v in changes.items() if v], errors="replace")
    return f"/browse/{name}" + (f"?{query}" if query else "")


def is_web_address(url: str) -> bool:
    """Whether it may become a link: never javascript:, data: and the like."""
    return url.lower().startswith(("http://", "https://", "ftp://"))


def site(url: str) -> str:
    """The host of an address without "www."."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""

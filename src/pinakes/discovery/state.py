"""SearchState: the address of a search as an immutable value; every link on a results page is made from it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Protocol
from urllib.parse import urlencode

from pinakes.index import fields
from pinakes.index.groups import GROUPS
from pinakes.index.port import FacetRequest, Filter, SearchRequest
from pinakes.query import advanced
from pinakes.query.advanced import AdvancedSearch
from pinakes.query.tree import Everything, Node
from pinakes.records.base import Struct

PAGE_SIZES = (10, 20, 50, 100)
DEEPEST = 10_000
"""Hits that can be paged to; beyond it narrowing is offered."""
MAX_FILTERS = 200
"""Limits of one search; the page says which ones were too many."""
FORM_FIELDS = (
    "all",
    *(f.name for f in fields.FIELDS if f.label and f.typed and f.kind != "integer" and not f.facet),
)
"""What a row of the advanced form may be about; kinds, languages and years are limits of it."""
_YEARS = re.compile(r"(-?\d{1,4})?\.\.(-?\d{1,4})?")


class QueryParameters(Protocol):
    """What Django's QueryDict and a plain multi-dict have in common."""

    def get(self, key: str, default: str, /) -> str | None: ...
    def getlist(self, key: str) -> list[str]: ...


class Constraint(Struct):
    """One limit that a reader chose: format:Article, -language:jpn, year:1999..2024.

    An empty value stands for the records that have none: "language:" in an address.
    """

    facet: str
    value: str
    exclude: bool = False

    def __str__(self) -> str:
        return f"{'-' if self.exclude else ''}{self.facet}:{self.value}"

    @property
    def opposite(self) -> Constraint:
        return Constraint(facet=self.facet, value=self.value, exclude=not self.exclude)

    @classmethod
    def parse(cls, text: str) -> Constraint | None:
        """The constraint in ``text``; None when its facet does not exist or there is no colon."""
        exclude = text.startswith("-")
        facet, colon, value = text.removeprefix("-").partition(":")
        if facet not in fields.FACETS or not colon:
            return None
        return cls(facet=facet, value=value[:1000], exclude=exclude)


class SearchState(Struct):
    """Words, field, limits, order and page of a search."""

    q: str = ""
    field: str = "all"
    constraints: tuple[Constraint, ...] = ()
    sort: str = "relevance"
    page: int = 1
    size: int = 20
    view: str = ""
    group: str = ""
    """One of ``groups.GROUPS`` when records that belong together are one hit."""
    every: tuple[str, ...] = ()
    """Facets of which all chosen values are wanted in one record, not any of them."""
    advanced: AdvancedSearch = AdvancedSearch()
    """Rows of the advanced form, wanted besides ``q``; empty for a search from the box."""
    ignored: tuple[str, ...] = ()
    """Parameters that could not be used, as given: the page says so."""

    @classmethod
    def from_query(cls, query: QueryParameters) -> SearchState:
        """The state that an address means. Wrong parameters are ignored and listed, never an error."""
        ignored: list[str] = []

        def choice(name: str, allowed: Iterable[str], default: str) -> str:
            value = query.get(name, "") or default
            if value in allowed:
                return value
            ignored.append(f"{name}={value[:60]}")
            return default

        def number(name: str, default: int) -> int:
            value = query.get(name, "") or str(default)
            if value.isascii() and value.isdigit() and 0 < int(value[:9]) < 10**8:
                return int(value[:9])
            ignored.append(f"{name}={value[:60]}")
            return default

        constraints: dict[Constraint, None] = {}
        for text in query.getlist("filter"):
            constraint = Constraint.parse(text) if len(constraints) < MAX_FILTERS else None
            if constraint:
                # Of a value that is wanted and excluded the later one counts: "Exclude" is pressed beside a tick.
                constraints.pop(constraint.opposite, None)
                constraints[constraint] = None
            elif text:
                ignored.append(f"filter={text[:60]}")
        low, high = (query.get(n, "") or "" for n in ("year_from", "year_to"))
        if low or high:
            if span := _span(low.strip(), high.strip()):
                # In place of the years before; those that are excluded, and no year at all, stay.
                constraints = {c: None for c in constraints if c.facet != "year" or c.exclude or not c.value}
                constraints[Constraint(facet="year", value=span)] = None
            else:
                ignored.append(f"year={low[:20]}..{high[:20]}")
        chosen = {c.facet for c in constraints if not c.exclude}
        every = dict.fromkeys(n for n in query.getlist("all") if n in fields.SEVERAL and n in chosen)
        return cls(
            q=query.get("q", "") or "",
            field=choice("field", fields.SEARCH_FIELDS, "all"),
            constraints=tuple(constraints),
            every=tuple(every),
            sort=choice("sort", (s.name for s in fields.SORTS), "relevance"),
            page=number("page", 1),
            size=int(choice("size", map(str, PAGE_SIZES), "20")),
            view=choice("view", ("", "list", "compact"), ""),
            group=choice("group", ("", *GROUPS), ""),
            advanced=advanced.from_parameters(query, fields=FORM_FIELDS),
            ignored=tuple(ignored),
        )

    def with_(self, **changes: object) -> SearchState:
        """The same search with changes; everything but turning the page leads to page 1."""
        import msgspec

        return msgspec.structs.replace(self, **({"page": 1} | changes))

    def add(self, facet: str, value: str, *, exclude: bool = False) -> SearchState:
        """The same search with one more limit; the opposite limit goes."""
        new = Constraint(facet=facet, value=value, exclude=exclude)
        kept = tuple(c for c in self.constraints if not (c.facet == facet and c.value == value))
        return self.with_(constraints=(*kept, new))

    def remove(self, facet: str, value: str | None = None) -> SearchState:
        """The same search without one limit, or without all of a facet."""
        kept = tuple(c for c in self.constraints if not (c.facet == facet and value in (None, c.value)))
        return self.with_(constraints=kept)

    def matching(self, facet: str, *, every: bool) -> SearchState:
        """The same search for records with all, or with any, of a facet's chosen values."""
        others = tuple(f for f in self.every if f != facet)
        return self.with_(every=(*others, facet) if every else others)

    def chosen(self, facet: str) -> tuple[str, ...]:
        """The values of a facet that are wanted."""
        return tuple(c.value for c in self.constraints if c.facet == facet and not c.exclude)

    def has(self, facet: str, value: str, *, exclude: bool = False) -> bool:
        return Constraint(facet=facet, value=value, exclude=exclude) in self.constraints

    def parameters(self) -> list[tuple[str, str]]:
        """The address's parameters, defaults left out, in one canonical order."""
        found = [("q", self.q)] if self.q or not self.advanced else []
        if self.field != "all":
            found.append(("field", self.field))
        found += self.form_parameters()
        found += self.filter_parameters()
        found += [
            (name, str(value))
            for name, value, default in (
                ("sort", self.sort, "relevance"),
                ("size", self.size, 20),
                ("view", self.view, ""),
                ("group", self.group, ""),
                ("page", self.page, 1),
            )
            if value != default
        ]
        return found

    def filter_parameters(self) -> list[tuple[str, str]]:
        """The part of the address that holds the limits."""
        chosen = {c.facet for c in self.constraints if not c.exclude}
        found = [("filter", str(c)) for c in self.constraints]
        return found + [("all", facet) for facet in self.every if facet in chosen]

    def form_parameters(self) -> list[tuple[str, str]]:
        """The part of the address that holds the rows of the advanced form."""
        return advanced.to_parameters(self.advanced)

    def query_string(self) -> str:
        return urlencode(self.parameters())

    def filters(self) -> tuple[Filter, ...]:
        """The limits as the index is asked: values of one facet are alternatives, but for ``every``."""
        wanted: dict[tuple[str, bool], list[str]] = {}
        spans: list[Constraint] = []
        for c in self.constraints:
            if c.facet == "year" and ".." in c.value:
                spans.append(c)
            else:
                wanted.setdefault((c.facet, c.exclude), []).append(c.value)
        found: list[Filter] = []
        beside = wanted.pop(("year", False), []) if any(not c.exclude for c in spans) else []
        for span in spans:
            # Single years, and no year at all, are alternatives to a span.
            low, high = _years(span.value)
            others = () if span.exclude else tuple(beside)
            found.append(_filter("year", others, low=low, high=high, exclude=span.exclude))
        for (facet, exclude), values in wanted.items():
            every = facet in self.every and not exclude
            found.append(_filter(facet, tuple(values), exclude=exclude, every=every))
        return tuple(found)

    def facet_request(
        self,
        facet: str,
        size: int,
        *,
        missing: bool = False,
        prefix: str = "",
        order: str = "count",
        initial: str = "",
    ) -> FacetRequest:
        """How a facet is counted: chosen values too, whatever their place, unless some are looked for."""
        values = dict.fromkeys(
            c.value
            for c in self.constraints
            if c.facet == facet and c.value and not (facet == "year" and _YEARS.fullmatch(c.value))
        )
        return FacetRequest(
            field=fields.facet_field(facet),
            size=size,
            prefix=prefix,
            order=order,
            values=() if prefix or initial else tuple(values),
            initial=initial,
            missing=missing,
        )

    def request(
        self,
        node: Node | None = None,
        *,
        facets: Mapping[str, int] | None = None,
        missing: Collection[str] = (),
    ) -> SearchRequest:
        """What the index is asked; ``node`` is ``q`` read by a query language, ``facets`` name → how many values.

        ``missing`` names the facets of which the records without a value are counted too.
        """
        return SearchRequest(
            query=node if node is not None else Everything(),
            filters=self.filters(),
            facets=tuple(self.facet_request(n, k, missing=n in missing) for n, k in (facets or {}).items()),
            sort=self.sort,
            offset=min((self.page - 1) * self.size, DEEPEST),
            limit=self.size,
            group=self.group,
        )


def _span(low: str, high: str) -> str:
    """Two years, also in the wrong order, as the value of a limit; "" when they are none."""
    if not _YEARS.fullmatch(f"{low}..{high}"):
        return ""
    if low and high and int(low) > int(high):
        low, high = high, low
    return f"{low}..{high}"


def _years(span: str) -> tuple[int | None, int | None]:
    """The two ends of "1990..2005"; what is no span lets no year through."""
    match = _YEARS.fullmatch(span)
    if not match:
        return 1, 0
    low, high = (int(y) if y else None for y in match.groups())
    return low, high


def _filter(
    facet: str,
    values: tuple[str, ...],
    *,
    low: int | None = None,
    high: int | None = None,
    exclude: bool = False,
    every: bool = False,
) -> Filter:
    return Filter(
        field=fields.facet_field(facet),
        values=tuple(v for v in values if v),
        missing="" in values,
        low=low,
        high=high,
        exclude=exclude,
        every=every,
    )

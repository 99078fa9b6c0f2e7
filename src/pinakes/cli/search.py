"""`pinakes search`: what the search page finds, on a terminal or as JSON."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

import click
import msgspec

from pinakes.discovery.proposals import FEW, better_spelling
from pinakes.discovery.state import Constraint, SearchState
from pinakes.errors import QueryError, UnknownField
from pinakes.index import fields
from pinakes.records.base import Struct
from pinakes.records.labels import facet_label

if TYPE_CHECKING:
    from pinakes.discovery.catalogue import Catalogue, Page


class JsonHit(Struct, omit_defaults=False):
    """A hit, as `search --json` prints it."""

    id: str
    title: str
    score: float


class JsonFacetValue(Struct, omit_defaults=False):
    """A facet's value, as `search --json` prints it."""

    value: str
    label: str
    count: int


class JsonPage(Struct, omit_defaults=False):
    """The object that `search --json` prints: a contract with other programs."""

    query: str
    total: int
    hits: tuple[JsonHit, ...]
    facets: dict[str, tuple[JsonFacetValue, ...]]
    suggestion: str | None


class JsonFailure(JsonPage):
    """The object of a question, one of many, that can't be asked."""

    error: str


@click.command("search")
@click.argument("query", required=False, default="")
@click.option("--field", default="all", type=click.Choice(fields.SEARCH_FIELDS), show_default=True)
@click.option(
    "--filter",
    "filters",
    multiple=True,
    metavar="FACET:VALUE",
    help="Limit; -FACET:VALUE excludes. May be repeated.",
)
@click.option(
    "--sort", default="relevance", type=click.Choice([s.name for s in fields.SORTS]), show_default=True
)
@click.option("--limit", default=20, type=click.IntRange(0, 10_000), show_default=True, help="How many hits.")
@click.option(
    "--offset",
    default=0,
    type=click.IntRange(0, 10_000),
    show_default=True,
    help="How many hits to pass over.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option(
    "--queries",
    type=click.File("r", encoding="utf-8", errors="replace"),
    help="Read one query a line (- is standard input); implies --json.",
)
def search_command(
    query: str,
    field: str,
    filters: tuple[str, ...],
    sort: str,
    limit: int,
    offset: int,
    as_json: bool,
    queries: Iterable[str] | None,
) -> None:
    """Search the catalogue for QUERY; without one everything is listed."""
    from pinakes.conf import open_catalogue

    state = SearchState(field=field, constraints=constraints(filters), sort=sort)
    with open_catalogue() as catalogue:
        if queries is not None:
            for line in queries:
                found = _answer(catalogue, state.with_(q=line.strip("\r\n")), offset, limit)
                sys.stdout.write(msgspec.json.encode(found).decode() + "\n")
            return
        page = _ask(catalogue, state.with_(q=query), offset, limit)
    if as_json:
        click.echo(msgspec.json.encode(_as_json(page)).decode())
    else:
        _print(page, offset)


def constraints(filters: tuple[str, ...]) -> tuple[Constraint, ...]:
    """The limits that --filter names. Raises UnknownField with the facets that exist."""
    found = []
    for text in filters:
        constraint = Constraint.parse(text)
        if constraint is None:
            name = text.removeprefix("-").partition(":")[0]
            raise UnknownField(name, tuple(f"{f}:VALUE" for f in fields.FACETS), kind="filter")
        found.append(constraint)
    return tuple(found)


def _ask(catalogue: Catalogue, state: SearchState, offset: int, limit: int) -> Page:
    page = catalogue.page(state, window=(offset, limit))
    if page.total > FEW and not page.relaxed:
        return page
    better = better_spelling(catalogue, state, 0 if page.relaxed else page.total)
    return msgspec.structs.replace(page, suggestion=better.state.q) if better else page


def _answer(catalogue: Catalogue, state: SearchState, offset: int, limit: int) -> JsonPage:
    """One of many: a question that can't be asked finds nothing and says why, and the rest go on."""
    try:
        return _as_json(_ask(catalogue, state, offset, limit))
    except QueryError as error:
        return JsonFailure(query=state.q, total=0, hits=(), facets={}, suggestion=None, error=str(error))


def _as_json(page: Page) -> JsonPage:
    return JsonPage(
        query=page.state.q,
        total=page.total,
        hits=tuple(JsonHit(id=h.id, title=h.record.full_title, score=round(h.score, 6)) for h in page.hits),
        facets={
            name: tuple(
                JsonFacetValue(value=v.value, label=facet_label(name, v.value), count=v.count) for v in values
            )
            for name, values in page.facets.items()
        },
        suggestion=page.suggestion or None,
    )


def _print(page: Page, offset: int) -> None:
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False)
    nearest = "No record has all of these words. The nearest: " if page.relaxed else ""
    console.print(Text(f"{nearest}{page.total:,} result{'' if page.total == 1 else 's'}", style="bold"))
    for note in page.notes:
        console.print(Text(f"Note: {note}"))
    if not page.relaxed and (leniency := page.leniency):
        console.print(
            Text(
                f"At least {leniency.required} of {leniency.counted} words. To require them all: {page.strict_q}"
            )
        )
    if page.suggestion:
        console.print(Text(f"Did you mean: {page.suggestion}"))
    for number, hit in enumerate(page.hits, start=offset + 1):
        record = hit.record
        people = "; ".join(c.name for c in record.contributors[:3]) + (
            " …" if len(record.contributors) > 3 else ""
        )
        year = str(record.date.year) if record.date and record.date.year is not None else ""
        console.print(Text.assemble((f"{number:>4}  ", "dim"), (record.full_title, "bold")))
        console.print(
            Text(
                "      " + " · ".join(filter(None, (people, record.host.title if record.host else "", year)))
            )
        )
        console.print(Text(f"      {hit.id}", style="cyan"))

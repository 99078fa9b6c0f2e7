"""`pinakes search`: what the search page finds, on a terminal or as JSON."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click
import msgspec

from pinakes.discovery.proposals import FEW, better_spelling
from pinakes.discovery.state import Constraint, SearchState
from pinakes.errors import QueryError, UnknownField
from pinakes.index import fields
from pinakes.index.explanation import MOST_SHARES, TOLD
from pinakes.index.port import Explanation
from pinakes.records.base import Struct
from pinakes.records.labels import facet_label

if TYPE_CHECKING:
    from pinakes.discovery.catalogue import Catalogue, FoundRecord, Page


class JsonHit(Struct, omit_defaults=False):
    """A hit, as `search --json` prints it."""

    id: str
    title: str
    score: float


class JsonShare(Struct, omit_defaults=False):
    """A part of a hit's score, as `search --json --explain` prints it."""

    kind: str
    text: str
    field: str
    score: float


class JsonExplainedHit(JsonHit):
    """A hit of `search --json --explain`: the shares add up to the score."""

    why: tuple[JsonShare, ...]
    missing: tuple[str, ...]


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
@click.option(
    "--explain", "explained", is_flag=True, help="Say why each hit is there: its score by word and field."
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
    explained: bool,
    as_json: bool,
    queries: Iterable[str] | None,
) -> None:
    """Search the catalogue for QUERY; without one everything is listed."""
    from pinakes.conf import open_catalogue

    state = SearchState(field=field, constraints=constraints(filters), sort=sort)
    with open_catalogue() as catalogue:
        if queries is not None:
            for line in queries:
                asked = state.with_(q=line.strip("\r\n"))
                found = _answer(catalogue, asked, offset, limit, explained=explained)
                sys.stdout.write(msgspec.json.encode(found).decode() + "\n")
            return
        page = _ask(catalogue, state.with_(q=query), offset, limit)
        why = _explanations(catalogue, page) if explained else {}
    if as_json:
        click.echo(msgspec.json.encode(_as_json(page, why)).decode())
    else:
        _print(page, offset, why)


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


def _explanations(catalogue: Catalogue, page: Page) -> dict[str, Explanation]:
    """By record."""
    found = ((hit.id, catalogue.explain(page.state, hit.stored)) for hit in page.hits)
    return {record_id: why for record_id, why in found if why is not None}


def _answer(
    catalogue: Catalogue, state: SearchState, offset: int, limit: int, *, explained: bool
) -> JsonPage:
    """One of many: a question that can't be asked finds nothing and says why, and the rest go on."""
    try:
        page = _ask(catalogue, state, offset, limit)
        return _as_json(page, _explanations(catalogue, page) if explained else {})
    except QueryError as error:
        return JsonFailure(query=state.q, total=0, hits=(), facets={}, suggestion=None, error=str(error))


def _json_hit(hit: FoundRecord, why: Explanation | None) -> JsonHit:
    title, score = hit.record.full_title, round(hit.score, 6)
    if why is None:
        return JsonHit(id=hit.id, title=title, score=score)
    shares = tuple(
        JsonShare(kind=s.kind, text=s.text, field=s.field, score=round(s.score, 6)) for s in why.shares
    )
    return JsonExplainedHit(id=hit.id, title=title, score=score, why=shares, missing=why.missing)


def _as_json(page: Page, why: dict[str, Explanation]) -> JsonPage:
    return JsonPage(
        query=page.state.q,
        total=page.total,
        hits=tuple(_json_hit(hit, why.get(hit.id)) for hit in page.hits),
        facets={
            name: tuple(
                JsonFacetValue(value=v.value, label=facet_label(name, v.value), count=v.count) for v in values
            )
            for name, values in page.facets.items()
        },
        suggestion=page.suggestion or None,
    )


def _print(page: Page, offset: int, why: dict[str, Explanation]) -> None:
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
        for line in _reasons(why.get(hit.id)):
            console.print(Text(f"      {line}", style="dim"))


def _reasons(why: Explanation | None) -> Iterator[str]:
    """The score, a line for each share, and what is missing."""
    if why is None:
        return
    yield f"Score {why.score:.2f}:"
    for share in why.shares[:MOST_SHARES]:
        label = fields.field(share.field).label if share.field else ""
        found = TOLD[share.kind] % {"text": share.text}
        percent = round(100 * share.score / why.score) if why.score else 0
        yield f"{share.score:>9.2f}  {percent:>3} %  {found}{f' in {label}' if label else ''}"
    if len(why.shares) > MOST_SHARES:
        rest = sum(share.score for share in why.shares[MOST_SHARES:])
        yield f"{rest:>9.2f}         in {len(why.shares) - MOST_SHARES} smaller shares"
    if why.missing:
        yield f"Not in this record: {', '.join(why.missing)}"

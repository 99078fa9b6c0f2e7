"""The advanced search: groups of rows ↔ a tree ↔ the address."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, Protocol, get_args

from pinakes.query import limits, simple
from pinakes.query.tree import And, Everything, Node, Not, Or, Words
from pinakes.records.base import Struct

RowMatch = Literal["all", "any", "phrase", "none"]
Join = Literal["AND", "OR"]
MAX_GROUPS = 10
MAX_ROWS = 20
"""In one group."""


class Parameters(Protocol):
    """What Django's QueryDict and a plain multi-dict have in common."""

    def get(self, key: str, default: str, /) -> str | None: ...
    def getlist(self, key: str) -> list[str]: ...


class Row(Struct):
    """One condition. Quotes, wildcards and operators mean in it what they mean in the search box."""

    words: str
    field: str = "all"
    match: RowMatch = "all"


class Group(Struct):
    """Rows of which all (AND) or one (OR) must hold; an ``exclude`` group takes out what fits any of its rows."""

    rows: tuple[Row, ...] = ()
    join: Join = "AND"
    exclude: bool = False


class AdvancedSearch(Struct):
    """The whole form: its groups, of which all (AND) or one (OR) must hold."""

    groups: tuple[Group, ...] = ()
    join: Join = "AND"

    def __bool__(self) -> bool:
        return any(row.words.strip() for group in self.groups for row in group.rows)


def to_node(search: AdvancedSearch) -> Node:
    """The question that the form asks; an empty one asks for everything. Raises QueryLimit."""
    limits.check("rows", len(search.groups), MAX_GROUPS)
    wanted: list[Node] = []
    unwanted: list[Node] = []
    for group in search.groups:
        limits.check("rows", len(group.rows), MAX_ROWS)
        rows = [_row(row) for row in group.rows if row.words.strip()]
        if not rows:
            continue
        if group.exclude:
            unwanted.append(Not(part=_join(Or, rows)))
        else:
            wanted.append(_join(And if group.join == "AND" else Or, rows))
    if not wanted and not unwanted:
        return Everything()
    found = [_join(And if search.join == "AND" else Or, wanted)] if wanted else []
    return _join(And, [*found, *unwanted])


def _join(kind: type[And] | type[Or], parts: Sequence[Node]) -> Node:
    return parts[0] if len(parts) == 1 else kind(parts=tuple(parts))


def _row(row: Row) -> Node:
    if row.match == "phrase":
        return Words(
            text=" ".join(row.words.replace('"', " ").split()) or row.words, field=row.field, match="phrase"
        )
    node = simple.parse(row.words, field=row.field, strict=True)
    if row.match == "all":
        return node
    if isinstance(node, And):
        node = Or(parts=tuple(_any(part) for part in node.parts))
    node = _any(node)
    return Not(part=node) if row.match == "none" else node


def _any(node: Node) -> Node:
    if isinstance(node, Words) and node.match == "words" and " " in node.text:
        return Words(text=node.text, field=node.field, need="any")
    return node


def from_node(node: Node) -> AdvancedSearch | None:
    """The form that asks for ``node``, so that a typed question can be edited there; None when it can't."""
    parts = node.parts if isinstance(node, And) else (node,)
    groups: list[Group] = []
    rows: list[Row] = []
    for part in parts:
        if isinstance(part, Everything):
            continue
        if (row := _to_row(part)) is not None:
            rows.append(row)
        elif (group := _to_group(part)) is not None:
            groups.append(group)
        else:
            return None
    if rows:
        groups.insert(0, Group(rows=tuple(rows)))
    if len(groups) > MAX_GROUPS or any(len(group.rows) > MAX_ROWS for group in groups):
        return None
    return AdvancedSearch(groups=tuple(groups))


def _to_row(node: Node) -> Row | None:
    if isinstance(node, Not) and isinstance(node.part, Words):
        row = _to_row(node.part)
        if row is None or row.match == "phrase":
            return None
        # "None of two words" takes out more than "not both of them".
        many = row.match == "all" and " " in row.words
        return None if many else Row(words=row.words, field=row.field, match="none")
    if not isinstance(node, Words) or (node.match == "phrase" and node.slop):
        return None
    if node.match == "words":
        return Row(words=node.text, field=node.field, match="any" if node.need == "any" else "all")
    if node.match == "phrase":
        return Row(words=node.text, field=node.field, match="phrase")
    suffix = {"prefix": "*", "fuzzy": f"~{node.slop or ''}"}.get(node.match, "")
    return Row(words=node.text + suffix, field=node.field)


def _to_group(node: Node) -> Group | None:
    exclude = isinstance(node, Not)
    inner = node.part if isinstance(node, Not) else node
    if not isinstance(inner, Or) and not (exclude and isinstance(inner, Words)):
        return None
    rows = [_to_row(part) for part in (inner.parts if isinstance(inner, Or) else (inner,))]
    found = tuple(row for row in rows if row is not None)
    return Group(rows=found, join="OR", exclude=exclude) if len(found) == len(rows) else None


def to_parameters(search: AdvancedSearch) -> list[tuple[str, str]]:
    """The address: ``join``, and for group n ``gN`` (AND, OR, NOT) with ``fN``, ``mN``, ``wN`` for each row."""
    found: list[tuple[str, str]] = [("join", search.join)] if search.join != "AND" else []
    number = 0
    for group in search.groups:
        rows = [row for row in group.rows if row.words.strip()]
        if not rows:
            continue
        number += 1
        found.append((f"g{number}", "NOT" if group.exclude else group.join))
        for row in rows:
            found += [(f"f{number}", row.field), (f"m{number}", row.match), (f"w{number}", row.words)]
    return found


def from_parameters(
    parameters: Parameters, *, fields: Sequence[str], keep_empty: bool = False
) -> AdvancedSearch:
    """The form that an address means; a field that is not in ``fields`` or a match unknown is read as the first.

    ``keep_empty`` keeps rows without words, as the page with the form needs them.
    """
    groups: list[Group] = []
    for number in range(1, MAX_GROUPS + 1):
        words = parameters.getlist(f"w{number}")[:MAX_ROWS]
        row_fields = parameters.getlist(f"f{number}")
        matches = parameters.getlist(f"m{number}")
        rows = tuple(
            Row(
                words=text[: limits.MAX_CHARACTERS],
                field=_choice(row_fields, at, fields),
                match=_match(matches, at),
            )
            for at, text in enumerate(words)
            if keep_empty or text.strip()
        )
        if rows:
            kind = parameters.get(f"g{number}", "AND")
            groups.append(
                Group(rows=rows, join="OR" if kind in ("OR", "NOT") else "AND", exclude=kind == "NOT")
            )
    return AdvancedSearch(groups=tuple(groups), join="OR" if parameters.get("join", "AND") == "OR" else "AND")


def _choice(values: Sequence[str], at: int, allowed: Sequence[str]) -> str:
    return values[at] if at < len(values) and values[at] in allowed else allowed[0]


def _match(values: Sequence[str], at: int) -> RowMatch:
    for match in get_args(RowMatch):
        if at < len(values) and values[at] == match:
            found: RowMatch = match
            return found
    return "all"

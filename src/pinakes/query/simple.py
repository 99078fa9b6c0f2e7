"""What people type, read as a tree; no text of any kind or length makes it raise but by QueryLimit."""

from __future__ import annotations

from pinakes.query.tree import Everything, Node, Words


def parse(text: str, *, field: str = "all") -> Node:
    """The question in ``text``, searched in ``field`` where it names no other."""
    text = text.strip()
    return Words(text=text, field=field) if text else Everything()

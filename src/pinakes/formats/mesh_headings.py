"""MeSH headings as MEDLINE and its exports write them in one line: "*Lung Diseases/diagnosis/*drug therapy"."""

from __future__ import annotations

from pinakes.records.record import Subject


def mesh_subjects(text: str) -> tuple[Subject, ...]:
    """One subject for each pair of descriptor and qualifier; an asterisk marks a major topic."""
    descriptor, *qualifiers = (part.strip() for part in text.split("/"))
    major = descriptor.startswith("*")
    name = descriptor.lstrip("*").strip()
    if not name:
        return ()
    pairs = [q for q in qualifiers if q.lstrip("*")]
    if not pairs:
        return (Subject(parts=(name,), scheme="mesh", major=major),)
    return tuple(
        Subject(parts=(name, q.lstrip("*").strip()), scheme="mesh", major=major or q.startswith("*"))
        for q in pairs
    )

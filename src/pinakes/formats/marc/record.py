"""A MARC record as fields, whatever it was written in: what readers make, mapping reads and writers write."""

from __future__ import annotations

from collections.abc import Iterator


class DataField:
    """A variable field with two indicators and subfields in order (codes may repeat)."""

    __slots__ = ("ind1", "ind2", "subfields", "tag")

    def __init__(self, tag: str, ind1: str, ind2: str, subfields: list[tuple[str, str]]) -> None:
        self.tag = tag
        self.ind1 = ind1
        self.ind2 = ind2
        self.subfields = subfields

    def get(self, code: str) -> str:
        """The first subfield ``code``, or ""."""
        for c, value in self.subfields:
            if c == code:
                return value
        return ""

    def all(self, codes: str) -> list[str]:
        """The values of all subfields whose code is in ``codes``, in the field's order."""
        return [value for c, value in self.subfields if c in codes]

    def __repr__(self) -> str:
        return f"={self.tag}  {self.ind1}{self.ind2}" + "".join(f"${c}{v}" for c, v in self.subfields)


class MarcRecord:
    """Leader, control fields and data fields; ``repairs`` are sentences about what had to be mended."""

    __slots__ = ("control", "fields", "leader", "repairs")

    def __init__(
        self,
        leader: str,
        control: list[tuple[str, str]],
        fields: list[DataField],
        repairs: list[str] | None = None,
    ) -> None:
        self.leader = leader
        """24 characters, always."""
        self.control = control
        """(tag, value) for 001–009, in order."""
        self.fields = fields
        self.repairs = repairs if repairs is not None else []

    def control_value(self, tag: str) -> str:
        """The first control field of this tag, or ""."""
        for t, value in self.control:
            if t == tag:
                return value
        return ""

    def by_tag(self, *tags: str) -> Iterator[DataField]:
        """The data fields with one of these tags, in order."""
        return (f for f in self.fields if f.tag in tags)

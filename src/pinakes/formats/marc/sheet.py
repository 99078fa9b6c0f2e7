"""Fields of a MARC record under way, with their pairs in the original script."""

from __future__ import annotations

from pinakes.formats.marc.record import DataField

Subfields = list[tuple[str, str]]


class Sheet:
    """Data fields in the order in which they are written; 880 fields stand apart, at the end."""

    def __init__(self) -> None:
        self.fields: list[DataField] = []
        self.alternates: list[DataField] = []

    def add(
        self, tag: str, ind1: str, ind2: str, subfields: Subfields, alternate: Subfields | None = None
    ) -> None:
        """A field, if anything is in it, and its 880 if anything is in that."""
        kept = [(code, text) for code, text in subfields if text]
        if not kept:
            return
        other = [(code, text) for code, text in alternate or () if text]
        if other and len(self.alternates) < 99:
            number = f"{len(self.alternates) + 1:02d}"
            kept.insert(0, ("6", f"880-{number}"))
            self.alternates.append(DataField("880", ind1, ind2, [("6", f"{tag}-{number}"), *other]))
        self.fields.append(DataField(tag, ind1, ind2, kept))

    def line(self, tag: str, text: str, alternate: str = "") -> None:
        """A field of one subfield, $a."""
        self.add(tag, " ", " ", [("a", text)], [("a", alternate)])

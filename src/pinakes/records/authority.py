"""The authority: the form of a name or a subject that a file has chosen, its other forms, and what stands near it.

An authority is no record of a work and is never shown as one. Search uses its forms to find what is catalogued under
another one; browsing uses "see" (``variants``) and "see also" (``related``).
"""

from __future__ import annotations

from typing import Literal

from pinakes.records.base import Struct
from pinakes.records.filing import sort_key
from pinakes.records.record import Identifier, SubjectKind

Relationship = Literal["broader", "narrower", "earlier", "later", "parent", "related"]


class Heading(Struct):
    """One form of a name or subject, as it is filed."""

    text: str
    """ "Rigby, Amy L.", "Lung -- Diseases"; for a work "Homer. Iliad"."""
    kind: SubjectKind = "topic"
    dates: str = ""
    """Years of a person ("1970-2001") or a body."""
    alternate: str = ""
    """The same in its original script (MARC 880)."""
    title: str = ""
    """Of a work its title alone ("Iliad"), where ``text`` has its author too."""

    @property
    def line(self) -> str:
        """The heading with its dates, as subject headings have it."""
        return f"{self.text}, {self.dates}" if self.dates else self.text


class RelatedHeading(Struct):
    """Another established heading that a reader may look under too."""

    heading: Heading
    relationship: Relationship = "related"
    label: str = ""
    """How the source words the tie ("Pseudonym")."""
    identifiers: tuple[Identifier, ...] = ()


class Authority(Struct):
    """An authority record. Readers fill all but ``source``."""

    heading: Heading
    source: str = ""
    local_id: str = ""
    deleted: bool = False
    established: bool = True
    """Whether headings may have this form; a reference record only leads elsewhere."""
    names: bool = True
    """Whether works may be entered under it (MARC 008/14)."""
    subjects: bool = True
    """Whether works may have it as a subject (MARC 008/15)."""
    scheme: str = ""
    """lcsh mesh gnd aat … as in ``Subject.scheme``; empty when not said."""
    variants: tuple[Heading, ...] = ()
    """See from: forms that are not used."""
    related: tuple[RelatedHeading, ...] = ()
    """See also from."""
    equivalents: tuple[RelatedHeading, ...] = ()
    """The same in other files or languages (MARC 7XX)."""
    identifiers: tuple[Identifier, ...] = ()
    places: tuple[str, ...] = ()
    occupations: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    """For readers: biography, history, scope."""
    sources: tuple[str, ...] = ()
    """Where the cataloguer found it."""
    record_changed: str = ""
    repairs: tuple[str, ...] = ()

    @property
    def forms(self) -> tuple[str, ...]:
        """Every form of the name or subject, each once, the chosen one first: what a search for one may look for."""
        found = [self.heading, *self.variants, *(e.heading for e in self.equivalents)]
        texts = (text for h in found for text in (h.text, h.alternate))
        return tuple(dict.fromkeys(filter(None, texts)))

    def values(self, scheme: str) -> tuple[str, ...]:
        """Valid identifiers of one scheme."""
        return tuple(dict.fromkeys(i.value for i in self.identifiers if i.scheme == scheme and i.valid))


def heading_key(text: str, dates: str = "") -> str:
    """What forms that differ by case, marks and punctuation alone have in common, with the year of birth if known."""
    year = dates[:4] if dates[:4].isdigit() else ""
    return f"{sort_key(text)} {year}".strip()

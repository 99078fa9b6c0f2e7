"""When two records are the same: first what forbids it, then identifiers, then evidence that is added up.

The weights are logarithms of how much likelier an agreement is among the same than among different works, as in
Fellegi and Sunter (JASA 1969;64:1183-1210), in round numbers.
"""

from __future__ import annotations

from rapidfuzz import fuzz
from rapidfuzz.distance import JaroWinkler

from pinakes.ingest.duplicates.traits import Person, Traits
from pinakes.records.base import Struct

SERIALS = frozenset({"Journal", "Serial", "Newspaper"})
BOOKS = frozenset({"Book", "EBook", "Score", "Map", "Thesis"})
STAGES = frozenset({"Preprint", "Report", "Thesis", "Manuscript"})
"""What is later published as something else under the same title: versions of a work, not duplicates."""


class Weights(Struct):
    """What agreement and disagreement are worth; ``threshold`` is what makes two records one."""

    threshold: float = 6.0
    title: tuple[tuple[float, float], ...] = (
        (0.97, 5.0),
        (0.92, 4.0),
        (0.85, 2.5),
        (0.75, 0.5),
        (0.6, -2.0),
        (0.0, -6.0),
    )
    """(similarity from 0 to 1, weight), the first that is reached counts."""
    short_title: float = -2.0
    """For titles of one or two words, which many works have."""
    people: tuple[tuple[float, float], ...] = ((0.99, 3.5), (0.6, 2.5), (0.3, 0.5), (0.0, -4.0))
    """(share of the shorter list that is in the longer, weight)."""
    same_year: float = 1.5
    next_year: float = 0.0
    other_year: float = -3.0
    same_page: float = 2.5
    other_page: float = -2.0
    same_volume: float = 1.0
    other_volume: float = -1.0
    same_host: float = 1.0
    other_host: float = -0.5


DEFAULT = Weights()


def same(a: Traits, b: Traits, weights: Weights = DEFAULT, *, apart_by_medium: bool = False) -> bool:
    """Whether the two are one work in one edition."""
    if forbidden(a, b, apart_by_medium=apart_by_medium):
        return False
    return score(a, b, weights) >= weights.threshold


def forbidden(a: Traits, b: Traits, *, apart_by_medium: bool = False) -> bool:
    """Whether something says that they are two, whatever else agrees."""
    if a.about_another != b.about_another or a.meeting_abstract != b.meeting_abstract:
        return True
    if apart_by_medium and a.electronic != b.electronic:
        return True
    mine, other = dict(a.identifiers), dict(b.identifiers)
    shared = mine.keys() & other.keys()
    if shared and not any(mine[s] == other[s] for s in shared):
        return True
    if a.edition and b.edition and a.edition != b.edition:
        return True
    if a.kind in BOOKS and b.kind in BOOKS and a.year and b.year and a.year != b.year:
        return not set(a.isbns) & set(b.isbns)
    if a.kind and b.kind and ((a.kind in SERIALS) != (b.kind in SERIALS) or _other_stage(a, b)):
        return True
    return _other_part(a, b)


def _other_stage(a: Traits, b: Traits) -> bool:
    return a.kind != b.kind and (a.kind in STAGES or b.kind in STAGES)


def _other_part(a: Traits, b: Traits) -> bool:
    """Volume 1 and volume 2: titles alike but for their numbers."""
    if a.numbers == b.numbers or not a.numbers or not b.numbers:
        return False
    return not set(a.numbers) <= set(b.numbers) and not set(b.numbers) <= set(a.numbers)


def score(a: Traits, b: Traits, weights: Weights = DEFAULT) -> float:
    """The evidence that the two are one; ``weights.threshold`` is enough."""
    alike = title_similarity(a, b)
    if set(a.identifiers) & set(b.identifiers) and (alike >= 0.5 or not (a.title and b.title)):
        return 100.0
    total = _step(weights.title, alike) if a.title and b.title else 0.0
    if total > 0 and min(len(a.title.split()), len(b.title.split())) <= 2:
        total += weights.short_title
    if set(a.isbns) & set(b.isbns) and alike >= 0.6:
        total += 4.0
    if a.people and b.people:
        total += _step(weights.people, people_similarity(a.people, b.people))
    if a.year and b.year:
        distance = abs(a.year - b.year)
        total += (
            weights.same_year if not distance else weights.next_year if distance == 1 else weights.other_year
        )
    return total + _place(a, b, weights)


def _place(a: Traits, b: Traits, weights: Weights) -> float:
    total = 0.0
    if a.first_page and b.first_page:
        total += weights.same_page if a.first_page == b.first_page else weights.other_page
    if a.volume and b.volume:
        total += weights.same_volume if a.volume == b.volume else weights.other_volume
    if a.host and b.host:
        alike = fuzz.token_set_ratio(a.host, b.host) / 100
        total += weights.same_host if alike >= 0.8 else weights.other_host if alike < 0.4 else 0.0
    return total


def title_similarity(a: Traits, b: Traits) -> float:
    """0 to 1: of the whole titles, or of one without its subtitle where the other has none."""
    alike = fuzz.ratio(a.title, b.title) / 100
    if alike < 0.97 and (a.short_title != a.title) != (b.short_title != b.title):
        alike = max(alike, fuzz.ratio(a.short_title, b.short_title) / 100 - 0.02)
    return alike


def people_similarity(a: tuple[Person, ...], b: tuple[Person, ...]) -> float:
    """The share of the shorter list that has somebody in the longer one."""
    shorter, longer = sorted((a, b), key=len)
    return sum(any(_same_person(p, q) for q in longer) for p in shorter) / len(shorter)


def _same_person(a: Person, b: Person) -> bool:
    if a.initials and b.initials and a.initials[0] != b.initials[0]:
        return False
    return a.family == b.family or JaroWinkler.similarity(a.family, b.family) >= 0.92


def _step(steps: tuple[tuple[float, float], ...], value: float) -> float:
    return next(weight for reached, weight in steps if value >= reached)

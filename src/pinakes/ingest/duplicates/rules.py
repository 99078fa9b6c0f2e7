"""How duplicates are told: what [duplicates] of the settings says."""

from __future__ import annotations

from pinakes.ingest.duplicates.scoring import Weights
from pinakes.records.base import Struct


class Rules(Struct):
    """The library's choices."""

    priority: tuple[str, ...] = ()
    """Sources whose record leads, the first before the second; those not named come after, by name."""
    within_sources: bool = False
    """Whether a source may hold one thing twice; else only records of different sources are joined."""
    apart_by_medium: bool = False
    """Whether print and e-book stay two."""
    weights: Weights = Weights()


DEFAULT = Rules()

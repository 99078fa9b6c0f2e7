"""What a run read, stored and refused."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pinakes.records.base import Struct
from pinakes.store.port import Outcome


class ImportReport(Struct, omit_defaults=False):
    """The summary of an import. Of what was read each is one of added, changed, unchanged, deleted, rejected."""

    read: int = 0
    """Records that were cut out of the files, rejected ones too."""
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    deleted: int = 0
    repeated: int = 0
    """Of those read: their id had come earlier in this run; the later record wins."""
    rejected: int = 0
    """Records that could not be read, and files (not counted as read) of which no record could be had."""
    rejects: str = ""
    """The file that keeps them; empty when there are none."""
    joined: int = 0
    """Records that are shown by another one of the same work since this run."""
    stopped: bool = False
    """Ended early because a person asked; the same command goes on."""
    seconds: float = 0.0

    @property
    def rate(self) -> float:
        """Records read in a second."""
        return self.read / self.seconds if self.seconds else 0.0


class Counts:
    """The counts while a run goes on."""

    def __init__(self) -> None:
        self.read = self.rejected = self.repeated = 0
        self.read_bytes = self.total_bytes = 0
        self.outcomes: dict[Outcome, int] = {}

    def note(self, outcomes: Sequence[Outcome]) -> None:
        """Count what became of a batch of changes."""
        for outcome in outcomes:
            self.outcomes[outcome] = self.outcomes.get(outcome, 0) + 1

    def report(self, seconds: float, *, rejects: Path | None = None, stopped: bool = False) -> ImportReport:
        """The counts as a summary; a record that lost against a later one of its id has changed nothing."""
        of = self.outcomes
        return ImportReport(
            read=self.read,
            added=of.get("added", 0),
            changed=of.get("changed", 0),
            unchanged=of.get("unchanged", 0) + of.get("superseded", 0),
            deleted=of.get("deleted", 0),
            repeated=self.repeated,
            rejected=self.rejected,
            rejects=str(rejects) if rejects else "",
            stopped=stopped,
            seconds=round(seconds, 3),
        )

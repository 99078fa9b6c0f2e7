"""The tables of the store, where Django looks for them."""

from pinakes.store.models.records import RecordRow, SequenceCounter
from pinakes.store.models.runs import RunRow

__all__ = ["RecordRow", "RunRow", "SequenceCounter"]

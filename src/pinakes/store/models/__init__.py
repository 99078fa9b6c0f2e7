"""The tables of the store, where Django looks for them."""

from pinakes.store.models.authorities import AuthorityFormRow, AuthorityRow, CrossReferenceRow
from pinakes.store.models.joins import RecordKeyRow, VerdictRow
from pinakes.store.models.records import RecordRow, SequenceCounter
from pinakes.store.models.runs import RunRow
from pinakes.store.models.sources import SourceStateRow

__all__ = [
    "AuthorityFormRow",
    "AuthorityRow",
    "CrossReferenceRow",
    "RecordKeyRow",
    "RecordRow",
    "RunRow",
    "SequenceCounter",
    "SourceStateRow",
    "VerdictRow",
]

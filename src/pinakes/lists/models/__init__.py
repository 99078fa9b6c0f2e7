"""The tables of what people keep, where Django looks for them."""

from pinakes.lists.models.entries import EntryLabel, ListEntry
from pinakes.lists.models.reader_lists import Collaborator, ReaderList
from pinakes.lists.models.removals import Removal

__all__ = [
    "Collaborator",
    "EntryLabel",
    "ListEntry",
    "ReaderList",
    "Removal",
]

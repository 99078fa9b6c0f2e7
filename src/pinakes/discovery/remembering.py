"""Answers that hold until the index changes, of one state of each index."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar
from weakref import WeakKeyDictionary

from pinakes.index.port import SearchIndex

_T = TypeVar("_T")


class Remembered(Generic[_T]):
    """At most ``most`` answers for each index; a new state of it begins with none."""

    def __init__(self, most: int = 128) -> None:
        self._most = most
        self._kept: WeakKeyDictionary[SearchIndex, tuple[str, OrderedDict[Hashable, _T]]] = (
            WeakKeyDictionary()
        )

    def get(self, index: SearchIndex, snapshot: str, key: Hashable, make: Callable[[], _T]) -> _T:
        """The answer from before, or a new one."""
        there = self._kept.get(index)
        if there is None or there[0] != snapshot:
            there = self._kept[index] = (snapshot, OrderedDict())
        answers = there[1]
        try:
            return answers[key]
        except KeyError:
            found = answers[key] = make()
        while len(answers) > self._most:
            try:
                answers.popitem(last=False)
            except KeyError:  # another thread was quicker
                break
        return found

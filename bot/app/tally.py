"""Counts that all processes of a service share, in memory without a file: a disk that is full cannot take them away."""

from __future__ import annotations

import mmap
import threading
from struct import Struct
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Key = TypeVar("Key")

_SLOTS = 64
_NUMBER = Struct("d")


class Tally(Generic[Key]):
    """A number for each of a few keys; made before processes are forked.

    Each process adds in a slot of its own, so that none waits for another, nor is held up by one that died.

    Args:
        keys: all there will be.
    """

    def __init__(self, keys: Iterable[Key]) -> None:
        self._places = {key: number * _NUMBER.size for number, key in enumerate(keys)}
        self._width = len(self._places) * _NUMBER.size
        self._memory = mmap.mmap(-1, max(1, self._width * _SLOTS))
        self._lock = threading.Lock()
        self._slot = 0

    def work_in(self, process: int) -> None:
        """Add as this process from now on; of those alive at once, each has a number of its own."""
        self._slot = process % _SLOTS
        self._lock = threading.Lock()  # the one from before the fork may be held by a thread that is not here

    def add(self, key: Key, amount: float = 1.0) -> None:
        """Add to a key.

        Raises:
            KeyError: it was not there from the start.
        """
        at = self._slot * self._width + self._places[key]
        with self._lock:
            (before,) = _NUMBER.unpack_from(self._memory, at)
            _NUMBER.pack_into(self._memory, at, before + amount)

    def take(self, process: int, key: Key) -> float:
        """What a process that has ended had added to a key; from now on it counts no longer."""
        at = (process % _SLOTS) * self._width + self._places[key]
        (added,) = _NUMBER.unpack_from(self._memory, at)
        _NUMBER.pack_into(self._memory, at, 0.0)
        return float(added)

    def totals(self) -> Mapping[Key, float]:
        """What all processes have added."""
        return {
            key: sum(self._at(slot, place) for slot in range(_SLOTS)) for key, place in self._places.items()
        }

    def _at(self, slot: int, place: int) -> float:
        number: float = _NUMBER.unpack_from(self._memory, slot * self._width + place)[0]
        return number

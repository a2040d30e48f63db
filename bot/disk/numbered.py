"""Sequences of things that are made, or read, when somebody looks at them."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeVar, overload

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

T = TypeVar("T")


class Numbered(Sequence[T]):
    """Things by number; a part of them is made no sooner than they are."""

    @abstractmethod
    def _at(self, number: int) -> T:
        """The thing of a number from 0 on."""

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> Some[T]: ...
    def __getitem__(self, at: int | slice) -> T | Some[T]:
        if isinstance(at, slice):
            return Some(range(len(self))[at], self._at)
        return self._at(range(len(self))[at])


class Some(Numbered[T]):
    """Things by what they are known as elsewhere.

    Args:
        numbers: there.
        make: gives the thing of such a number.
    """

    def __init__(self, numbers: Sequence[int] | NDArray[Any], make: Callable[[int], T]) -> None:
        self._numbers, self._make = numbers, make

    def __len__(self) -> int:
        return len(self._numbers)

    def _at(self, number: int) -> T:
        return self._make(int(self._numbers[number]))

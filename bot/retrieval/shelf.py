"""What is made of a corpus at some expense: made where it is first asked for, and kept under a name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn, TypeVar, cast

import numpy as np

from bot.retrieval.inverted import Inverted
from bot.retrieval.texts import Texts, texts_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from numpy.typing import NDArray

    Numbers = NDArray[Any]
    Kept = Texts | Inverted | Numbers

T = TypeVar("T")


def _unmade() -> NoReturn:
    """What is made with others; `fill` puts it here."""
    raise KeyError


class Shelf:
    """The things made of one corpus.

    Attributes:
        kept: by name: those that were given, then what was made as well.
        name: tells the corpus, and the program that makes things of it, from all others.
    """

    def __init__(self, kept: Mapping[str, Kept] | None = None, name: str = "") -> None:
        self.kept: dict[str, Kept] = dict(kept or {})
        self.name = name

    def fill(self, name: str, make: Callable[[], Mapping[str, Kept]]) -> None:
        """Put several things here that are made at once, unless the one of that name is here."""
        if name not in self.kept:
            self.kept.update(make())

    def texts(self, name: str, make: Callable[[], Iterable[str]] = _unmade) -> Texts:
        """Texts."""
        return self._thing(name, Texts, lambda: texts_of(make()))

    def inverted(self, name: str, make: Callable[[], Inverted] = _unmade) -> Inverted:
        """An inverted index."""
        return self._thing(name, Inverted, make)

    def numbers(self, name: str, make: Callable[[], Numbers]) -> Numbers:
        """An array of numbers, or of yes and no."""
        return self._thing(name, np.ndarray, make)

    def _thing(self, name: str, kind: type[T], make: Callable[[], T]) -> T:
        found = self.kept.get(name)
        if isinstance(found, kind):
            return found
        made = make()
        self.kept[name] = cast("Kept", made)
        return made

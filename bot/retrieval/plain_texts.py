"""The texts of a corpus, normalised: kept together where it is small, else made of what is looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, overload

import numpy as np

from bot.retrieval.normalization import normalise
from bot.retrieval.portion import whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.model import Corpus
    from bot.retrieval.inverted import Numbers
    from bot.retrieval.shelf import Shelf


@dataclass(frozen=True)
class PlainTexts:
    """The texts of a corpus.

    Attributes:
        passages: by number.
        asked_as: what editors know each passage to be asked as.
        speeches: with their titles and units.
        speech_of: the number of each passage's speech.
    """

    passages: Sequence[str]
    asked_as: Sequence[str]
    speeches: Sequence[str]
    speech_of: Numbers

    def of_speeches(self) -> Iterator[Sequence[str]]:
        """The passages of one speech after the other."""
        ends = np.cumsum(np.bincount(self.speech_of, minlength=len(self.speeches)))
        return (self.passages[start:end] for start, end in zip([0, *ends], ends, strict=False))


def kept(corpus: Corpus, shelf: Shelf) -> PlainTexts:
    """Those that a shelf has."""
    sizes = [len(speech.passages) for speech in corpus.speeches]
    speech_of = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)
    return PlainTexts(shelf.texts("plain"), shelf.texts("asked_as"), shelf.texts("whole"), speech_of)


def looked_up(corpus: Corpus, speech_of: Numbers) -> PlainTexts:
    """Those of a corpus that is itself read as it is looked at."""
    passages, speeches = corpus.passages, corpus.speeches
    return PlainTexts(
        _Made(len(passages), lambda number: normalise(passages[number].text)),
        _Made(len(passages), lambda number: normalise("\n".join(passages[number].answers))),
        _Made(len(speeches), lambda number: normalise(whole(speeches[number]))),
        speech_of,
    )


class _Made(Sequence[str]):
    """Texts, each made when it is looked at."""

    def __init__(self, size: int, make: Callable[[int], str]) -> None:
        self._size, self._make = size, make

    def __len__(self) -> int:
        return self._size

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[str]: ...
    def __getitem__(self, at: int | slice) -> str | Sequence[str]:
        if isinstance(at, slice):
            return [self._make(number) for number in range(*at.indices(self._size))]
        return self._make(range(self._size)[at])

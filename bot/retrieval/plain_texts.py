"""The texts of a corpus, normalised: kept together where it is small, else made of what is looked at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bot.disk.numbered import Some
from bot.retrieval.normalization import normalise
from bot.retrieval.portion import whole

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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
        Some(range(len(passages)), lambda number: normalise(passages[number].text)),
        Some(range(len(passages)), lambda number: normalise("\n".join(passages[number].answers))),
        Some(range(len(speeches)), lambda number: normalise(whole(speeches[number]))),
        speech_of,
    )

"""How near texts are in meaning, whatever words they have: a second opinion, where an encoder is at hand."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

import numpy as np

from bot.model.progress import unshown

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from bot.model.progress import Progress
    from bot.retrieval.index import Scored
    from bot.retrieval.vector_file import Vector, VectorFile

    Vectors = NDArray[np.float32]
    """A row for each text."""

_WEIGHT = 0.7
"""What the nearest passage gains beside the best score by words."""

_LEAST_SPREAD = 0.07
"""Of cosines above their mean: passages that all tell of the same are not told apart by what is left between them."""

_REMEMBERED = 256
"""Questions: one is read several times on its way to an answer."""


class Encoder(Protocol):
    """Makes vectors of length 1: the product of a question's and a passage's is how near they are.

    Attributes:
        name: tells its vectors from those of every other.
    """

    @property
    def name(self) -> str: ...  # noqa: D102 # said above

    def of_question(self, text: str) -> Vector:
        """The vector of a question."""
        ...

    def of_passage(self, text: str) -> Vector:
        """The vector of a passage."""
        ...


class Meaning:
    """Vectors of what is asked and told.

    Args:
        kept: those of passages that were made before; each takes a fifth of a second.
        progress: is shown how many are made.
    """

    def __init__(self, encoder: Encoder, kept: VectorFile, progress: Progress = unshown) -> None:
        self._encoder, self._kept, self._progress = encoder, kept, progress
        self._of_question = lru_cache(_REMEMBERED)(encoder.of_question)

    @property
    def name(self) -> str:
        """Tells what is made with it from what is made otherwise."""
        return self._encoder.name

    def of_passages(self, texts: Sequence[str]) -> Vectors:
        """The vectors of passages."""
        keys = [self._key(text) for text in texts]
        known = self._kept.read()
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        if missing:
            made = {key: self._encoder.of_passage(text) for key, text in self._each(missing.items())}
            known = {**known, **made}
            self._kept.keep(known, last=keys)
        return np.array([known[key] for key in keys])

    def of_question(self, text: str) -> Vector:
        """The vector of a question."""
        return self._of_question(text)

    def _each(self, missing: Iterable[tuple[bytes, str]]) -> Iterable[tuple[bytes, str]]:
        return self._progress([*missing], "meaning")

    def _key(self, text: str) -> bytes:
        return hashlib.sha256(f"{self.name}\0{text}".encode("utf-8", "replace")).digest()


class Opinion:
    """How near the passages of a corpus are to questions.

    Args:
        passages: their vectors.
    """

    def __init__(self, meaning: Meaning, passages: Vectors) -> None:
        self._meaning, self._passages = meaning, passages

    def of(self, question: str) -> Nearness:
        """How near they are to one question."""
        return Nearness((self._passages @ self._meaning.of_question(question)).astype(np.float64))


class Nearness:
    """How near passages are to a question.

    Args:
        cosines: by number of the passage.
    """

    def __init__(self, cosines: NDArray[np.float64]) -> None:
        self._cosines = cosines
        self._mean = float(cosines.mean()) if len(cosines) else 0.0
        self._spread = max(float(cosines.max(initial=0.0)) - self._mean, _LEAST_SPREAD)

    def first(self, most: int) -> list[int]:
        """The numbers of so many passages, the nearest first."""
        return [int(number) for number in np.argsort(-self._cosines, kind="stable")[:most]]

    def beside(self, scored: Iterable[Scored]) -> list[Scored]:
        """Passages with what their meaning adds to what their words have."""
        scored = list(scored)
        highest = max((one.score for one in scored), default=0.0) or 1.0
        return [self._with(one, highest) for one in scored]

    def _with(self, one: Scored, highest: float) -> Scored:
        near = float(self._cosines[one.number])
        nearest = max(near - self._mean, 0.0) / self._spread
        return replace(one, score=one.score + _WEIGHT * highest * nearest, near=near, nearest=nearest)

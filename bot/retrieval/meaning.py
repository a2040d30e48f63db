"""How near texts are in meaning, whatever words they have: a second opinion, where an encoder is at hand."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

import numpy as np

from bot.model.progress import unshown

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from bot.model.progress import Progress
    from bot.retrieval.vector_file import VectorFile

    Vector = NDArray[np.float32]
    Vectors = NDArray[np.float32]
    """A row for each text."""

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

    def nearness(self, passages: Vectors, question: str) -> NDArray[np.float64]:
        """How near each passage is to a question: the cosine between them."""
        near: Vector = passages @ self._of_question(question)
        return near.astype(np.float64)

    def _each(self, missing: Iterable[tuple[bytes, str]]) -> Iterable[tuple[bytes, str]]:
        return self._progress([*missing], "meaning")

    def _key(self, text: str) -> bytes:
        return hashlib.sha256(f"{self.name}\0{text}".encode("utf-8", "replace")).digest()

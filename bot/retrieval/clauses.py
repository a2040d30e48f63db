"""A message taken apart: people greet, tell a story and ask, and only a part of what they write is the question."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_SENTENCE = re.compile(r"[。?!;？！；\n]+")
_CLAUSE = re.compile(r"[。?!;？！；\n,，、:：…~]+")


def clauses(text: str) -> tuple[str, ...]:
    """What stands between marks in normalised text, in order."""
    return tuple(part for part in _CLAUSE.split(text) if part.strip())


class AskingSentence:
    """Finds the sentence of a message that asks.

    Args:
        words: that ask.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._asks = re.compile("|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)))

    def asks(self, text: str) -> bool:
        """Whether normalised text has a word that asks."""
        return self._asks.search(text) is not None

    def of(self, text: str) -> str:
        """The last sentence of normalised text with a word that asks; the last of all where none has one."""
        sentences = [part for part in _SENTENCE.split(text) if part.strip()]
        asking = [sentence for sentence in sentences if self.asks(sentence)]
        return (asking or sentences or [text])[-1]

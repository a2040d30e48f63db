"""jieba's dictionary, loaded once, from its own file only.

jieba's `initialize` reads and writes a marshal file in the common temporary directory; whoever may write there
decides what is unmarshalled. Building from the dictionary itself takes about as long as reading that file.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import jieba

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Dictionary:
    """The words of general Chinese with their frequencies."""

    def __init__(self) -> None:
        self._frequencies: dict[str, int] = {}
        self._total, self._nouns = 0, set[str]()
        with jieba.Tokenizer().get_dict_file() as file:
            for line in file:
                word, count, kind = line.decode().split()
                self._add(word, int(count), is_noun=kind.startswith("n"))

    def _add(self, word: str, count: int, *, is_noun: bool) -> None:
        """A word with its frequency, and its beginnings with none, as jieba's `gen_pfdict` has them."""
        self._frequencies[word] = count
        self._total += count
        for end in range(1, len(word)):
            self._frequencies.setdefault(word[:end], 0)
        if is_noun:
            self._nouns.add(word)

    def tokenizer(self, words: Iterable[str]) -> jieba.Tokenizer:
        """A tokenizer that also knows these words and keeps them whole."""
        tokenizer = jieba.Tokenizer()
        tokenizer.FREQ, tokenizer.total = dict(self._frequencies), self._total
        tokenizer.initialized = True
        for word in words:
            tokenizer.add_word(word)
        return tokenizer

    def knows(self, word: str) -> bool:
        """Whether it is a word of general Chinese."""
        return self._frequencies.get(word, 0) > 0

    def is_noun(self, word: str) -> bool:
        """Whether it names a thing, a person or a place."""
        return word in self._nouns

    def common(self, length: int, most: float) -> Iterator[str]:
        """Words of so many characters that tell less than `most`, in nats, the commonest first."""
        words = (word for word, count in self._frequencies.items() if count and len(word) == length)
        known = [word for word in words if not word.isascii() and self.information(word) < most]
        yield from sorted(known, key=self.information)

    def information(self, word: str) -> float:
        """Self-information of a word in general Chinese, -log p, in nats; an unknown word counts as rarest."""
        return math.log(self._total / max(self._frequencies.get(word, 0), 1))

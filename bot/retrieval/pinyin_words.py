"""What letters may be: words of the corpus, of what people ask (pinyin.tsv) and of general Chinese, each with a cost."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from functools import cached_property, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from bot.retrieval.pinyin import fold, readings, sound, syllables

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bot.retrieval.dictionary import Dictionary
    from bot.retrieval.texts import Texts

START, END = "^", "$"
"""In the place of words, where a message begins and ends."""

_COMMON = 14.2
"""Nats; words of general Chinese that tell less than this are read."""

_ASKED, _OF_CORPUS, _OF_LANGUAGE = 0.5, 1.5, 2.5
"""Nats; what it costs that a word is one of what is asked with, of the corpus or of the language."""

_NEXT = 0.5
"""Nats; what it costs to be the next best of the corpus's words that sound alike."""

_SELDOM = 7.0
"""Nats; what it costs that a character is read as it seldom is."""

_ALIKE = 8
"""How many words of one reading are thought of."""

_REMEMBERED = 8192
"""Sounds that were asked for; most are none of a word."""

_PARTICLES = "的了着过"


class Spelt(NamedTuple):
    """A word with its syllables and what it costs to read it, in nats."""

    word: str
    read: Sequence[str]
    cost: float


class PinyinWords:
    """Knows words by their sound.

    Args:
        by_sound: words of the corpus of two characters or more by their folded letters, the best first.
    """

    def __init__(self, by_sound: Mapping[str, Sequence[str]], dictionary: Dictionary) -> None:
        self._by_sound, self._dictionary = by_sound, dictionary
        self._heard = lru_cache(_REMEMBERED)(self._look_up)

    def of(self, letters: str) -> Sequence[Spelt]:
        """The words that sound as letters do to a southern speaker, the likeliest first."""
        return self._heard(fold(letters))

    @staticmethod
    def after(word: str, spelt: Spelt) -> float:
        """What it costs to read a word behind another one, in nats."""
        return min(_asked().get(f"{word} {spelt.word}", spelt.cost), spelt.cost)

    def _look_up(self, folded: str) -> Sequence[Spelt]:
        of_corpus = (
            Spelt(word, syllables(word), self._cost + n * _NEXT)
            for n, word in enumerate(self._by_sound.get(folded, ()))
        )
        return sorted((*of_corpus, *self._of_language(folded)), key=lambda spelt: spelt.cost)

    def _of_language(self, folded: str) -> Iterator[Spelt]:
        """Words that are asked with and common ones, of each reading the first."""
        alike = Counter[str]()
        for word in self._of_sound(folded):
            for n, read in enumerate(readings(word)):
                letters = "".join(read)
                alike[letters] += fold(letters) == folded
                if fold(letters) == folded and alike[letters] <= _ALIKE:
                    cost = self._dictionary.information(word) + _OF_LANGUAGE
                    yield Spelt(word, read, min(cost, _asked().get(word, cost)) + n * _SELDOM)

    def _of_sound(self, folded: str) -> Sequence[str]:
        lines, begins = words_by_sound(self._dictionary), f"{folded} "
        at = bisect_left(lines, begins)
        line = lines[at] if at < len(lines) else ""
        return line[len(begins) :].split() if line.startswith(begins) else ()

    @cached_property
    def _cost(self) -> float:
        """Of a word of the corpus: each is as likely."""
        return math.log(sum(map(len, self._by_sound.values())) or 1) + _OF_CORPUS


@lru_cache(maxsize=1)
def words_by_sound(dictionary: Dictionary) -> Texts:
    """Words that are asked with and common ones as sorted lines: a sound, and its words, the commonest first.

    To make them takes a second, and leaves holes of 20 MB in a process; as objects of their own they would take as much.
    """
    return dictionary.texts("words_by_sound", lambda: _lines(dictionary))


def _lines(dictionary: Dictionary) -> list[str]:
    by_sound = dict[str, str]()
    said = [*filter(str.isalpha, _asked())]
    common = (word for word in dictionary.common(_COMMON) if len(word) == 1 or word[-1] not in _PARTICLES)
    words = [*dict.fromkeys((*said, *common))]
    # All at once: one by one they take twice as long.
    heard = fold.__wrapped__("".join(syllables("\n".join(words)))).split("\n")
    for word, usual in zip(words, heard, strict=True):
        for one in (usual,) if len(word) > 1 else map(sound, readings(word)):
            by_sound[one] = f"{by_sound[one]} {word}" if one in by_sound else word
    return sorted(map(" ".join, by_sound.items()))


@lru_cache(maxsize=1)
def _asked() -> Mapping[str, float]:
    """What it costs to read a word, and one behind another."""
    lines = files(__package__).joinpath("pinyin.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {words: float(cost) + _ASKED for words, cost in rows}

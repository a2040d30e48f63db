"""English in a question -> the words of the corpus that it may mean, by the glosses of CC-CEDICT.

Only glosses of words that the corpus has are kept. How much an English word tells is counted over all glosses, once and
for all: english.tsv. The dictionary is read at the first question in English, once for each corpus, which takes a tenth of
a second: a service asks one before it forks its workers, so that no resident waits for it.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from functools import cached_property, lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING

from bot.retrieval.glosses import glosses

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping


_TOKEN = re.compile("[a-z]+")
_ENDINGS = ("ations", "ation", "ings", "ing", "ies", "ers", "er", "ors", "or", "ed", "es", "s", "y", "e")
_SHORTEST = 3
_PAIR, _MOST = 2, 8
_LOOSE = 3
"""Words of a gloss in which one word may stand for the whole: control in flood control."""

_GENERAL, TELLING = 4.0, 9.0
"""Nats over all glosses: what people tells, and what parking does."""

_LEAST = 0.1


class English:
    """Reads English with the words of one corpus.

    Args:
        words: of the corpus, asked for when the first English word comes.
        function: words that tell nothing of a subject.
        asking: what asks, as Chinese asks it.
    """

    def __init__(
        self, words: Callable[[], Iterable[str]], function: Iterable[str], asking: Mapping[str, str]
    ) -> None:
        self._words = words
        self._function = frozenset(function)
        self._asking = {tuple(said.split()): means for said, means in asking.items()}

    def is_empty(self, word: str) -> bool:
        """Whether an English word tells nothing of a subject."""
        return word in self._function

    def _is_said(self, word: str) -> bool:
        """Whether an English word tells nothing, or is one that the corpus says itself."""
        return word in self._function or word in self._known

    def weight(self, word: str) -> float:
        """How much an English word tells, 0.1…1."""
        return _weights().get(stem(word), 1.0)

    def asked(self, text: str) -> str:
        """Normalised text with the English words that ask as Chinese ones, and no other English in it.

        Once something has asked, who, when and their like join clauses: who moved cars when spaces were planned.
        """
        said, at = list[str](), 0
        tokens = list(_TOKEN.finditer(text))
        while at < len(tokens):
            length = next(n for n in (3, 2, 1, 0) if not n or self._phrase(tokens, at, n) in self._asking)
            phrase = self._phrase(tokens, at, length)
            if length and not (said and self._function.issuperset(phrase)):
                said.append(self._asking[phrase])
            at += max(length, 1)
        return "".join((*said, _TOKEN.sub("", text))).strip()

    def without(self, text: str) -> str:
        """Normalised text without the English words that tell nothing or mean words of the corpus."""
        empty = (token.span() for token in _TOKEN.finditer(text) if token[0] in self._function)
        meant = ((start, end) for start, end, _ in self.meanings(text))
        for start, end in [*empty, *meant]:
            text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
        return text

    @staticmethod
    def _phrase(tokens: list[re.Match[str]], at: int, length: int) -> tuple[str, ...]:
        return tuple(token[0] for token in tokens[at : at + length])

    def meanings(self, text: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
        """Where English words of normalised text stand, and the words of the corpus that they may mean; pairs first."""
        tokens = [token for token in _TOKEN.finditer(text) if not self._is_said(token[0])]
        taken: set[int] = set()
        for first, second in pairwise(tokens):
            means = self._glosses.get(frozenset((stem(first[0]), stem(second[0]))))
            if means:
                taken.update((first.start(), second.start()))
                yield first.start(), second.end(), means
        for token in tokens:
            means = self._glosses.get(frozenset((stem(token[0]),)))
            if means and token.start() not in taken and len(token[0]) > 1:
                yield token.start(), token.end(), means

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(self._words())

    @cached_property
    def _glosses(self) -> dict[frozenset[str], tuple[str, ...]]:
        """The words of the corpus by what their glosses say: by a whole one, and by each word of a short one."""
        found: dict[frozenset[str], dict[str, int]] = defaultdict(dict)
        for word, gloss in _glosses_of(self._known):
            stems = frozenset(stem(token) for token in gloss if token not in self._function)
            keys = [stems, *(frozenset((one,)) for one in stems)] if len(stems) <= _LOOSE else []
            for key in keys:
                found[key][word] = min(len(stems), found[key].get(word, _LOOSE))
        return {key: _best(means) for key, means in found.items() if key}


def _best(means: Mapping[str, int]) -> tuple[str, ...]:
    """The words of the shortest glosses first; where one means just that, only such."""
    ordered = sorted(means, key=lambda word: means[word])
    exact = [word for word in ordered if means[word] == means[ordered[0]]]
    return tuple((exact if len(exact) >= _PAIR else ordered)[:_MOST])


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """An English word without its endings: parking, parks and park are one."""
    for _ in range(2):
        ending = next((e for e in _ENDINGS if word.endswith(e) and len(word) - len(e) >= _SHORTEST), "")
        word = word.removesuffix(ending) if ending else word
    return word[:-1] if len(word) > _SHORTEST and word[-1] == word[-2] else word


def _glosses_of(words: Collection[str]) -> Iterator[tuple[str, list[str]]]:
    """The glosses of words, each gloss as the words of it."""
    return ((word, _TOKEN.findall(gloss)) for word, told in glosses(words) for gloss in told)


@lru_cache(maxsize=1)
def _weights() -> dict[str, float]:
    """How much each stem tells that tells less than others."""
    lines = files(__package__).joinpath("english.tsv").read_text("utf-8").splitlines()
    (_, total), *counts = (line.split("\t") for line in lines if not line.startswith("#"))
    told = {word: math.log(int(total) / int(count)) for word, count in counts}
    return {word: max((nats - _GENERAL) / (TELLING - _GENERAL), _LEAST) for word, nats in told.items()}

"""What editors have written to a passage: questions it is for (相似问法), and questions it is not for (不应回答)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

import numpy as np

from bot.model.counting import counts_asked
from bot.retrieval.coverage import CHARACTER, COUNT, cover
from bot.retrieval.inverted import inverted
from bot.retrieval.normalization import normalise

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from bot.model import Passage
    from bot.retrieval.inverted import Inverted, Values
    from bot.retrieval.query import Query, QueryAnalysis, Word
    from bot.retrieval.shelf import Shelf

_SAME = 0.8
"""Two questions are one where each covers this share of the other."""

_LEAST = (_SAME - CHARACTER) / (1 - CHARACTER)
"""Then so much of the words of the one have a pair or a meaning in the other; all others have a character at most."""

_REMEMBERED, _FEW = 4096, 256
"""Questions that were analysed; of a corpus that is not in memory few come again."""


class Editors(Protocol):
    """Knows what editors have written to passages."""

    def of(self, query: Query, passages: Sequence[int]) -> tuple[set[int], set[int]]:
        """Which of these passages a question is for, and which it is not for, by their numbers."""
        ...


@dataclass(frozen=True)
class _Written:
    """Questions, and the number of the passage that each is written to."""

    questions: list[str]
    passages: NDArray[np.int32]

    @staticmethod
    def of(written: Iterable[Sequence[str]]) -> _Written:
        """What is written to each passage, in their order."""
        told = [(question, n) for n, questions in enumerate(written) for question in questions]
        return _Written([question for question, _ in told], np.array([n for _, n in told], np.int32))


class EditorQuestions:
    """The editors' questions of each passage, analysed like any other question.

    An index by the pairs of characters that a question must share says which may be the same; only these are compared.
    """

    def __init__(self, passages: Sequence[Passage], queries: QueryAnalysis, shelf: Shelf) -> None:
        self._for = _Written.of(passage.answers for passage in passages)
        self._not_for = _Written.of(passage.not_asked_as for passage in passages)
        self._normal, self._query = lru_cache(_REMEMBERED)(normalise), lru_cache(_REMEMBERED)(queries.query)
        read = (
            queries.read(normalise(question)) for question in (*self._for.questions, *self._not_for.questions)
        )
        self._index = shelf.inverted("editors", lambda: _index(read))

    def of(self, query: Query, passages: Sequence[int]) -> tuple[set[int], set[int]]:
        """See `Editors`."""
        shared = self._index.totals(dict.fromkeys(_keys(query.text), 1.0))
        parted = len(self._for.questions)
        return (
            set(self._alike(query, self._for, shared[:parted], passages)),
            set(self._alike(query, self._not_for, shared[parted:], passages)),
        )

    def _alike(
        self, query: Query, written: _Written, shared: Values, passages: Sequence[int]
    ) -> Iterator[int]:
        """The passages to which the same question is written."""
        for place in np.flatnonzero(shared >= _LEAST):
            passage = int(written.passages[place])
            is_near = passage in passages
            if is_near and _are_alike(query, self._normal(written.questions[place]), self._query):
                yield passage


class EditorsOfFew:
    """The editors' questions of the few passages that are looked at, each analysed then."""

    def __init__(self, passages: Sequence[Passage], queries: QueryAnalysis) -> None:
        self._passages = passages
        self._normal, self._query = lru_cache(_FEW)(normalise), lru_cache(_FEW)(queries.query)

    def of(self, query: Query, passages: Sequence[int]) -> tuple[set[int], set[int]]:
        """See `Editors`."""
        told = {number: self._passages[number] for number in passages}
        return (
            {n for n, passage in told.items() if self._has(query, passage.answers)},
            {n for n, passage in told.items() if self._has(query, passage.not_asked_as)},
        )

    def _has(self, query: Query, questions: Iterable[str]) -> bool:
        """Whether the same question is among these."""
        return any(_are_alike(query, text, self._query) for text in map(self._normal, questions))


def _are_alike(query: Query, text: str, read: Callable[[str], Query]) -> bool:
    """Whether they ask for the same of the same; “在哪里领手册” does not ask for what “手册讲了什么” does.

    Args:
        text: of the other, normalised; most are told apart by that, and only the rest are read. A story that has more
            words than it has characters asks for more.
    """
    if len(query.words) > len(text) or cover(query, text).share < _SAME:
        return False
    other = read(text)
    return query.asked.likeliest == other.asked.likeliest and cover(other, query.text).share >= _SAME


def _keys(text: str) -> set[str]:
    """The characters of a text, and its pairs."""
    return {*text, *(text[at : at + 2] for at in range(len(text) - 1))}


def _index(written: Iterable[Query]) -> Inverted:
    """Questions by the pairs of their words, and by how what these may mean begins; each with that word's share."""
    rows: dict[str, int] = {}
    keys, numbers, shares = list[int](), list[int](), list[float]()
    size = 0
    for number, query in enumerate(written):
        size += 1
        for told, share in _shares(query):
            for key in told:
                keys.append(rows.setdefault(key, len(rows)))
                numbers.append(number)
                shares.append(share)
    return inverted(rows, np.array(keys, np.int32), np.array(numbers, np.int32), np.array(shares), size)


def _shares(query: Query) -> Iterator[tuple[list[str], float]]:
    """What stands for each word of a question in another, and that word's share."""
    # A number that is asked for may be found as well, and no key leads there.
    beside = COUNT * len(counts_asked(query.text)) * (1 - _SAME) / (_SAME - CHARACTER)
    told = sum(word.weight for word in query.words) - beside
    for word in query.words:
        yield [*_keys_of(query, word)], word.weight / max(told, word.weight)


def _keys_of(query: Query, word: Word) -> Iterator[str]:
    """What a text has in which a word is found, but for single characters."""
    around = range(max(word.start - 1, 0), min(word.end, len(query.text) - 1))
    yield from {query.text[at : at + 2] for at in around}
    yield from {means[:2] for means, _ in query.means[word.start]}

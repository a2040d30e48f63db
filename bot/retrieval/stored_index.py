"""The index of a corpus in files, for corpora too large for memory: scores what an engine names, and names what it can.

Beside the terms of each text it has, for each term, the passages that have it. While the engine is away the rarest
terms of a question name the passages that may be the best.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bot.disk.arrays import mapped
from bot.disk.records import Records
from bot.retrieval.index import SPEECH, TITLE, Scored
from bot.retrieval.stored_field import StoredField
from bot.retrieval.texts import Texts

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from pathlib import Path

    from bot.retrieval.index import Index
    from bot.retrieval.inverted import Numbers, Values

FIRST = 100
"""Passages that are named, of which the first twenty are looked at closely."""

_MOST_LOOKED_AT = 200_000
"""Passages of the rarest terms."""

PASSAGES, SPEECHES, TITLES, LISTS = "passages", "speeches", "titles", "lists"


@dataclass(frozen=True)
class Stored:
    """What finds passages of a corpus that is not in memory.

    Attributes:
        index: names the first, and scores them.
        own: in files here, whatever else names the first.
    """

    index: Index
    own: StoredIndex

    @property
    def speeches(self) -> Numbers:
        """Of each passage the number of its speech."""
        return self.own.speeches


class StoredIndex:
    """See `Index`.

    Args:
        speeches: of each passage the number of its speech.
        units: of each speech the number of its unit.
    """

    def __init__(self, folder: Path) -> None:
        self.speeches, self.units = (mapped(folder / f"{name}.npy") for name in ("of_speech", "of_unit"))
        self.firsts: Numbers = mapped(folder / "firsts.npy")
        """The number of the first passage of each speech, and of none behind the last."""
        self.passages = StoredField(folder, PASSAGES)
        self._lists = Records(folder / LISTS)
        self._beside: dict[str, tuple[StoredField, float]] = {}
        if len(self.units) < len(self.speeches):  # a speech of one passage says nothing besides
            shares = {SPEECHES: SPEECH, TITLES: TITLE}
            self._beside = {name: (StoredField(folder, name), share) for name, share in shares.items()}
        self._keys = {name: _keys(folder / f"{name}.keys") for name in (PASSAGES, *self._beside)}
        self.possible, self.knows = self.passages.possible, self.passages.knows

    @property
    def beside(self) -> tuple[str, ...]:
        """The kinds of text of a speech that add to the scores of its passages."""
        return tuple(self._beside)

    def first(
        self, terms: Mapping[str, float], most: int, units: Collection[int] | None = None
    ) -> list[Scored]:
        """See `Index`; of the passages that have the rarest terms."""
        return self.best(
            terms, self.named(terms, None), self.named(terms, units) if units is not None else None, most
        )

    def best(
        self, terms: Mapping[str, float], anywhere: Numbers, there: Numbers | None, most: int
    ) -> list[Scored]:
        """Of passages that were named the highest, held against those named of the whole corpus.

        Args:
            there: those of some units; None where all are meant.
        """
        scored = self.scored(terms, anywhere if there is None else there, anywhere)
        known = (passage for passage in scored if passage.score > 0)
        return sorted(known, key=lambda passage: (-passage.score, passage.number))[:most]

    def of(self, terms: Mapping[str, float], numbers: Sequence[int]) -> list[Scored]:
        """See `Index`."""
        return self.scored(terms, np.array(numbers, np.int32), self.named(terms, None))

    def scored(self, terms: Mapping[str, float], numbers: Numbers, anywhere: Numbers) -> list[Scored]:
        """These passages, held against the best that were named of the whole corpus."""
        told, places = np.unique(np.concatenate((numbers, anywhere)), return_inverse=True)
        scores, bm25 = self.at(terms, told)
        own, rest = places[: len(numbers)], places[len(numbers) :]
        highest = scores[rest].max(initial=0.0)
        return [
            Scored(int(n), float(scores[at]), float(bm25[at]), bool(scores[at] >= highest))
            for n, at in zip(numbers, own, strict=True)
        ]

    def at(self, terms: Mapping[str, float], numbers: Numbers) -> tuple[Values, Values]:
        """See `Index`; as `CorpusIndex` has them."""
        bm25 = self.passages.at(terms, numbers)
        if not self._beside:
            return bm25, bm25
        speeches, places = np.unique(self.speeches[numbers], return_inverse=True)
        (of_texts, text), (of_titles, title) = self._beside[SPEECHES], self._beside[TITLES]
        total: Values = (text * of_texts.at(terms, speeches) + title * of_titles.at(terms, speeches))[places]
        return (total + bm25) * (bm25 > 0), bm25

    def named(self, terms: Mapping[str, float], units: Collection[int] | None) -> Numbers:
        """The passages that may be the best, by the rarest of their terms."""
        found = [(self.passages.told(term), weight) for term, weight in terms.items() if weight > 0]
        lists, values, left = list["Numbers"](), list[float](), _MOST_LOOKED_AT
        for (row, _, idf), weight in sorted(((t, w) for t, w in found if t), key=lambda pair: pair[0][1]):
            numbers = np.frombuffer(self._lists[row], np.int32)
            if units is not None:
                numbers = numbers[np.isin(self.units[self.speeches[numbers]], list(units))]
            left -= len(numbers)
            if left < 0 and lists:
                break
            lists.append(numbers)
            values.append(weight * idf)
        if not lists:
            return np.zeros(0, np.int32)
        numbers, places = np.unique(np.concatenate(lists), return_inverse=True)
        sums = np.bincount(places, np.repeat(values, [len(one) for one in lists]))
        return np.asarray(numbers[np.argsort(-sums, kind="stable")[:FIRST]], np.int32)

    def of_speeches(self, numbers: Sequence[int]) -> Iterator[int]:
        """The passages of these speeches."""
        for speech in numbers:
            yield from range(self.firsts.item(speech), self.firsts.item(speech + 1))

    def boosts(self, field: str, terms: Mapping[str, float]) -> dict[str, float]:
        """The weights of terms in a kind of text for an engine, which takes what most have for worth hardly anything."""
        texts, share = (self.passages, 1.0) if field == PASSAGES else self._beside[field]
        boosts = dict[str, float]()
        for term, weight in terms.items():
            if told := texts.told(term):
                _, df, idf = told
                boosts[term] = weight * share * idf / math.log1p((len(texts) - df + 0.5) / (df + 0.5))
        return {term: boost for term, boost in boosts.items() if boost > 0}

    def spelled(self, field: str) -> Iterator[str]:
        """The terms of each text of a kind, as often as it has them, with spaces between them."""
        keys = np.array([*self._keys[field]], np.object_)
        texts = self.passages if field == PASSAGES else self._beside[field][0]
        for number in range(len(texts)):
            rows, counts = texts.terms_of(number)
            yield " ".join(np.repeat(keys[rows], counts))


def _keys(file: Path) -> Texts:
    return Texts(
        mapped(file.with_name(f"{file.name}.content.npy")), mapped(file.with_name(f"{file.name}.ends.npy"))
    )

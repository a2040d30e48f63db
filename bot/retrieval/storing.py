"""Puts the index of a corpus into files, portion by portion, so that no more than one is in memory."""

from __future__ import annotations

from collections import Counter
from contextlib import ExitStack
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from bot.disk.records import writing
from bot.disk.rows import hashes_of
from bot.retrieval.analysis import Analysis
from bot.retrieval.lexicon import in_order_of_length, own_words
from bot.retrieval.postings import added, idf_of, norms
from bot.retrieval.question_words import load_question_words
from bot.retrieval.search import Search
from bot.retrieval.shelf import Shelf
from bot.retrieval.stored_index import LISTS, PASSAGES, SPEECHES, TITLES, Stored, StoredIndex
from bot.retrieval.texts import texts_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from numpy.typing import NDArray

    from bot.model import Corpus
    from bot.retrieval.dictionary import Dictionary
    from bot.retrieval.inverted import Inverted, Numbers, Values
    from bot.retrieval.portion import Portion
    from bot.retrieval.portions import Portions
    from bot.retrieval.shelf import Kept


def store_search(corpus: Corpus, dictionary: Dictionary, portions: Portions, folder: Path) -> Shelf:
    """Store what finds passages of a corpus; returns the shelf that goes with it."""
    shelf = Shelf()
    own = shelf.texts("own_words", lambda: in_order_of_length(own_words(corpus)))
    analysis, empty = Analysis(dictionary, own), load_question_words(corpus.city).empty
    made_of = (corpus.speeches, analysis, own, empty)
    portions.prepare(*made_of)
    speeches = corpus.speeches
    firsts = np.cumsum([0, *(len(speech.passages) for speech in speeches)], dtype=np.int32)
    units = np.array([corpus.unit_numbers[speech.unit] for speech in speeches], np.int32)
    vocabulary = Vocabulary(own_words(corpus))
    store_index(lambda: portions.each(*made_of), firsts, units, folder, vocabulary.add)
    shelf.fill("words", vocabulary.kept)
    index = StoredIndex(folder)
    Search(corpus, dictionary, shelf, stored=Stored(index, index))  # makes the rest
    return shelf


def store_index(
    portions: Callable[[], Iterable[Portion]],
    firsts: Numbers,
    units: Numbers,
    folder: Path,
    counted: Callable[[Portion], None] = lambda _: None,
) -> None:
    """Store it.

    Args:
        portions: gives all of a corpus, in order; asked twice.
        firsts: the number of the first passage of each speech, and of none behind the last.
        units: the number of each speech's unit.
        counted: is given each portion once.
    """
    np.save(folder / "firsts.npy", firsts)
    np.save(folder / "of_unit.npy", units)
    np.save(folder / "of_speech.npy", np.repeat(np.arange(len(units), dtype=np.int32), np.diff(firsts)))
    fields = [_Field(folder, name) for name in (PASSAGES, SPEECHES, TITLES)]
    for portion in portions():
        for field in fields:
            field.count(getattr(portion, field.name))
        counted(portion)
    with ExitStack() as until:
        for field in fields:
            field.begin(until)
        for portion in portions():
            for field in fields:
                field.add(getattr(portion, field.name))
    for field in fields:
        field.finish()


class Vocabulary:
    """The words of a corpus, their parts and the pairs of characters, as `put_together` has them.

    Args:
        own_words: as often as they occur.
    """

    def __init__(self, own_words: Iterable[str]) -> None:
        self._words, self._parts, self._pairs = Counter(own_words), dict[str, None](), dict[str, None]()

    def add(self, portion: Portion) -> None:
        """Take in what a portion has."""
        counts = portion.words
        self._words.update(dict(zip(counts.rows, counts.values.astype(int).tolist(), strict=True)))
        self._parts.update(dict.fromkeys(portion.parts))
        self._pairs.update(dict.fromkeys(portion.pairs))

    def kept(self) -> dict[str, Kept]:
        """All of it, the words that are used most first."""
        words = sorted(self._words, key=lambda word: -self._words[word])
        return {"words": texts_of(words), "parts": texts_of(self._parts), "pairs": texts_of(self._pairs)}


class _Field:
    """One kind of text on its way into files: first it is counted, then it is written."""

    def __init__(self, folder: Path, name: str) -> None:
        self.name, self._folder = name, folder
        self._numbers: dict[str, int] = {}
        self._df = np.zeros(0, np.int64)
        self._lengths = list["Values"]()

    def count(self, part: Inverted) -> None:
        """Take in how many texts there are, how long each is, and how many have each term."""
        numbers = np.fromiter(
            (self._numbers.setdefault(key, len(self._numbers)) for key in part.rows), np.int64, len(part.rows)
        )
        df = np.zeros(len(self._numbers), np.int64)
        df[: len(self._df)] = self._df
        df[numbers] += np.diff(part.starts)
        self._df = df
        self._lengths.append(part.lengths)

    def begin(self, until: ExitStack) -> None:
        """Give terms their rows, for all is counted; files are open until then."""
        hashes = hashes_of(self._numbers)
        order = np.argsort(hashes)
        self._rows = np.argsort(order).astype(np.int32)
        """By the order in which terms came."""
        self._df = self._df[order]
        lengths = np.concatenate(self._lengths)
        self._idf = idf_of(self._df.tolist(), len(lengths)) if len(order) else np.zeros(0)
        self._norms = norms(lengths, lengths.sum() / max(len(lengths), 1))
        self._most = np.full(len(order), -np.inf)
        self._done = 0
        self._ends = np.concatenate(([0], np.cumsum(self._df)))
        self._filled = self._ends[:-1].copy()
        self._lists = self._new_lists() if self.name == PASSAGES else None
        self._write = until.enter_context(writing(self._folder / self.name))
        keys = np.array([*self._numbers], np.object_)[order]
        told = texts_of(keys)
        arrays: dict[str, NDArray[Any]] = {
            "terms": hashes[order],
            "df": self._df,
            "idf": self._idf,
            "lengths": lengths.astype(np.int32),
            "keys.content": told.content,
            "keys.ends": told.ends,
        }
        for part, array in arrays.items():
            np.save(self._folder / f"{self.name}.{part}.npy", array)

    def add(self, part: Inverted) -> None:
        """Write what these texts have."""
        own = np.fromiter(map(self._numbers.__getitem__, part.rows), np.int64, len(part.rows))
        rows = np.repeat(self._rows[own], np.diff(part.starts))
        numbers, counts = part.numbers + np.int32(self._done), part.values
        np.maximum.at(self._most, rows, added(self._idf[rows], counts, self._norms[numbers]))
        order = np.lexsort((rows, part.numbers))
        ends = np.cumsum(np.bincount(part.numbers, minlength=part.size))
        by_text, often = rows[order], np.minimum(counts[order], np.iinfo(np.uint16).max).astype(np.uint16)
        for start, end in pairwise((0, *ends.tolist())):
            self._write(by_text[start:end].tobytes() + often[start:end].tobytes())
        if self._lists is not None:
            self._list(rows, numbers)
        self._done += part.size

    def finish(self) -> None:
        """Write what is known at the end."""
        np.save(self._folder / f"{self.name}.most.npy", self._most)
        if self._lists is not None:
            with writing(self._folder / LISTS) as write:
                for start, end in pairwise(self._ends.tolist()):
                    write(self._lists[start:end].tobytes())
            self._place_of_lists.unlink()

    def _list(self, rows: Numbers, numbers: Numbers) -> None:
        """Put numbers behind those that the rows have already."""
        order = np.argsort(rows, kind="stable")
        rows, numbers = rows[order], numbers[order]
        told, firsts, sizes = np.unique(rows, return_index=True, return_counts=True)
        within = np.arange(len(rows)) - np.repeat(firsts, sizes)
        assert self._lists is not None
        self._lists[np.repeat(self._filled[told], sizes) + within] = numbers
        self._filled[told] += sizes

    def _new_lists(self) -> NDArray[np.int32]:
        return np.memmap(self._place_of_lists, np.int32, "w+", shape=(max(int(self._ends[-1]), 1),))

    @property
    def _place_of_lists(self) -> Path:
        return self._folder / f"{LISTS}.filling"

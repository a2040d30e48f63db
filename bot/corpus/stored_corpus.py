"""A corpus in a folder, of which a speech is read when somebody looks at it: for corpora of millions of passages."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from bot.corpus.stored_speeches import StoredPassages, StoredSpeeches
from bot.disk.numbered import Some
from bot.disk.rows import Rows
from bot.model import Corpus

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from bot.model import Passage, Speech, Unit

    Numbers = NDArray[np.int32]
    Arrays = dict[str, NDArray[Any]]

_LATELY = 50
"""Speeches."""


@dataclass(frozen=True)
class StoredCorpus(Corpus):
    """A corpus whose speeches stand in a folder.

    What is withheld keeps its place among speeches and passages, so that numbers stay what they were; nothing else
    leads to it.
    """

    speeches: StoredSpeeches

    def without(self, withheld: Collection[str]) -> StoredCorpus:
        """See `Corpus`."""
        slugs = {name.partition("#")[0] for name in withheld}
        speeches = filter(None, (self._whole(slug) or self._whole_renamed(slug) for slug in slugs))
        named = [self.names_of(p) for speech in speeches for p in speech.passages]
        gone = [names for names in named if not names.isdisjoint(withheld)]
        return replace(self, withheld=self.withheld.union(*gone)) if gone else self

    @cached_property
    def passages(self) -> Sequence[Passage]:
        """See `Corpus`; those withheld are among them."""
        return StoredPassages(self.speeches)

    @cached_property
    def unit_numbers(self) -> Mapping[Unit, int]:
        """See `Corpus`; those of which all is withheld are among them."""
        return {unit: number for number, unit in enumerate(self.speeches.units)}

    @cached_property
    def newest(self) -> Sequence[Speech]:
        """See `Corpus`."""
        return self._some(self._arrays["newest"])

    @cached_property
    def spoken_for(self) -> Mapping[str, Unit]:
        """See `Corpus`."""
        return {name: self.speeches.units[n] for name, n in self.speeches.told["spoken_for"].items()}

    @cached_property
    def titled(self) -> Mapping[str, Unit]:
        """See `Corpus`."""
        return {name: self.speeches.units[n] for name, n in self.speeches.told["titled"].items()}

    @property
    def is_corrected(self) -> bool:
        """See `Corpus`."""
        return bool(self.speeches.told["is_corrected"])

    def speech(self, slug: str) -> Speech | None:
        """See `Corpus`."""
        whole = self._whole(slug)
        return whole and self._shown(whole)

    def renamed(self, slug: str) -> Speech | None:
        """See `Corpus`."""
        whole = self._whole_renamed(slug)
        return whole and self._shown(whole)

    def passage(self, passage_id: str) -> Passage | None:
        """See `Corpus`."""
        speech = self.speech(passage_id.partition("#")[0])
        passages = speech.passages if speech else ()
        return next((passage for passage in passages if passage.id == passage_id), None)

    def speech_of(self, passage: Passage) -> Speech:
        """See `Corpus`."""
        whole = self._whole(passage.speech)
        assert whole
        return self._shown(whole) or whole

    def number_of(self, passage: Passage) -> int:
        """See `Corpus`."""
        number = self.speeches.find(passage.speech)
        assert number is not None
        anchors = [other.anchor for other in self.speeches[number].passages]
        return int(self._arrays["firsts"].item(number)) + anchors.index(passage.anchor)

    def speeches_of(self, unit: Unit) -> Sequence[Speech]:
        """See `Corpus`."""
        return self._some(self._speeches_of(unit))

    def passages_of(self, unit: Unit) -> Sequence[Passage]:
        """See `Corpus`; of a unit's newest speeches, for all are looked through when something is asked of it."""
        return tuple(passage for speech in self.speeches_of(unit)[:_LATELY] for passage in speech.passages)

    def of_theme(self, theme: str) -> Sequence[Passage]:
        """See `Corpus`."""
        return self._of_theme_in("by_theme", theme)

    def newest_of_theme(self, theme: str) -> Sequence[Passage]:
        """See `Corpus`."""
        return self._of_theme_in("newest_by_theme", theme)

    def called(self, names: Callable[[Speech, Passage], Iterable[str]]) -> Callable[[str], Passage | None]:  # noqa: ARG002 # these were asked for when it was stored
        """See `Corpus`."""
        rows, numbers = Rows(self._arrays["called"]), self._arrays["called_numbers"]

        def find(name: str) -> Passage | None:
            row = rows.get(name)
            found = None if row is None else self.passages[numbers.item(row)]
            return found if found and found.id not in self.withheld else None

        return find

    @property
    def _arrays(self) -> Arrays:
        return self.speeches.arrays

    def _whole(self, slug: str) -> Speech | None:
        """The speech of that slug with what is withheld of it."""
        number = self.speeches.find(slug)
        return None if number is None else self.speeches[number]

    def _whole_renamed(self, slug: str) -> Speech | None:
        number = self.speeches.told["formerly"].get(slug)
        return None if number is None else self.speeches[number]

    def _shown(self, speech: Speech) -> Speech | None:
        """A speech without what is withheld of it; None where nothing is left."""
        if not self.withheld:
            return speech
        left = tuple(passage for passage in speech.passages if passage.id not in self.withheld)
        return replace(speech, passages=left) if left else None

    def _some(self, numbers: Numbers) -> Sequence[Speech]:
        """Speeches by their numbers, without those of which nothing is left."""
        if not self.withheld:
            return Some(numbers, self.speeches.__getitem__)
        slugs = {name.partition("#")[0] for name in self.withheld}
        touched = [n for slug in slugs if (n := self.speeches.find(slug)) is not None]
        gone = [n for n in touched if self._shown(self.speeches[n]) is None]

        def shown(number: int) -> Speech:
            speech = self._shown(self.speeches[number])
            assert speech
            return speech

        return Some(numbers[~np.isin(numbers, gone)], shown)

    def _speeches_of(self, unit: Unit) -> Numbers:
        """The numbers of a unit's speeches, the newest first."""
        number = self.unit_numbers.get(unit)
        return np.zeros(0, np.int32) if number is None else _part(self._arrays, "by_unit", number)

    def _of_theme_in(self, order: str, theme: str) -> Sequence[Passage]:
        themes = self.speeches.told["themes"]
        if theme not in themes:
            return ()
        numbers = _part(self._arrays, order, themes.index(theme))
        if self.withheld:
            hidden = [n for n in numbers.tolist() if self.passages[n].id in self.withheld]
            numbers = numbers[~np.isin(numbers, hidden)]
        return Some(numbers, self.passages.__getitem__)


def open_corpus(rest: Corpus, folder: Path) -> StoredCorpus:
    """A stored corpus.

    Args:
        rest: all of it but its speeches.

    Raises:
        OSError: it is not there.
    """
    speeches = StoredSpeeches(folder)
    known = {field.name: getattr(rest, field.name) for field in fields(rest)}
    return StoredCorpus(**{**known, "speeches": speeches, "version": speeches.told["version"]})


def _part(arrays: Arrays, name: str, number: int) -> Numbers:
    ends = arrays[f"{name}_ends"]
    return arrays[name][ends.item(number - 1) if number else 0 : ends.item(number)]

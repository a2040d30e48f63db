"""What one can tap: units, themes, practices, and the words that lead to each."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from bot.dialogue.naming import examples
from bot.model import Choice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from bot.model import Corpus, Passage, Speech, Theme, Unit

_QUESTIONS = 3
"""How many questions one is shown to begin with."""

_MOST = 200
"""Passages of a list: nobody leafs through more."""


class Directory:
    """The corpus as lists of choices; every choice's words are resolved again here."""

    def __init__(self, corpus: Corpus, normalise: Callable[[str], str]) -> None:
        self._corpus = corpus
        self._normalise = normalise
        self._called = corpus.called(lambda speech, passage: keys_of(speech, passage, normalise))
        self._themes = {self._key(theme.name): theme for theme in corpus.themes}
        self._units = {self._key(name): unit for unit in corpus.units for name in unit.names}

    def passage(self, text: str) -> Passage | None:
        """The passage that a message names exactly."""
        return self._called(self._key(text))

    def theme(self, text: str) -> Theme | None:
        """The theme that a message names exactly."""
        return self._themes.get(self._key(text))

    def unit(self, text: str) -> Unit | None:
        """The unit that a message names exactly."""
        return self._units.get(self._key(text))

    def units(self, among: Iterable[Unit] | None = None) -> tuple[Choice, ...]:
        """Every unit that tells of itself, or each of these that has a speech."""
        units = [unit for unit in among if self._corpus.speeches_of(unit)] if among else self._corpus.telling
        return tuple(Choice(unit.name, unit.name) for unit in units)

    def themes(self) -> tuple[Choice, ...]:
        """Every theme that has a passage."""
        themes = (theme for theme in self._corpus.themes if self._corpus.of_theme(theme.name))
        return tuple(Choice(theme.name, theme.name) for theme in themes)

    def of_theme(self, theme: Theme) -> tuple[Choice, ...]:
        """The practices of a theme."""
        return self.choices(self._corpus.of_theme(theme.name)[:_MOST])

    def questions(self) -> tuple[Choice, ...]:
        """Questions to begin with."""
        return tuple(Choice(question, question) for question in islice(examples(self._corpus), _QUESTIONS))

    def of_unit(self, unit: Unit) -> tuple[Choice, ...]:
        """The practices of a unit, the newest speech first."""
        speeches = self._corpus.speeches_of(unit)
        told = (p for speech in speeches for p in speech.practices or speech.passages)
        return self.of_one(islice(told, _MOST))

    def of_one(self, passages: Iterable[Passage]) -> tuple[Choice, ...]:
        """Passages of one unit, which need not be told of each, as choices."""
        return tuple(Choice(passage.name, self._words(passage)) for passage in passages)

    def choices(self, passages: Iterable[Passage]) -> tuple[Choice, ...]:
        """Passages of any units as choices, each with its unit's name before its own."""
        return tuple(Choice(self._full(passage), self._words(passage)) for passage in passages)

    def _words(self, passage: Passage) -> str:
        """The short words if they lead to this passage, else the full ones."""
        says = self._says(passage)
        return says if self.passage(says) == passage else self._full(passage)

    def _says(self, passage: Passage) -> str:
        return _says(self._corpus.speech_of(passage), passage)

    def _full(self, passage: Passage) -> str:
        return _full(self._corpus.speech_of(passage), passage.name)

    def _key(self, text: str) -> str:
        return _key(text, self._normalise)


def keys_of(speech: Speech, passage: Passage, normalise: Callable[[str], str]) -> Iterator[str]:
    """What leads to a passage when somebody types just that."""
    for words in (_says(speech, passage), _full(speech, passage.name), _full(speech, passage.heading)):
        yield _key(words, normalise)


def _says(speech: Speech, passage: Passage) -> str:
    return f"{speech.unit.name}第{passage.number}条" if passage.number else _full(speech, passage.name)


def _full(speech: Speech, name: str) -> str:
    return f"{speech.unit.name}：{name}"


def _key(text: str, normalise: Callable[[str], str]) -> str:
    return "".join(normalise(text).split())

"""Which unit a question names: by any of its names, or by who spoke for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.retrieval.normalization import normalise

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.model import Corpus, Unit
    from bot.retrieval.analysis import Analysis


@dataclass(frozen=True)
class Mention:
    """A unit named in a question, and the question without the name."""

    unit: Unit
    name: str
    rest: str


class UnitFinder:
    """Finds the name of a unit or speaker where it stands as words of its own."""

    def __init__(self, corpus: Corpus, analysis: Analysis) -> None:
        self._analysis = analysis
        self._units = {normalise(name): unit for name, unit in names(corpus)}
        self._longest_first = sorted(self._units, key=len, reverse=True)

    def find(self, text: str) -> Mention | None:
        """The longest name in normalised text."""
        for name in self._longest_first:
            start = text.find(name)
            if start >= 0 and self._stands_alone(text, start, start + len(name)):
                return Mention(self._units[name], name, f"{text[:start]} {text[start + len(name) :]}".strip())
        return None

    def _stands_alone(self, text: str, start: int, end: int) -> bool:
        """Whether no word of the text reaches across a border of the name."""
        offset = 0
        for word in self._analysis.words(text):
            begins = text.index(word, offset)
            offset = begins + len(word)
            if begins < start < offset or begins < end < offset:
                return False
        return True


def names(corpus: Corpus) -> Iterator[tuple[str, Unit]]:
    """Every name a unit may be asked by: its own, who spoke for it, what the speech is called."""
    for unit in corpus.units:
        for name in unit.names:
            yield name, unit
    for speech in corpus.speeches:
        if speech.speaker:
            yield speech.speaker, speech.unit
        yield speech.title, speech.unit

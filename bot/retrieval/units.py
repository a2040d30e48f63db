"""Which unit a question names: by any of its names, or by who spoke for it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.model.names import Names
from bot.retrieval.normalization import normalise

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.model import Corpus, Unit
    from bot.retrieval.analysis import Analysis


_OF_OTHERS = re.compile(r"[\u4e00-\u9fff](?<![小社片城])[区县]$")
"""A district's office is not the city's of that name."""

_EXCEPT = re.compile(r"(?:除了?|不是|不要|不算)$")


@dataclass(frozen=True)
class Mention:
    """Units named in a question, and the question without the names.

    Attributes:
        units: in the order they stand there; those it wants nothing of are not among them.
        excepted: those it wants nothing of, as in 除了….
    """

    units: tuple[Unit, ...]
    excepted: tuple[Unit, ...]
    rest: str


class UnitFinder:
    """Finds the name of a unit or speaker where it stands as words of its own."""

    def __init__(self, corpus: Corpus, analysis: Analysis) -> None:
        self._analysis = analysis
        self._units = {normalise(name): unit for name, unit in names(corpus)}
        self._names = Names(self._units)

    def find(self, text: str) -> Mention:
        """The units that normalised text names, by their longest names."""
        found: list[tuple[int, Unit, bool]] = []
        rest = text
        for name in self._names.within(text):
            start = rest.find(name)
            if start >= 0 and self._stands_alone(rest, start, start + len(name)):
                before = _EXCEPT.search(rest[:start])
                found.append((start, self._units[name], bool(before)))
                rest = f"{rest[: before.start() if before else start]}{' ' * len(name)}{rest[start + len(name) :]}"
        found.sort(key=lambda mention: mention[0])
        named = dict.fromkeys(unit for _, unit, is_excepted in found if not is_excepted)
        excepted = dict.fromkeys(unit for _, unit, is_excepted in found if is_excepted)
        return Mention(tuple(named), tuple(excepted), " ".join(rest.split()) if found else text)

    def _stands_alone(self, text: str, start: int, end: int) -> bool:
        """Whether no word of the text reaches across a border of the name, and no district stands before it."""
        if _OF_OTHERS.search(text[:start]):
            return False
        offset = 0
        for word in self._analysis.words(text):
            begins = text.index(word, offset)
            offset = begins + len(word)
            if begins < start < offset or begins < end < offset:
                return False
        return True


def names(corpus: Corpus) -> Iterator[tuple[str, Unit]]:
    """Every name a unit may be asked by: its own, who spoke for it, what its only speech is called."""
    for unit in corpus.units:
        for name in unit.names:
            yield name, unit
    yield from corpus.spoken_for.items()
    yield from corpus.titled.items()  # one of many names itself, not its unit

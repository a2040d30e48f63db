"""How much of what a question tells stands in a text, and where: the evidence behind a confidence."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from bot.retrieval.normalization import normalise

if TYPE_CHECKING:
    from bot.retrieval.query import Query, Word

_SHORTEST = 2
_MEANING = 0.8
_PART = 0.5
_CHARACTER = 0.25


class How(str, Enum):
    """In what way a word of the question is found."""

    WORD = "word"
    PART = "part"
    MEANING = "meaning"
    CHARACTER = "character"
    MISSING = "missing"


@dataclass(frozen=True)
class Evidence:
    """One word of the question and what was found for it.

    Attributes:
        found: the words of the text, empty where there are none.
        weight: how much the word tells.
        strength: 0…1, how well it is found.
    """

    word: str
    found: str
    how: How
    weight: float
    strength: float


@dataclass(frozen=True)
class Coverage:
    """What a text covers of a question."""

    evidence: tuple[Evidence, ...]

    @property
    def share(self) -> float:
        """0…1: the covered part of all that the question tells; 0 where it tells nothing."""
        total = sum(e.weight for e in self.evidence)
        return sum(e.weight * e.strength for e in self.evidence) / total if total else 0.0


def cover(query: Query, text: str) -> Coverage:
    """The coverage of a query by a text."""
    plain = normalise(text)
    covered = _covered(query.text, plain)
    return Coverage(tuple(_best(query, word, covered, plain) for word in query.words))


def _covered(question: str, text: str) -> list[bool]:
    """Which characters of the question stand in the text together with a neighbour."""
    covered = [False] * len(question)
    start = 0
    while start <= len(question) - _SHORTEST:
        end = start + _SHORTEST
        if question[start:end] in text:
            while end < len(question) and question[start : end + 1] in text:
                end += 1
            covered[start:end] = [True] * (end - start)
            start = end - 1
        else:
            start += 1
    return covered


def _best(query: Query, word: Word, covered: list[bool], text: str) -> Evidence:
    return max(
        (_direct(word, covered, text), _by_meaning(query, word, text)),
        key=lambda evidence: evidence.strength,
    )


def _direct(word: Word, covered: list[bool], text: str) -> Evidence:
    here = covered[word.start : word.end]
    if all(here):
        return Evidence(word.text, word.text, How.WORD, word.weight, 1.0)
    if any(here):
        found = "".join(c for c, is_covered in zip(word.text, here, strict=True) if is_covered)
        return Evidence(word.text, found, How.PART, word.weight, _PART * sum(here) / len(here))
    if len(word.text) == 1 and word.text in text:
        return Evidence(word.text, word.text, How.CHARACTER, word.weight, _CHARACTER)
    return Evidence(word.text, "", How.MISSING, word.weight, 0.0)


def _by_meaning(query: Query, word: Word, text: str) -> Evidence:
    for meaning in query.meanings:
        if meaning.start < word.end and word.start < meaning.end:
            found = next((means for means in meaning.means if normalise(means) in text), None)
            if found:
                return Evidence(word.text, found, How.MEANING, word.weight, _MEANING)
    return Evidence(word.text, "", How.MISSING, word.weight, 0.0)

"""How much of what a question tells stands in a text, and where: the evidence behind a confidence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.model import GENERAL, Coverage, Evidence, How

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.retrieval.query import Meaning, Pairs, Query, Word

_MEANING = 0.8
_ASKED = 0.7
_PART = 0.5
CHARACTER = 0.25
"""How well a word is found of which the text has single characters."""
COUNT = 0.5
_FOUND = "X"
"""In a form, stands for words that a text has: normalised texts have no capitals."""

_ONES = re.compile(f"{_FOUND}+")


def is_stray(coverage: Coverage) -> bool:
    """Whether nothing but single characters is found, as any two texts share some, and more was asked for."""
    return all(e.strength <= CHARACTER for e in coverage.evidence) and not coverage.is_of_character


def cover(query: Query, text: str, asked_as: str = "", pairs: Pairs | None = None) -> Coverage:
    """The coverage of a query by a text.

    Args:
        text: normalised.
        asked_as: what editors know the text to be asked as, normalised; a word found only there counts less.
        pairs: those of the query that may stand there; all if not given.
    """
    pairs = query.pairs if pairs is None else pairs
    covered = _covered(query, pairs, text)
    asked = _covered(query, pairs, asked_as) if asked_as else b""
    meant = _Meant(query, text) if query.meanings else None
    words = (_evidence(word, text, covered, asked, meant) for word in query.words)
    return Coverage((*words, *_counted(query, text)))


def form(query: Query, coverage: Coverage) -> str:
    """A question with `X` in the place of what it tells and a text has: how it is put, and what is asked besides."""
    put, end = "", 0
    for word, evidence in zip(query.words, coverage.evidence, strict=False):  # counts follow the words
        if evidence.strength >= CHARACTER and word.weight > GENERAL:
            put += query.text[end : word.start] + _FOUND
            end = word.end
    return _ONES.sub(_FOUND, put + query.text[end:])


class _Meant:
    """The words of a text that words of a question may mean, each found by one meaning alone.

    Good and morning are no two things that a text has which says 早.
    """

    def __init__(self, query: Query, text: str) -> None:
        self._means, self._text = query.means, text
        self._found: dict[str, Meaning] = {}

    def by(self, word: Word) -> Evidence | None:
        """What the text has for a word."""
        for means, meaning in self._means[word.start]:
            if means in self._text and self._found.setdefault(means, meaning) is meaning:
                strength = _MEANING if len(means) > 1 else CHARACTER
                return Evidence(word.text, means, How.MEANING, word.weight, strength)
        return None


def _evidence(
    word: Word, text: str, covered: bytearray, asked: bytes | bytearray, meant: _Meant | None
) -> Evidence:
    """The strongest there is; what is found word for word is not looked for in any other way."""
    here = covered[word.start : word.end]
    if 0 not in here:
        return word.found
    found = _direct(word, here, text)
    if meant and found.strength < _MEANING:
        found = meant.by(word) or found
    if asked and found.strength < _ASKED and 0 not in asked[word.start : word.end]:
        return Evidence(word.text, word.text, How.ASKED, word.weight, _ASKED)
    return found


def _counted(query: Query, text: str) -> Iterator[Evidence]:
    """The number that a question of how many wants, which stands in for the words that ask."""
    for count in query.counts:
        found = count.found_in(text)
        yield Evidence(count.said, found or "", How.WORD if found else How.MISSING, COUNT, float(bool(found)))


def _covered(query: Query, pairs: Pairs, text: str) -> bytearray:
    """Which characters of the question's words stand in the text together with a neighbour: 1 of each that does."""
    covered = bytearray(len(query.text))
    for start, pair in pairs:
        if pair in text:
            covered[start] = covered[start + 1] = 1
    return covered


def _direct(word: Word, here: bytearray, text: str) -> Evidence:
    """What a text has of a word itself, of which not all characters stand there with a neighbour."""
    if 1 in here:
        found = "".join(c for c, is_covered in zip(word.text, here, strict=True) if is_covered)
        return Evidence(word.text, found, How.PART, word.weight, _PART * sum(here) / len(here))
    if len(word.text) == 1 and word.text in text:
        return Evidence(word.text, word.text, How.CHARACTER, word.weight, CHARACTER)
    return word.missing

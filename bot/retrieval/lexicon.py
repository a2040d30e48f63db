"""The words of a corpus: what its people would recognise when they see it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.retrieval.normalization import normalise
from bot.retrieval.units import names

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from bot.model import Corpus, Passage, Synonym
    from bot.retrieval.analysis import Analysis

_LONGEST_TERM = 6
_QUOTED = re.compile(rf"[“《]([^“”《》]{{2,{_LONGEST_TERM}}})[”》]")
_LONGEST_NAME = 3


def own_words(corpus: Corpus) -> Iterator[str]:
    """What the dictionary must keep whole: names, themes, and what speeches put in quotation marks."""
    yield from (normalise(name) for name, _ in names(corpus))
    yield from (normalise(word) for theme in corpus.themes for word in (theme.name, *theme.words))
    for passage in corpus.passages:
        yield from (normalise(term) for term in _QUOTED.findall(passage.text))


def in_order_of_length(words: Iterable[str]) -> list[str]:
    """Each once: how often one is thought to occur depends on the words inside of it that are known before."""
    return sorted({*words}, key=lambda word: (len(word), word))


def meant(synonyms: Iterable[Synonym], passages: Iterable[Passage]) -> Iterator[str]:
    """The words that general vocabulary leads to and passages have."""
    missing = {word for synonym in synonyms if synonym.general for word in synonym.means}
    for passage in passages:
        found = {word for word in missing if word in passage.text}
        missing -= found
        yield from sorted(found)


def led_by(synonyms: Iterable[Synonym], said: Collection[str]) -> tuple[Synonym, ...]:
    """The vocabulary as far as it leads to words that are said; what is general may lead nowhere here."""
    led = (
        replace(synonym, means=tuple(word for word in synonym.means if word in said))
        if synonym.general
        else synonym
        for synonym in synonyms
    )
    return tuple(synonym for synonym in led if synonym.means)


def said_words(synonyms: Iterable[Synonym]) -> Iterator[str]:
    """What residents say, by the vocabulary."""
    for synonym in synonyms:
        yield from (
            normalise(word) for word in synonym.says if 1 < len(word) <= _LONGEST_TERM and "…" not in word
        )


def words_in(plain: Iterable[str], analysis: Analysis, empty: Collection[str]) -> Iterator[str]:
    """Every word of two characters or more in normalised texts, with repetitions, and names the dictionary cuts up.

    Args:
        empty: words that mean nothing by themselves.
    """
    for text in plain:
        words = analysis.words(text)
        yield from (word for word in words if len(word) > 1)
        yield from _names_in(["" if word in empty else word for word in words])


def _names_in(words: list[str]) -> Iterator[str]:
    """Characters that stand one by one are often a name (安、和): together, and with the word behind (安和社区)."""
    single = ""
    for word in (*words, ""):
        if len(word) == 1 and len(single) < _LONGEST_NAME:
            single += word
        else:
            if len(single) > 1:
                yield single
                if len(word) > 1:
                    yield single + word
            single = word if len(word) == 1 else ""

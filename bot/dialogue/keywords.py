"""What editors answer by fixed words: the reply to a message that says them."""

from __future__ import annotations

from difflib import SequenceMatcher
from math import hypot
from typing import TYPE_CHECKING

from bot.dialogue.markup import link
from bot.model import Answer, Conversation, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.dialogue.guide import Guide
    from bot.model import Corpus, Keyword

    Turn = tuple[Answer, Conversation]

WORDING = "keyword"
"""What logs call such an answer; its text is its own and stands in no file."""

_ALIKE = 0.5
"""Cosine of what two texts tell from which on they may ask for the same, as with what was asked in vain."""

_SAID = 0.8
"""Of the characters of the fixed words that must stand in a message in their order: 路灯为什么亮 tells nearly what
路灯坏了找谁修 tells, and asks for something else."""

_SHORTEST = 6
"""Characters of fixed words that are looked for in what reads nearly the same; fewer are a word and no question."""


class Keywords:
    """The fixed replies of one corpus. A whole message goes before a beginning, a long beginning before a short one.

    Args:
        told: what a text tells, as terms with how much.
    """

    def __init__(
        self,
        corpus: Corpus,
        normalise: Callable[[str], str],
        told: Callable[[str], Mapping[str, float]],
        guide: Guide,
    ) -> None:
        self._corpus = corpus
        self._told = told
        self._guide = guide
        self._normalise = normalise
        said = [(self._key(says), keyword) for keyword in corpus.keywords for says in keyword.says]
        self._exact = {says: keyword for says, keyword in said if not keyword.prefix}
        beginnings = [(says, keyword) for says, keyword in said if keyword.prefix]
        self._beginnings = sorted(beginnings, key=lambda pair: -len(pair[0]))
        asked = (s for s, keyword in self._exact.items() if len(s) >= _SHORTEST and not keyword.practice)
        self._telling = {says: told(says) for says in asked}

    def turn(self, text: str, conversation: Conversation) -> Turn | None:
        """The reply to a message, and the conversation as it was before; None where it says none of the words."""
        if not self._exact and not self._beginnings:
            return None
        key = self._key(text)
        keyword = self._exact.get(key) or next(
            (k for says, k in self._beginnings if key.startswith(says)), None
        )
        return self._reply(keyword, conversation) if keyword else None

    def alike(self, text: str, conversation: Conversation) -> Turn | None:
        """The reply to a message that says nearly the words of one, for want of an answer; none that quotes."""
        key, told = self._key(text), self._told(text) if self._telling else {}
        said = {
            says: _said(says, key) for says, terms in self._telling.items() if _cosine(terms, told) >= _ALIKE
        }
        nearest = max(said, key=lambda says: said[says], default=None)
        return self._reply(self._exact[nearest], conversation) if nearest and said[nearest] >= _SAID else None

    def _key(self, text: str) -> str:
        return "".join(self._normalise(text).split())

    def _reply(self, keyword: Keyword, conversation: Conversation) -> Turn | None:
        if keyword.practice:
            passage = self._corpus.passage(keyword.practice)
            return self._guide.show(passage, conversation) if passage else None  # one that was withheld
        return Answer(Status.COURTESY, WORDING, text=fixed(keyword)), conversation


def _cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    shared = sum(weight * other.get(term, 0.0) for term, weight in one.items())
    return shared / (hypot(*one.values()) * hypot(*other.values()) or 1.0)


def _said(words: str, message: str) -> float:
    """Which part of some words a message says, in their order."""
    matcher = SequenceMatcher(None, words, message, autojunk=False)
    return sum(block.size for block in matcher.get_matching_blocks()) / len(words)


def fixed(keyword: Keyword) -> str:
    """The whole text of a fixed reply."""
    return f"{keyword.text}\n{link('点这里看', keyword.link)}" if keyword.link else keyword.text

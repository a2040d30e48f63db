"""Words of general Chinese -> the words of a corpus that mean the same: those that CC-CEDICT explains in the same way.

People sell (卖) and get an injection (打针); a law speaks of 销售 and 接种. What an editor's vocabulary says of a word goes
before this, and a word that many passages have is looked for as it is: there its equals only add noise.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.retrieval.glosses import glosses

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from bot.retrieval.shelf import Shelf

_NO_MEANING = re.compile(r"variant of|surname|abbr\.|^see |used in|classifier|old ")
_AROUND = re.compile(r"^(?:to be |to |be |a |an |the )+|\b(?:sth|sb|somebody|something)\b|[^a-z ]")

_MOST_ALIKE = 40
"""Words that share a gloss; one that more share tells nothing in particular."""

_MOST = 5
"""Words that are looked for in the place of one."""

_RARE = 0.005
"""Of all passages; a word of two characters and more that more have is looked for as it is."""

_REMEMBERED = 4096
"""Words."""

FEWEST, MOST = 500, 20_000
"""Passages of a corpus in which to look for other words. Among fewer nothing was gained: what stands in their place is told
by the editor's vocabulary, and whatever else is near misleads. Among more it was not tried, and an engine would be asked
five times as much.
"""


class Thesaurus:
    """Knows which words mean the same.

    Args:
        shelf: has the words of a corpus.
        share: of its passages those that have a word, 0…1.
    """

    def __init__(self, shelf: Shelf, share: Callable[[str], float]) -> None:
        self._lines = shelf.texts("same", lambda: sorted(_same_words({*shelf.texts("parts")}), key=_said))
        self._share = share
        # People ask with the same few words.
        self.means = lru_cache(_REMEMBERED)(self._means)

    def _means(self, word: str) -> tuple[str, ...]:
        """The words of the corpus that mean the same, the nearest first; none for a word that many passages have."""
        at = bisect_left(self._lines, word, key=_said)
        if at == len(self._lines) or _said(self._lines[at]) != word or self._is_said(word):
            return ()
        return tuple(self._lines[at].split(" ")[1:])

    def _is_said(self, word: str) -> bool:
        """Whether many passages have a word; a single character may be part of any other there."""
        return len(word) > 1 and self._share(word) > _RARE


def _same_words(words: Collection[str]) -> Iterator[str]:
    """Each word of general Chinese with those of `words` that mean the same, as a line."""
    told: dict[str, dict[str, int]] = defaultdict(dict)
    for word, meanings in glosses():
        for gloss in filter(None, map(_plain, meanings)):
            told[word].setdefault(gloss, len(told[word]))
    having: dict[str, list[str]] = defaultdict(list)
    for word, places in told.items():
        for gloss in places:
            having[gloss].append(word)
    for word, places in told.items():
        found: dict[str, float] = defaultdict(float)
        alike = ((gloss, other) for gloss in places for other in _few(having[gloss]))
        for gloss, other in alike:
            if other in words and other != word:
                found[other] += 1 / (1 + places[gloss] + told[other][gloss])  # the first glosses say most
        if found:
            yield " ".join((word, *sorted(found, key=lambda other: -found[other])[:_MOST]))


def _said(line: str) -> str:
    """The word of a line."""
    return line.partition(" ")[0]


def _few(alike: Collection[str]) -> Collection[str]:
    return alike if len(alike) <= _MOST_ALIKE else ()


def _plain(gloss: str) -> str:
    """A gloss without what stands around every other; empty for one that gives no meaning."""
    return "" if _NO_MEANING.search(gloss) else " ".join(_AROUND.sub(" ", gloss.strip()).split())

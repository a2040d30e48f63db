"""What residents say -> the words of the corpus that they may mean: vocabulary.toml, looked up by how its forms begin."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

from bot.retrieval.normalization import normalise

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.model import Synonym

_GAP = ".{0,6}?"
"""What may stand in the place of … in a form."""

_BEGINNING = 2
"""Characters by which forms are looked up; a form whose first part is one character, by that."""


@cache
def _compiled(parts: tuple[str, ...]) -> re.Pattern[str]:
    """A form with gaps, compiled when a text may say it: most never are."""
    return re.compile(_GAP.join(map(re.escape, parts)))


class Vocabulary:
    """Finds what residents say in a text."""

    def __init__(self, synonyms: Iterable[Synonym]) -> None:
        self._forms: list[tuple[tuple[str, ...], tuple[str, ...]]] = []
        self._by_beginning: dict[str, list[int]] = defaultdict(list)
        for synonym in synonyms:
            means = tuple(normalise(word) for word in synonym.means)
            for says in synonym.says:
                parts = tuple(normalise(part) for part in says.split("…"))
                self._by_beginning[parts[0][:_BEGINNING]].append(len(self._forms))
                self._forms.append((parts, means))

    def find(self, text: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
        """Where normalised text first says each form, from and to, and what that may mean, in the vocabulary's order."""
        beginnings = {"", *text, *(text[at : at + _BEGINNING] for at in range(len(text) - 1))}
        possible = (n for beginning in beginnings for n in self._by_beginning.get(beginning, ()))
        for n in sorted(possible):
            parts, means = self._forms[n]
            if len(parts) > 1:
                found = _compiled(parts).search(text)
                start, end = found.span() if found else (-1, -1)
            else:
                start = text.find(parts[0])
                end = start + len(parts[0])
            if start >= 0:
                yield start, end, means

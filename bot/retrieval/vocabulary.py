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
def _compiled(pattern: str) -> re.Pattern[str]:
    """A form, compiled when a text may say it: most never are, and all of them take a tenth of a second."""
    return re.compile(pattern)


class Vocabulary:
    """Finds what residents say in a text."""

    def __init__(self, synonyms: Iterable[Synonym]) -> None:
        self._forms: list[tuple[str, tuple[str, ...]]] = []
        self._by_beginning: dict[str, list[int]] = defaultdict(list)
        for synonym in synonyms:
            means = tuple(normalise(word) for word in synonym.means)
            for says in synonym.says:
                parts = [normalise(part) for part in says.split("…")]
                self._by_beginning[parts[0][:_BEGINNING]].append(len(self._forms))
                self._forms.append((_GAP.join(map(re.escape, parts)), means))

    def find(self, text: str) -> Iterator[tuple[re.Match[str], tuple[str, ...]]]:
        """Where normalised text first says each form, and what that may mean, in the order of the vocabulary."""
        beginnings = {"", *text, *(text[at : at + _BEGINNING] for at in range(len(text) - 1))}
        possible = (n for beginning in beginnings for n in self._by_beginning.get(beginning, ()))
        for n in sorted(possible):
            pattern, means = self._forms[n]
            found = _compiled(pattern).search(text)
            if found:
                yield found, means

"""A plain heading for a practice, proposed from its own words: the clause that tells most of it and of no other."""

from __future__ import annotations

import re
from functools import cached_property
from importlib.resources import files
from typing import TYPE_CHECKING

from bot.importing.finding.numerals import NUMERALS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

_CLAUSE = re.compile(r"[^，,。；;：:！!？?、…\n]+")
_ENUMERATOR = re.compile(
    rf"^\s*(?:[（(]?[\d{NUMERALS}]{{1,3}}(?:[）)、]|[.．](?!\d))|第?[{NUMERALS}]是|[①-⑳])\s*"
)
_SHORTEST, _LONGEST = 6, 16
_SENTENCE_END = re.compile(r"[。；;！!？?\n]")
_WORD_LENGTHS = (4, 3, 2)


class Telling:
    """Knows how rare the words of general Chinese are: the more of rare words, the more a clause tells."""

    def plain(self, text: str, others: Collection[str]) -> str | None:
        """The clause of a practice that tells most, None where none has the length of a heading.

        Args:
            text: of the practice. Its first sentence names it as the speaker does, so others come before that.
            others: texts of the other practices; what they say too tells nothing of this one.
        """
        first = _SENTENCE_END.search(text)
        clauses = list(self._clauses(text, first.end() if first else 0)) or list(self._clauses(text, 0))
        worth = {clause: self._worth(clause, others) for clause in clauses}
        return max(worth, key=lambda clause: worth[clause], default=None)

    @staticmethod
    def _clauses(text: str, begins: int) -> Iterator[str]:
        for found in _CLAUSE.finditer(text, begins):
            clause = " ".join(_ENUMERATOR.sub("", found[0], count=1).split())
            is_whole = all(
                clause.count(opens) == clause.count(closes) for opens, closes in ("“”", "《》", "（）")
            )
            if is_whole and _SHORTEST <= len(clause) <= _LONGEST:
                yield clause

    def _worth(self, clause: str, others: Collection[str]) -> float:
        own = {word for word in self._words(clause) if not any(word in other for other in others)}
        return sum(self._rarity[word] for word in own)

    def _words(self, clause: str) -> Iterator[str]:
        """The words of a clause, each the longest that begins where the last one ends."""
        at = 0
        while at < len(clause):
            word = next((w for n in _WORD_LENGTHS if (w := clause[at : at + n]) in self._rarity), "")
            if word:
                yield word
            at += len(word) or 1

    @cached_property
    def _rarity(self) -> Mapping[str, float]:
        """By word, how few texts have it: log of all by those that do."""
        table = files("jieba").joinpath("analyse/idf.txt").read_text("utf-8")
        return {word: float(rarity) for word, rarity in map(str.split, table.splitlines())}

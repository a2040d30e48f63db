"""Why a passage cannot be the answer although it shares the question's words."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np

from bot.disk.rows import Rows, hashes_of
from bot.model import Limit
from bot.retrieval.analysis import pairs_of
from bot.retrieval.asks import COUNT, TOLD
from bot.retrieval.coverage import cover
from bot.retrieval.normalization import normalise, unmarked
from bot.retrieval.strangers import Strangers

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Container, Iterator, Mapping

    from bot.retrieval.plain_texts import PlainTexts
    from bot.retrieval.query import Query
    from bot.retrieval.shelf import Shelf

_NUMBER = re.compile(r"\d+|第[一二三四五六七八九十]+")
_STRUCTURE = re.compile(r"第[一二三四五六七八九十\d]+(?:把火|条|点|个做法|项|招|步|部分|段)")
_COUNTED = re.compile(r"[\d一二三四五六七八九十百千万两]")

_NAME = "name"

_REMEMBERED = 4096
"""Passages."""

_LIKELY = 0.5
"""From this probability on, that something is asked for which the passage does not tell keeps it from answering."""

_WEIGHED = 0.05
"""What is asked for with less than this probability is not looked for sentence by sentence."""


@dataclass(frozen=True)
class _Kind:
    """A row of question_kinds.toml."""

    needs: re.Pattern[str] | None
    limit: Limit

    @staticmethod
    def of(row: Mapping[str, Any]) -> _Kind:
        needs = re.compile(normalise(row["needs"])) if "needs" in row else None
        return _Kind(needs, Limit(row["name"], row["why"]))


class Limits:
    """What keeps a passage from answering a question.

    Args:
        names: of the city, normalised; a place named there or in a speech is no other place.
        cut: normalised text as words.
        shelf: keeps what takes long to find out of a corpus.
        is_common: whether a word is one of general Chinese that is no name.
    """

    def __init__(
        self,
        names: Collection[str],
        cut: Callable[[str], list[str]],
        shelf: Shelf,
        texts: PlainTexts,
        is_common: Callable[[str], bool] = lambda _: False,
    ) -> None:
        data = tomllib.loads(files(__package__).joinpath("question_kinds.toml").read_text("utf-8"))
        self._kinds = {row["name"]: _Kind.of(row) for row in data["kind"]}
        self._told = lru_cache(_REMEMBERED)(
            self._kinds_in
        )  # the same passages are candidates again and again
        self._prescribes = re.compile(data["documents"]["prescribe"])
        pairs = chain(shelf.texts("pairs"), *map(pairs_of, names))
        said = Rows(shelf.numbers("said", lambda: np.unique(hashes_of(pairs))))
        elsewhere = shelf.texts("elsewhere", lambda: _not_said("\n".join((*names, *texts.passages)), said))
        self._strangers = Strangers(data["names"], frozenset(elsewhere), said, cut, is_common)

    def names(self, question: str) -> tuple[str, ...]:
        """The offices, places and people that a normalised question names."""
        return self._strangers.names(question)

    def prescribes(self, passages: Collection[str]) -> bool:
        """Whether a document of these passages, normalised, tells what to do and not what was done."""
        return 2 * sum(bool(self._prescribes.search(passage)) for passage in passages) > len(passages)

    def of_question(self, query: Query) -> Limit | None:
        """What speaks against answering a question for a unit with what it tells of itself.

        That names who spoke: whoever asks for a name and nothing besides (李清是谁) is answered.
        """
        limit = self.of(query, "", query.text, self.untold(query, ""))
        return None if limit and limit.kind == _NAME and not query.subject else limit

    def untold(self, query: Query, passage: str) -> Mapping[str, float]:
        """What is asked for that a passage, normalised, does not tell, each kind with how probable it is, 0…1."""
        told = self._told(passage)
        untold = {kind: p for kind, p in query.asked.kinds.items() if p and kind not in told}
        if COUNT in untold and _counts(query, passage):
            del untold[COUNT]
        return untold

    def apart(
        self, query: Query, untold: Mapping[str, float], sentences: Callable[[], Collection[str]], told: float
    ) -> float:
        """0…1: how probable it is that something is asked for which stands in no sentence that tells of the rest.

        Args:
            untold: by the whole passage.
            sentences: gives those of the passage, normalised.
            told: what the passage covers of the query.
        """
        kinds = query.asked.kinds.items()
        looked_for = {k: p for k, p in kinds if p >= _WEIGHED and k not in untold and k not in TOLD}
        if not looked_for or not told:
            return sum(untold.values())
        covered = [(sentence, cover(query, sentence).told / told) for sentence in sentences()]

        def beside(kind: str) -> float:
            telling = (share for sentence, share in covered if self._has(kind, query, sentence))
            return min(max(telling, default=0.0), 1.0)

        return sum(untold.values()) + sum(p * (1 - beside(kind)) for kind, p in looked_for.items())

    def _has(self, kind: str, query: Query, sentence: str) -> bool:
        """Whether a sentence has something of a kind; of a number, one that counts what is asked for."""
        if kind == COUNT and query.counts:
            return all(count.is_told_in(sentence) for count in query.counts)
        return kind in self._told(sentence) or (kind == COUNT and _counts(query, sentence))

    def of(self, query: Query, passage: str, told_of: str, untold: Mapping[str, float]) -> Limit | None:
        """Why the passage cannot be the answer; None where nothing speaks against it.

        Args:
            passage: normalised.
            told_of: the whole speech with its title and unit, normalised.
            untold: by the passage.
        """
        return _stranger(query, told_of) or self._of_kind(untold) or self._other_number(query, passage)

    def _kinds_in(self, passage: str) -> frozenset[str]:
        """The kinds that a passage tells whatever the question, numbers apart."""
        found = (n for n, kind in self._kinds.items() if kind.needs and kind.needs.search(passage))
        return TOLD.union(found)

    def _of_kind(self, untold: Mapping[str, float]) -> Limit | None:
        """The likeliest kind that the passage does not tell, where the passage probably does not answer for it."""
        if sum(untold.values()) < _LIKELY:
            return None
        kind = max(untold, key=lambda kind: untold[kind])
        return self._kinds[kind].limit if kind in self._kinds else Limit(COUNT, "问的是多少")

    @staticmethod
    def _other_number(query: Query, passage: str) -> Limit | None:
        """A year, an edition or a number that the passage does not have."""
        other = next((number for number in _numbers(query.asking) if number not in passage), None)
        return Limit("number", f"问的是{other}，原文没有讲到") if other else None


@lru_cache(maxsize=256)
def _numbers(asking: str) -> tuple[str, ...]:
    """The years, editions and numbers that a sentence asks of, for all passages alike."""
    return tuple(_NUMBER.findall(_STRUCTURE.sub("", asking)))


def _counts(query: Query, passage: str) -> bool:
    """Whether the passage tells a number that is asked for."""
    if query.counts:
        return all(count.found_in(passage) or count.is_told_in(passage) for count in query.counts)
    return _has_number(passage)


@lru_cache(_REMEMBERED)
def _has_number(passage: str) -> bool:
    """Whether anything is counted in a passage; the same ones are candidates again and again."""
    return _COUNTED.search(passage) is not None


def _stranger(query: Query, told_of: str) -> Limit | None:
    """A place, an office or a person that the passage, its title and its unit do not know."""
    stranger = next((name for name in query.names if not _says(told_of, name)), None)
    return Limit("elsewhere", f"问的是{stranger}，稿子里没有讲到", stranger) if stranger else None


def _says(text: str, name: str) -> bool:
    """Whether a text says a name, with marks in it or without: “麻雀”变“凤凰” is asked for as 麻雀变凤凰."""
    return name in text or _with_marks(name).search(text) is not None


@lru_cache(maxsize=1024)
def _with_marks(name: str) -> re.Pattern[str]:
    """A name whatever marks stand in it, looked for in the speech of each candidate."""
    return re.compile(r"\W*".join(unmarked(name)))


def _places() -> list[str]:
    lines = files(__package__).joinpath("places.txt").read_text("utf-8").splitlines()
    return [place for line in lines if not line.startswith("#") for place in line.split()]


def _not_said(said: str, pairs: Container[str]) -> Iterator[str]:
    """The places that are not named; most are told by their pairs, for to look for each takes seconds."""
    return (
        place
        for place in _places()
        if any(pair not in pairs for pair in pairs_of(place)) or place not in said
    )

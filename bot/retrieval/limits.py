"""Why a passage cannot be the answer although it shares the question's words."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from bot.model import Limit
from bot.retrieval.normalization import normalise

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from bot.retrieval.query import Query

_NUMBER = re.compile(r"\d+|第[一二三四五六七八九十]+")
_ORGANISATION = re.compile(
    r"..(?:局|支队|大队|派出所|法院|检察院|公司|集团|医院|银行|大学|中学|小学|幼儿园|物业公司)$"
)
_STRUCTURE = re.compile(r"第[一二三四五六七八九十\d]+(?:把火|条|点|个做法|项|招|步|部分|段)")


@dataclass(frozen=True)
class _Kind:
    """A row of question_kinds.toml."""

    asks: re.Pattern[str]
    needs: re.Pattern[str] | None
    limit: Limit
    yields: bool

    @staticmethod
    def of(row: Mapping[str, Any]) -> _Kind:
        needs = re.compile(normalise(row["needs"])) if "needs" in row else None
        return _Kind(
            re.compile("|".join(row["asks"])), needs, Limit(row["name"], row["why"]), row.get("yields", False)
        )


class Limits:
    """What keeps a passage from answering a question.

    Args:
        known: all that the corpus says, normalised; a place named there is no other place.
        cut: normalised text as words.
    """

    def __init__(self, known: Collection[str], cut: Callable[[str], list[str]]) -> None:
        data = tomllib.loads(files(__package__).joinpath("question_kinds.toml").read_text("utf-8"))
        self._wants_example = re.compile("|".join(data["wants_example"]))
        self._kinds = [_Kind.of(row) for row in data["kind"]]
        self._known = known
        self._elsewhere = {place for place in _places() if not any(place in text for text in known)}
        self._cut = cut

    def kinds(self, question: str) -> frozenset[str]:
        """What kinds of question it is, by their names; empty for one about a practice."""
        return frozenset(kind.limit.kind for kind in self._of_kinds(question))

    def of_question(self, question: str) -> Limit | None:
        """What speaks against answering a question with any passage at all: its first kind."""
        return next((kind.limit for kind in self._of_kinds(question)), None)

    def of(self, query: Query, passage: str) -> Limit | None:
        """Why the passage cannot be the answer; None where nothing speaks against it.

        Args:
            passage: normalised.
        """
        question = query.text
        for kind in self._of_kinds(question):
            if not (kind.needs and kind.needs.search(passage)):
                return kind.limit
        uncounted = next((count.said for count in query.counts if not count.found_in(passage)), None)
        if uncounted:
            return Limit("count", f"问的是“{uncounted}”，原文没有讲")
        return self._other_number(question, passage) or self._others(question)

    def _of_kinds(self, question: str) -> list[_Kind]:
        yields = bool(self._wants_example.search(question))
        return [kind for kind in self._kinds if kind.asks.search(question) and not (yields and kind.yields)]

    def _others(self, question: str) -> Limit | None:
        """A place or an organisation that the corpus does not know."""
        for word in self._cut(question):
            is_place = word in self._elsewhere or (word[-1] in "市省县州" and word[:-1] in self._elsewhere)
            if is_place or (_ORGANISATION.search(word) and not any(word in text for text in self._known)):
                return Limit("elsewhere", f"问的是{word}，稿子里没有讲到")
        return None

    @staticmethod
    def _other_number(question: str, passage: str) -> Limit | None:
        """A year, an edition or a number that the passage does not have."""
        for found in _NUMBER.finditer(_STRUCTURE.sub("", question)):
            if found[0] not in passage:
                return Limit("number", f"问的是{found[0]}，原文没有讲到")
        return None


def _places() -> list[str]:
    lines = files(__package__).joinpath("places.txt").read_text("utf-8").splitlines()
    return [place for line in lines if not line.startswith("#") for place in line.split()]

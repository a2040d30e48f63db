"""Names that a question says: of offices, places and people, by their shape. One that nobody here has said is a stranger.

The dictionary knows some names and cuts others apart (市/住/建/局, 潭/中/街道): what stands before the end of a name
belongs to it as long as it is cut into single characters.
What stands between the marks of a title (《》) is a name whatever it is made of.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Container, Iterator, Mapping

_FUNCTION = frozenset(
    "的了是在有没和跟与同把被从到去来我你他她它这那哪个各全本每就都也还又对给让叫个问请帮想说讲做搞办管找下跑人真教咋"
)
_LONGEST, _SHORTEST = 8, 3
_TITLE = re.compile(r"《([^《》]{2,40})》")
_LEVEL = "市省县区州"
_BEGINS = re.compile(r"(?:^|[^\u4e00-\u9fffa-z0-9]|[和跟与同])市?$")


class Strangers:
    """Finds names.

    Args:
        shapes: `[names]` of question_kinds.toml.
        places: names of places that the corpus does not name, however they end.
        said: pairs of characters that the corpus says.
        cut: normalised text as words.
        is_common: whether a word is one of general Chinese that is no name.
    """

    def __init__(
        self,
        shapes: Mapping[str, str],
        places: Collection[str],
        said: Container[str],
        cut: Callable[[str], list[str]],
        is_common: Callable[[str], bool],
    ) -> None:
        self._organisation = re.compile(rf"(?:{shapes['organisation']})$")
        self._short = re.compile(rf".{{1,2}}(?:{shapes['short']})$")
        self._place = re.compile(rf"(?:{shapes['place']})$")
        self._person = re.compile(rf"([{shapes['surnames']}][\u4e00-\u9fff]{{1,2}})(?:{shapes['person']})")
        self._seat = re.compile(shapes["seat"])
        self._places, self._said, self._cut, self._is_common = places, said, cut, is_common

    def names(self, question: str) -> tuple[str, ...]:
        """Offices and people in a normalised question, and places that the corpus does not name.

        An office known to one speech is a stranger to another; a place is not, for speeches share the city.
        """
        words = self._cut(question)
        seats = self._seat.findall(question)
        titles = [
            part for title in _TITLE.findall(question) for part in title.split()
        ]  # names of ours are blanks
        named = (*self._of_words(question, words), *seats, *self._of_people(question), *titles)
        return tuple(dict.fromkeys(named))

    def _of_words(self, question: str, words: list[str]) -> Iterator[str]:
        for n, word in enumerate(words):
            if word in self._places or (word[-1] in _LEVEL and word[:-1] in self._places):
                yield word
            elif self._organisation.search(word):
                name = self._whole(words, n, self._organisation)
                if len(name) >= _SHORTEST:
                    yield name
            elif self._place.search(word):
                name = self._whole(words, n, self._place)
                bare = self._place.sub("", name)
                # The corpus may have its end alone: words before it may have been taken for a part of it.
                if len(bare) >= _SHORTEST - 1 and not self._is_common(name) and bare[-2:] not in self._said:
                    yield name
            elif self._short.match(word) and self._begins(question, word):
                yield word

    @staticmethod
    def _begins(question: str, word: str) -> bool:
        """Whether a word begins a clause, but for what joins it to another name or places it (市妇联)."""
        return _BEGINS.search(question[: question.index(word)]) is not None

    def _whole(self, words: list[str], n: int, ending: re.Pattern[str]) -> str:
        """The name that ends with a word, with what belongs to it before."""
        name = words[n]
        if ending.sub("", name):
            return name.lstrip(_LEVEL) if len(name.lstrip(_LEVEL)) >= _SHORTEST else name
        before = n - 1
        while (
            before >= 0
            and len(name) < _LONGEST
            and len(words[before]) == 1
            and words[before] not in _FUNCTION
        ):
            name, before = words[before] + name, before - 1
        if name == words[n] and before >= 0 and self._belongs(words[before], ending):
            name = words[before] + name
        return name.lstrip(_LEVEL)

    def _belongs(self, word: str, ending: re.Pattern[str]) -> bool:
        """Whether a word before the bare end of a name is a part of it; of an organisation's it may be any (救援支队)."""
        if ending is self._organisation:
            return len(word) > 1 and _FUNCTION.isdisjoint(word)
        return not self._is_common(word)

    def _of_people(self, question: str) -> Iterator[str]:
        for found in self._person.finditer(question):
            if not self._is_common(found[1]):
                yield found[1]

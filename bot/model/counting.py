"""Questions of how many, and the numbers in a text that answer them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_ROLE = "党员|干部|选手|代表"
"""What not everybody is: a number of people is none of these unless it says so."""

_PEOPLE = f"个?(?:人|老百姓|百姓|群众|民众|居民|市民|村民|住户|[名位]?(?P<role>{_ROLE})|[名位])"
_ASKED = re.compile(
    rf"(?:多少|几多|好多|(?<![这那近前后头好])几)[十百千万]*(?!个?亿)(?:(?P<people>{_PEOPLE})|(?P<measure>[\u4e00-\u9fff])(?P<noun>[\u4e00-\u9fff]{{0,2}}))"
)
_LIKE = ("人名位个", "次回场趟", "个处座家项种条支份")
"""Measure words that stand for one another."""

_MEASURES = "".join(_LIKE) + "副本只棵辆件块套间栋户把篇期批组张台盏样类级届天年月日号元斤米吨层"
_TAIL = re.compile("[啊呀呢吧嘛哦了的]+$")
_NUMERAL = "(?<![0-9])(?![0-9]{4}年)[0-9一二三四五六七八九十百千万两]+余?多?万?多?"
_PERSON = "人"


_NAME = "\0"
"""In the place of what is counted: to compile a pattern for each noun takes a millisecond."""


@dataclass(frozen=True)
class Count:
    """That a question asks how many.

    Attributes:
        said: its words for that, up to the measure, such as 几次.
        measure: what is counted by; empty where the thing itself stands behind 多少 (多少泵站).
        noun: what is counted, as far as it is said behind the measure.
        role: of the people that are counted, where not everybody has it.
    """

    said: str
    measure: str
    noun: str = ""
    role: str = ""

    def found_in(self, text: str) -> str | None:
        """The number in normalised text that counts the same thing: “几次” finds 30余次, and 三回."""
        if self.role:
            return self._of_role(text)
        if self.measure:
            found = self._alike.search(text)
            return found[0] if found else None
        return next(iter(self._named_in(text)), None)

    def told_in(self, text: str) -> str | None:
        """The number that answers: what is counted follows it, or no other number has its measure."""
        if self.role:
            return self._of_role(text)
        numbers = self._named_in(text) or self._measured_in(text)
        return numbers[0] if len(numbers) == 1 else None

    def is_told_in(self, text: str) -> bool:
        """Whether normalised text answers, be it by several numbers or by naming what is counted: 红星社区、东风社区."""
        named = self._named_in(text)
        measured = [] if named or self.role else self._measured_in(text)
        if named or len(measured) == 1 or (measured and self.measure == _PERSON):
            return True
        if self.role and self._of_role(text):
            return True
        noun = self.noun if self.measure in ("个", "") else ""
        if len(noun) <= 1 or text.count(noun) <= 1:
            return False
        return re.search(f"{re.escape(noun)}、[^,。;、]+{re.escape(noun)}", text) is not None

    def _named_in(self, text: str) -> list[str]:
        """The numbers that what is counted follows (2个二级站、5个三级站), by the longest name for it that stands there."""
        named = (text.replace(name, _NAME) for name in self._names if name in text)
        return next(filter(None, map(_counting(self._like).findall, named)), [])

    def _measured_in(self, text: str) -> list[str]:
        """The numbers that have its measure, else those that have one like it."""
        return (self._measured.findall(text) or self._alike.findall(text)) if self.measure else []

    @cached_property
    def _like(self) -> str:
        """Its measure and what stands for that, else any."""
        alike = "".join(group for group in _LIKE if self.measure in group) or self.measure
        return f"[{alike}]" if self.measure else f"[{_MEASURES}]?"

    @cached_property
    def _alike(self) -> re.Pattern[str]:
        return re.compile(_NUMERAL + self._like)

    @cached_property
    def _names(self) -> Sequence[str]:
        """What is counted; of a thing without a measure it is not known where its name ends."""
        least = len(self.noun) if self.measure else min(len(self.noun), 2)
        return [self.noun[:length] for length in range(len(self.noun), max(least, 1) - 1, -1)]

    @cached_property
    def _measured(self) -> re.Pattern[str]:
        return re.compile(_NUMERAL + ("[人名位]次?" if self.measure == _PERSON else re.escape(self.measure)))

    def _of_role(self, text: str) -> str | None:
        """The number of people of that role in a text: 10名选手, 党员120名."""
        number = rf"({_NUMERAL}[人名位个])"
        found = re.search(rf"{number}{self.role}|{self.role}.{{0,4}}?{number}", text)
        return found[1] or found[2] if found else None


@lru_cache(maxsize=256)
def _counting(measure: str) -> re.Pattern[str]:
    """A number with its measure, before what is counted."""
    return re.compile(f"({_NUMERAL}{measure})[\u4e00-\u9fff]{{0,2}}{_NAME}")


def counts_asked(question: str) -> tuple[Count, ...]:
    """All that a normalised question wants counted."""
    return tuple(map(_count, _ASKED.finditer(question)))


def _count(found: re.Match[str]) -> Count:
    if found["people"]:
        return Count(found[0], _PERSON, role=found["role"] or "")
    said, measure, noun = found[0].removesuffix(found["noun"]), found["measure"], found["noun"]
    if measure in _MEASURES or said.startswith("几"):
        return Count(said, measure, noun)
    return Count(said, "", _TAIL.sub("", measure + noun))

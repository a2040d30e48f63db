"""Questions of how many, and the numbers in a text that answer them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

_ROLE = "党员|干部|选手|代表"
"""What not everybody is: a number of people is none of these unless it says so."""

_PEOPLE = f"个?(?:人|老百姓|百姓|群众|居民|市民|村民|住户|[名位]?(?P<role>{_ROLE})|[名位])"
_ASKED = re.compile(
    rf"(?:多少|几多|好多|几)(?!个?亿)(?:(?P<people>{_PEOPLE})|(?P<measure>[\u4e00-\u9fff])(?P<noun>[\u4e00-\u9fff]{{0,2}}))"
)
_LIKE = ("人名位个", "次回场趟", "个处座家项种条支份")
"""Measure words that stand for one another."""

_NUMERAL = "[0-9一二三四五六七八九十百千万两]+余?多?万?多?"
_PERSON = "人"


@dataclass(frozen=True)
class Count:
    """That a question asks how many.

    Attributes:
        said: its words for that, up to the measure, such as 几次.
        measure: what is counted by.
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
        found = self._like.search(text)
        return found[0] if found else None

    @cached_property
    def _like(self) -> re.Pattern[str]:
        alike = "".join(group for group in _LIKE if self.measure in group) or self.measure
        return re.compile(rf"{_NUMERAL}[{alike}]")

    def told_in(self, text: str) -> str | None:
        """The number that answers: what is counted follows it, or no other number has its measure."""
        if self.role:
            return self._of_role(text)
        measure = "[人名位]次?" if self.measure == _PERSON else re.escape(self.measure)
        numbers = list(re.finditer(rf"{_NUMERAL}{measure}", text))
        exact = [found for found in numbers if self.noun and text.startswith(self.noun, found.end())]
        if exact or len(numbers) == 1:
            return (exact or numbers)[0][0]
        return None

    def _of_role(self, text: str) -> str | None:
        """The number of people of that role in a text: 10名选手, 党员120名."""
        number = rf"({_NUMERAL}[人名位个])"
        found = re.search(rf"{number}{self.role}|{self.role}.{{0,4}}?{number}", text)
        return found[1] or found[2] if found else None


def counts_asked(question: str) -> tuple[Count, ...]:
    """All that a normalised question wants counted."""
    return tuple(
        Count(found[0], _PERSON, role=found["role"] or "")
        if found["people"]
        else Count(found[0].removesuffix(found["noun"]), found["measure"], found["noun"])
        for found in _ASKED.finditer(question)
    )

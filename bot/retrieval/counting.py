"""Questions of how many, and the numbers in a text that answer them."""

from __future__ import annotations

import re
from dataclasses import dataclass

_ASKED = re.compile(r"(?:多少|几多|好多|几)([\u4e00-\u9fff])")
_LIKE = ("人名位个", "次回场趟", "个处座家项种条支份")
"""Measure words that stand for one another."""

_NUMERAL = "[0-9一二三四五六七八九十百千万两]"


@dataclass(frozen=True)
class Count:
    """That a question asks how many; `said` are its words for that, such as 几次."""

    said: str

    def found_in(self, text: str) -> str | None:
        """The number in normalised text that counts the same thing: “几次” finds 30余次, and 三回."""
        measure = self.said[-1]
        alike = "".join(group for group in _LIKE if measure in group) or measure
        found = re.search(rf"{_NUMERAL}+余?多?万?多?[{alike}]", text)
        return found[0] if found else None


def counts_asked(question: str) -> tuple[Count, ...]:
    """All that a normalised question wants counted."""
    return tuple(Count(found[0]) for found in _ASKED.finditer(question))

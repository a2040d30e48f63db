"""The numbers and signs that lines begin with."""

from __future__ import annotations

import re

from bot.importing.finding.markers import NO_SIGN

_NUMBERS = re.compile(
    r"(?:\d{1,2}(?:\s*[.．、]\s*|\s+)|0\d-?(?=[\u4e00-\u9fff“])|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|"
    rf"[^{NO_SIGN}—]\s*|"
    r"第[一二三四五六七八九十\d]{1,3}[\u4e00-\u9fff]{1,2}[：:]\s*|[【\[]?(?:(?:典型)?(?:案例|事例|经验)之?|之)[一二三四五六七八九十\d]{1,3}[】\]]?[：:、.\s]*)*"
)


def numbering(text: str) -> str:
    """The manner in which a line is numbered: what stands before its words, without what it counts."""
    return uncounted(text.removesuffix(unnumbered(text)))


def uncounted(numbers: str) -> str:
    """Numbers and signs without what they count."""
    return re.sub(r"[\d一二三四五六七八九十]+", "#", numbers)


def unnumbered(text: str) -> str:
    """A line without the numbers or signs it begins with."""
    return _NUMBERS.sub("", text, count=1)

"""Dates as Chinese pages write them."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from bot.importing.finding.numerals import below_hundred

if TYPE_CHECKING:
    from collections.abc import Iterator

_DIGITS = {char: str(n) for n, char in enumerate("〇一二三四五六七八九")} | {
    "零": "0",
    "○": "0",
    "Ｏ": "0",
    "О": "0",
    "O": "0",
}
_NUMERIC = re.compile(r"(?<!\d)((?:19|20)\d{2})\s*[-/.．年]\s*(\d{1,2})\s*[-/.．月]\s*(\d{1,2})(?!\d)\s*日?")
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d{2})(0[1-9]|1[0-2])([0-2]\d|3[01])(?!\d)")
_CHINESE = re.compile(
    r"([一二][〇零○OＯО一二三四五六七八九]{3})\s*年\s*([一二三四五六七八九十]{1,3})\s*月\s*([一二三四五六七八九十]{1,3})\s*日"
)
_MONTH = re.compile(r"(?<!\d)((?:19|20)\d{2})\s*年\s*(\d{1,2})\s*月(?!\s*\d)")
_CHINESE_MONTH = re.compile(
    r"([一二][〇零○OＯО一二三四五六七八九]{3})\s*年\s*([一二三四五六七八九十]{1,3})\s*月(?!\s*[一二三四五六七八九十])"
)
_LONGEST_BESIDE = 25  # a unit that signs, a label, an hour


def dates_in(text: str) -> Iterator[tuple[int, int, date]]:
    """Every full date with its start and end, by kind; impossible ones are none."""
    for pattern, number in ((_NUMERIC, int), (_CHINESE, _chinese)):
        for found in pattern.finditer(text):
            day = _date(*(number(part) for part in found.groups()))
            if day:
                yield found.start(), found.end(), day


def first_date(text: str) -> date | None:
    """The date that stands first."""
    found = min(dates_in(text), default=None)
    return found[2] if found else None


def date_in_address(address: str) -> date | None:
    """The date that sites put into addresses (t20240111_1.html, /2024/01/11/, /2024-01/11/)."""
    for pattern in (_COMPACT, re.compile(r"/((?:19|20)\d{2})[-/]?(\d{2})[-/](\d{2})(?!\d)")):
        found = pattern.search(address)
        day = _date(*map(int, found.groups())) if found else None
        if day:
            return day
    return None


def stands_alone(text: str) -> bool:
    """Whether a line holds a date and little else."""
    found = min(dates_in(text), default=None)
    return found is not None and _little(text[: found[0]] + text[found[1] :])


def without(text: str) -> str:
    """A text without its dates."""
    for start, end, _ in sorted(dates_in(text), reverse=True):
        text = text[:start] + text[end:]
    return text


def month_in(text: str) -> str | None:
    """A month with its year where no day follows, as YYYY-MM, on a line that holds little else."""
    for pattern, number in ((_MONTH, int), (_CHINESE_MONTH, _chinese)):
        found = pattern.search(text)
        first = _date(number(found[1]), number(found[2]), 1) if found else None
        if found and first and _little(text[: found.start()] + text[found.end() :]):
            return f"{first:%Y-%m}"
    return None


def _little(rest: str) -> bool:
    return not re.search(r"[，。；！？]", rest) and len(re.sub(r"[\W\d]", "", rest)) <= _LONGEST_BESIDE


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _chinese(text: str) -> int:
    """一九九八, 二〇二四, 十一, 一十一, 二十三, 三十; 0, which no date has, where it is no number."""
    if "十" not in text:
        return int("".join(_DIGITS.get(char, "0") for char in text))
    return below_hundred(text.removeprefix("一") if text.startswith("一十") else text) or 0

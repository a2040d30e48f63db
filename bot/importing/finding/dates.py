"""Dates as Chinese pages write them."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from bot.importing.finding.numerals import NUMERALS, below_hundred

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_ZEROS = "〇零○OＯО"
_PART = rf"(\d{{1,2}}|[{NUMERALS}]{{1,3}})"
_YEAR = rf"(?<!\d)((?:19|20)\d{{2}}|[一二][{_ZEROS}{NUMERALS}]{{3}})"
_DAY = re.compile(rf"{_YEAR}\s*[-/.．年]\s*{_PART}\s*[-/.．月]\s*{_PART}(?!\d)\s*日?")
_MONTH = re.compile(rf"{_YEAR}\s*[-.．年]\s*{_PART}\s*(?:月(?!\s*[\d{NUMERALS}])|$)")  # 2023年10月, 2023.10
_UNTIL = re.compile(rf"\s*(?:[—–~～至到-]+)\s*(?:{_PART}\s*月)?\s*{_PART}\s*日")
_DAY_ALONE = re.compile(rf"[（(]?\s*({_PART}\s*月\s*{_PART}\s*日)(?:{_UNTIL.pattern})?\s*[）)]?")
_BEGINS = re.compile(rf"{_YEAR}年[，,]")
_ISSUE = r"第\s*\S{1,3}\s*[期辑集]"
_YEAR_OF_ISSUE = re.compile(rf"{_YEAR}\s*年?\s*{_ISSUE}|{_ISSUE}\D{{0,4}}{_YEAR}\s*年(?!\s*\d)")
_IN_ADDRESS = re.compile(r"(?<!\d)((?:19|20)\d{2})[-/]?(0[1-9]|1[0-2])[-/]?([0-2]\d|3[01])(?!\d)")
_LABELLED = re.compile(r"(?:时间|日期)\s*[】\]]?[:：]\s*$")
_LONGEST_BESIDE = 25  # a unit that signs, a label, an hour


def dates_in(text: str, written: re.Pattern[str] = _DAY) -> Iterator[tuple[int, int, date]]:
    """Every date with its start and end; impossible ones are none, a month is its first day."""
    for found in written.finditer(text):
        year, month, *day = map(_number, found.groups())
        try:
            yield found.start(), found.end(), date(year, month, *(day or [1]))
        except ValueError:
            continue


def first_date(text: str) -> date | None:
    """The full date that stands first."""
    return next((day for _, _, day in dates_in(text)), None)


def date_in_address(address: str) -> date | None:
    """The date that sites put into addresses (t20240111_1.html, /2024/01/11/, /2024-01/11/)."""
    return next((day for _, _, day in dates_in(address, _IN_ADDRESS)), None)


def stands_alone(text: str) -> bool:
    """Whether a line holds a date and little else."""
    return any(_little(text[:start] + text[end:]) for start, end, _ in dates_in(text))


def is_span(text: str) -> bool:
    """Whether a line says from which day to which something goes on: 2024年9月10日—11日."""
    return any(_UNTIL.match(text, end) for _, end, _ in dates_in(text))


def day_of_year(title: str, below: Iterable[str]) -> date | None:
    """The day on a line of its own below a title, in the year that this names: 2024年…安排, （10月22日—23日）."""
    year = re.search(_YEAR, title)
    day = next(filter(None, map(_DAY_ALONE.fullmatch, below)), None)
    return first_date(f"{year[0]}年{day[1]}") if year and day else None


def without(text: str) -> str:
    """A text without its dates."""
    for start, end, _ in reversed([*dates_in(text)]):
        text = text[:start] + text[end:]
    return text


def year_in(text: str) -> str | None:
    """The year that stands with the number of an issue: 2025年第4期, 第二辑 · 2025年."""
    found = _YEAR_OF_ISSUE.search(text)
    return str(_number(found[1] or found[2])) if found else None


def year_begun(text: str) -> str | None:
    """The year with which a text begins that tells what was done in it: 2022年，我校…."""
    found = _BEGINS.match(text)
    return str(_number(found[1])) if found else None


def month_in(text: str) -> str | None:
    """A month with its year where no day follows, as YYYY-MM, behind its label or on a line that holds little else."""
    for start, end, day in dates_in(text, _MONTH):
        if _LABELLED.search(text[:start]) or _little(text[:start] + text[end:]):
            return f"{day:%Y-%m}"
    return None


def _little(rest: str) -> bool:
    rest = re.sub(r"，(?=[\s\d]*[）)]$)", "", rest)  # （某推进会，2025年8月14日）
    return not re.search(r"[，。；！？]", rest) and len(re.sub(r"[\W\d]", "", rest)) <= _LONGEST_BESIDE


def _number(text: str) -> int:
    """2024, 二〇二四, 十一, 二十三; 0, which no date has, where it is no number."""
    if text.isdecimal():
        return int(text)
    tens = below_hundred(text)
    digits = (0 if char in _ZEROS else NUMERALS.index(char) + 1 for char in text)
    return int("".join(map(str, digits))) if tens is None and "十" not in text else tens or 0

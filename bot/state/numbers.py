"""Numbers of a person in a text: identity cards, bank cards, telephones.

They are read as groups of digits (138-0013-8000 is three), also in characters (幺三八). What consecutive groups make
together is judged by what the number itself proves: the check digit of an identity card, Luhn's of a bank card, the prefix
of a telephone. Sums, years, dates and the numbers of documents are none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import dropwhile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_CHINESE = dict(zip("零〇○一二三四五六七八九幺两壹贰叁肆伍陆柒捌玖", "00012345678912123456789", strict=True))
DIGITS = frozenset("0123456789").union(_CHINESE)
"""Characters that numbers are made of."""

_GROUP = re.compile(f"[0-9]+|[{''.join(_CHINESE)}]+")
# Between the groups of one number, the last ones unseen; a comma or 、 parts several numbers.
_BETWEEN = re.compile(r"[\s.()_~·•・‧‐-―−-]{0,3}[\s\u00ad\u200b-\u200d\u2060\u20e3\ufe0f\ufeff]{0,3}")
_LONGEST = 19
"""Digits of the longest number there is: a bank card's."""

_LEAST, _PARTS = 3, 2
"""Digits of a group in a number typed in groups; groups of a telephone number without an area code (282 5192)."""

_MOBILE = re.compile(r"(?:0{0,2}86)?1[3-9]\d{9}")
_FIXED = re.compile(r"(?:0{0,2}86)?0(?:10|2\d|[3-9]\d\d)[2-8]\d{6,7}|0{0,2}86(?:10|2\d)[2-8]\d{7}")
_PREFIX = re.compile(r"86|1|10|2\d")
_LOCAL = re.compile(r"[2-8]\d{6,7}")
_SERVICE = re.compile(r"[48]00\d{7}")
_BANK = re.compile(r"[3-6]\d{15,18}")

_DAY = r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_REGION = r"(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])\d{4}"
_IDENTITY = re.compile(rf"{_REGION}{_DAY}\d{{3}}[\dX]")
_OLD_IDENTITY = re.compile(rf"{_REGION}\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{{3}}")
_IDENTITY_SAID = re.compile(r"(?:身份证|证件号|身份号|公民号).{0,8}$", re.DOTALL)
_OF_NEITHER = re.compile(f"{_REGION}{_DAY}")
"""How numbers of cases begin, of region and day."""

_LAST_IS_X = 17
"""Digits of an identity card that ends in X."""

_SUM = r"(?:\.\d+)?\s?(?:[万亿]|元|块|美元|欧元|人民币)"
_MEASURE = r"[千百%户次件条份套辆台张亩盏项吨斤克株棵]|平方|平米|米|公里|公斤|个(?!人)|名(?!字)|位(?!置)|人(?![工在接不])"
COUNTED = rf"{_SUM}|\s?[多余]?(?:{_MEASURE})"
"""What follows a number that counts something."""

_IS_SUM, _IS_COUNT = re.compile(_SUM), re.compile(rf"{COUNTED}|\s?号(?![码机线上没打不是])")
_CURRENCY = re.compile(r"[¥$€£]\s?$")
_DOCUMENT = re.compile(
    r"(?:编号|单号|文号|工号|案号|件号|档号|批号|序号|备案号?|字|第|[〕\]】]|(?<![A-Za-z])[A-Za-z]|No\.?)[是为:：#\s]{0,3}$"
)
_BEFORE = 12
"""Characters before a number that may tell what it is."""


@dataclass(frozen=True)
class Span:
    """A stretch of a text that names a person, and what it is."""

    start: int
    end: int
    what: str


@dataclass(frozen=True)
class _Group:
    """Digits in a row of one script.

    Attributes:
        parted: by what from the group before it; None where no number goes on from there.
    """

    start: int
    end: int
    digits: str
    parted: str | None


def numbers(text: str) -> Iterator[Span]:
    """The numbers in a text of half width; of two that begin together the longer."""
    groups, first = list(_groups(text)), 0
    while first < len(groups):
        end = first + 1
        for last in reversed(range(first, _reach(groups, first))):
            number = _number(text, groups[first : last + 1])
            if number:
                if number.what:
                    yield number
                end = last + 1
                groups[end : end + 1] = [replace(group, parted=None) for group in groups[end : end + 1]]
                break
        first = end


def _groups(text: str) -> Iterator[_Group]:
    end: int | None = None
    for found in _GROUP.finditer(text):
        between = None if end is None else text[end : found.start()]
        parted = between if between is not None and _BETWEEN.fullmatch(between) else None
        digits = "".join(_CHINESE.get(char, char) for char in found[0])
        yield _Group(found.start(), found.end(), digits, parted)
        end = found.end()


def _reach(groups: Sequence[_Group], first: int) -> int:
    """The end of the groups that may be one number with the first."""
    length = len(groups[first].digits)
    for at in range(first + 1, len(groups)):
        length += len(groups[at].digits)
        if groups[at].parted is None or length > _LONGEST:
            return at
    return len(groups)


def _number(text: str, groups: Sequence[_Group]) -> Span | None:
    """What groups make together; of no name where it names nobody and is to be passed over whole."""
    digits, start, end = "".join(group.digits for group in groups), groups[0].start, groups[-1].end
    if not _is_one(groups):
        return None
    has_x = len(digits) == _LAST_IS_X and text[end : end + 1] in ("X", "x")
    if _is_identity(f"{digits}X" if has_x else digits, text[:start][-_BEFORE:]):
        return Span(start, end + has_x, "身份证号")
    if _BANK.fullmatch(digits) and _proves(digits) and not _OF_NEITHER.match(digits):
        return Span(start, end, "银行卡号")
    if _SERVICE.fullmatch(digits):
        return Span(start, end, "")
    if _is_telephone(text, groups, digits):
        return Span(start - (text[start - 1 : start] in ("+", "(")), end, "电话")
    return None


def _is_one(groups: Sequence[_Group]) -> bool:
    """Whether groups look like one number: of three digits and more, of a digit each, or with nothing between."""
    if not any(group.parted for group in groups[1:]):
        return True
    rest = dropwhile(lambda group: _PREFIX.fullmatch(group.digits), groups)
    sizes = [len(group.digits) for group in rest] or [1]
    return min(sizes) >= _LEAST or set(sizes) == {1}


def _is_identity(number: str, before: str) -> bool:
    """By its check digit (ISO 7064, MOD 11-2); one that is mistyped, by its X or by what stands before it."""
    if _OLD_IDENTITY.fullmatch(number):
        return True
    if not _IDENTITY.fullmatch(number):
        return False
    if number.endswith("X") or _IDENTITY_SAID.search(before):
        return True
    total = sum(int(digit) * pow(2, 17 - place, 11) for place, digit in enumerate(number[:17]))
    return "10X98765432"[total % 11] == number[17]


def _proves(digits: str) -> bool:
    """Luhn's check."""
    doubled = [str(int(digit) * (1 + place % 2)) for place, digit in enumerate(reversed(digits))]
    return sum(int(digit) for digit in "".join(doubled)) % 10 == 0


def _is_telephone(text: str, groups: Sequence[_Group], digits: str) -> bool:
    before, end = text[: groups[0].start][-_BEFORE:], groups[-1].end
    if _CURRENCY.search(before) or _IS_SUM.match(text, end):
        return False
    if _MOBILE.fullmatch(digits) or _FIXED.fullmatch(digits):
        return True
    # Without an area code a number proves little by itself: nothing around it must speak for another.
    is_whole = groups[0].parted is None and len(groups) <= _PARTS
    is_other = re.fullmatch(_DAY, digits) or _DOCUMENT.search(before) or _IS_COUNT.match(text, end)
    return bool(is_whole and _LOCAL.fullmatch(digits) and not is_other)

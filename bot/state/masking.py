"""What names a person is taken out of a text before it is written, however it was typed."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.state.numbers import COUNTED, DIGITS, Span, numbers

if TYPE_CHECKING:
    from collections.abc import Iterator

_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_S = r"[\s.·•・‧_‐-―−-]{0,2}"
_PLATES = re.compile(
    rf"[{_PROVINCES}]{_S}[A-HJ-NP-Z]{_S}临?(?=(?:{_S}[A-Z]){{0,3}}{_S}\d)(?:{_S}[A-HJ-NP-Z0-9]){{4,5}}"
    rf"(?:{_S}[A-HJ-NP-Z0-9]|[学警挂港澳领试超]|{_S}应急)(?![A-Z0-9])"
    rf"|[{_PROVINCES}]{_S}\d\d{_S}\d{{5}}(?!\d|{COUNTED})"  # tractors
    rf"|使{_S}\d{{3}}{_S}\d{{3}}(?!\d|{COUNTED})|民航{_S}[A-Z]{_S}\d{{4}}(?!\d)"
    rf"|(?<![A-Z])WJ{_S}(?:[{_PROVINCES}]|\d\d){_S}\d{{4}}[\dA-Z](?![A-Z0-9])"
    rf"|(?<![A-Z])[VZHKEBSLJNGC][A-Z][·•・‧]\d{{5}}(?!\d)",  # the army's; without the dot it may be anything
    re.IGNORECASE,
)
_LEAST_DIGITS = 3
"""Of a plate; 京 and six letters are none."""

_PASSPORTS = re.compile(
    r"(?<![A-Z0-9])(?:[EGDSPHMCLT]\d{8}|[EC][A-HJ-NP-Z]\d{7}|[DSP]E\d{7}|[HM]\d{10})(?![A-Z0-9])",
    re.IGNORECASE,
)
_EMAILS = re.compile(
    r"(?<![A-Z0-9])[A-Z0-9][A-Z0-9._%+-]{0,63}\s?@\s?(?:[A-Z0-9-]{1,63}\.){1,5}[A-Z]{2,24}(?![A-Z])",
    re.IGNORECASE,
)


def mask(text: str) -> str:
    """A text with what names a person in it replaced by what it was; all else stays as it was typed."""
    meant = "".join(map(_meant, text))
    told, at = list[str](), 0
    # What begins first and is longest stands for all that overlaps it.
    for span in sorted(_found(meant), key=lambda span: (span.start, -span.end)):
        if span.start >= at:
            told += (text[at : span.start], f"［{span.what}］")
        at = max(at, span.end)
    return "".join((*told, text[at:]))


def _found(meant: str) -> Iterator[Span]:
    if any(char in DIGITS for char in meant):
        yield from numbers(meant)
        for plate in _PLATES.finditer(meant):
            if sum(map(str.isdigit, plate[0])) >= _LEAST_DIGITS:
                yield Span(*plate.span(), "车牌")
        for passport in _PASSPORTS.finditer(meant):
            yield Span(*passport.span(), "证件号")
    if "@" in meant:
        yield from (Span(*address.span(), "邮箱") for address in _EMAILS.finditer(meant))


@lru_cache(maxsize=8192)
def _meant(char: str) -> str:
    """A character as it is meant: of half width, digits of whatever script as ours; always one."""
    if char.isascii():
        return char
    digit = unicodedata.digit(char, None)
    if digit is not None:
        return str(digit)
    normal = unicodedata.normalize("NFKC", char)
    return normal if len(normal) == 1 else char

"""Text as it is compared: one form whatever keyboard, width or script it was typed in."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import opencc

_HAN = r"\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
RUN = re.compile(rf"[{_HAN}]+|[a-z0-9]+")
"""A stretch that makes terms: Han characters, or Latin letters and digits."""

_SPACE_BY_HAN = re.compile(rf"(?<=[{_HAN}])\s+|\s+(?=[{_HAN}])")
_MARKS = re.compile(r"\W")
_INVISIBLE = {"Cf", "Cc", "Cs", "Co", "Cn"}
_LAID_OUT = {ord("\n"): " ", ord("\t"): " "}
"""What stays although it is not printable; str.isprintable says at once that most texts have nothing else of the kind."""


@lru_cache(maxsize=512)
def normalise(text: str) -> str:
    """NFKC, lower case, Simplified characters, nothing invisible, no space beside a Han character.

    A space between Han characters separates nothing in Chinese (“小 广 告”); it is a habit of some keyboards.
    Every part that reads a message asks for it again, so the last ones are remembered.
    """
    plain = unicodedata.normalize("NFKC", text)
    if not plain.translate(_LAID_OUT).isprintable():
        plain = "".join(c for c in plain if c in "\n\t" or unicodedata.category(c) not in _INVISIBLE)
    simplified = _simplifier().convert(plain.lower())
    return _SPACE_BY_HAN.sub("", simplified).strip()


def unmarked(text: str) -> str:
    """A text without marks and spaces, to be held against another whatever stands between its words."""
    return _MARKS.sub("", text)


@lru_cache(maxsize=1)
def _simplifier() -> opencc.OpenCC:
    """Built on first use: loading its tables takes milliseconds that most imports of this module do not need."""
    return opencc.OpenCC("t2s")

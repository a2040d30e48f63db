"""Chinese numerals, as enumerators and dates write them."""

from __future__ import annotations

import re

NUMERALS = "一二三四五六七八九十"
_WELL_FORMED = re.compile(f"([{NUMERALS[:9]}]?十)?([{NUMERALS[:9]}])?")


def below_hundred(numeral: str) -> int | None:
    """一 … 九十九, as far as it is well formed."""
    found = _WELL_FORMED.fullmatch(numeral)
    if not numeral or not found:
        return None
    tens = NUMERALS.index(found[1][0]) + 1 if found[1] and len(found[1]) > 1 else 1 if found[1] else 0
    return tens * 10 + (NUMERALS.index(found[2]) + 1 if found[2] else 0)

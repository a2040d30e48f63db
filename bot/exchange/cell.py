r"""Text that goes into a cell and must come out of it again, to the character, whatever program was between.

Two things are done to it, and undone in the other order:

- *escaped*: characters that a file cannot hold are written `\u{7}`, their code point in hexadecimal. So are an `x`
  that a workbook would read as its own escape (`_x0041_`), and a backslash that looks like the beginning of ours.
- *guarded*: what a spreadsheet would calculate or rewrite begins with an apostrophe: formulas (CSV injection, see
  OWASP), numbers, dates, times, amounts of money, truth values.
"""

from __future__ import annotations

import re
import unicodedata

LINES = "\n"
NAMES = "、；;\n"
"""What parts the items of a list in a cell."""

_UNSAFE = r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]|\\(?=u\{)|x(?=[0-9A-Fa-f]{4}_)"
_UNSAFE_TEXT = re.compile(_UNSAFE)
_ESCAPED = re.compile(r"\\u\{([0-9a-f]{1,5}|10[0-9a-f]{4})\}")
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_PLAIN_NUMBER = re.compile(r"0|[1-9]\d{0,8}")
"""Spreadsheets read it as a number and write it as it was."""

_REWRITTEN = re.compile(
    r"[=+\-@'].*"
    r"|true|false"
    r"|(?:上午|下午|[\d.(¥$€£])[\d\s.,:;/%()+\-a-z年月日号时点分秒上下午元]*"
    rf"|(?:{_MONTHS})[a-z]*[\s.\-/]*\d[\d\s,./\-]*"
    r"|[〇○零一二三四五六七八九十]+[年月][〇○零一二三四五六七八九十年月日号]*",
    re.IGNORECASE | re.DOTALL,
)


def escaped(text: str) -> str:
    """A text for a cell of its own."""
    return _UNSAFE_TEXT.sub(_code, text)


def escaped_item(text: str, separators: str = "") -> str:
    """A text that stands among others in a cell, or whose ends a reader may strip."""
    return re.sub(
        rf"{_UNSAFE}|[{separators}]|^\s|\s\Z" if separators else rf"{_UNSAFE}|^\s|\s\Z", _code, text
    )


def unescaped(cell: str) -> str:
    """The text again."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), cell)


def guarded(text: str) -> str:
    """A text for a cell of a CSV file, which programs read as if it had been typed in."""
    return f"'{text}" if _is_rewritten(text) else text


def protected(text: str) -> str:
    """A text for a cell that is known to be text: guarded only where reading would take it for guarded."""
    return f"'{text}" if unguarded(text) != text else text


def unguarded(cell: str) -> str:
    """The text again; an apostrophe that guards nothing belongs to the text."""
    return cell[1:] if cell.startswith("'") and _is_rewritten(cell[1:]) else cell


def _is_rewritten(text: str) -> bool:
    looks = _REWRITTEN.fullmatch(unicodedata.normalize("NFKC", text).strip())
    return bool(looks) and not _PLAIN_NUMBER.fullmatch(text)


def _code(found: re.Match[str]) -> str:
    return f"\\u{{{ord(found[0]):x}}}"

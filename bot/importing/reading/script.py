"""Traditional characters: names and headings are looked up in simplified ones, and told as the page writes them."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from bot.importing.finding.found import Findings
    from bot.importing.reading.page import Line, Page

_FEWEST = 0.1  # of the characters of a page; a simplified one has 乾县, 於潜镇
_Told = TypeVar("_Told")


class Script:
    """The characters of one page.

    Attributes:
        page: the page in simplified characters.
    """

    def __init__(self, page: Page) -> None:
        self._lines = [
            *(line.text for line in (*page.lines, *page.around)),
            *page.titles,
            *page.said.values(),
        ]
        self._table = _table(self._lines)
        self.page = self._simplified(page) if self._table else page

    def as_written(self, findings: Findings) -> Findings:
        """The same in the characters of the page."""
        if not self._table:
            return findings
        plain = [line.translate(self._table) for line in self._lines]
        text = "".join(_pieces(findings.text, _Finder(plain, self._lines)))
        finder = _Finder([findings.text, *plain], [text, *self._lines])
        return replace(_mapped(findings, finder.written), text=text)

    def _simplified(self, page: Page) -> Page:
        return replace(
            page,
            lines=tuple(map(self._line, page.lines)),
            around=tuple(map(self._line, page.around)),
            titles=tuple(title.translate(self._table) for title in page.titles),
            said={key: value.translate(self._table) for key, value in page.said.items()},
        )

    def _line(self, line: Line) -> Line:
        return replace(line, text=line.text.translate(self._table))


class _Finder:
    """Finds words in simplified texts, and tells them as they are written in others of the same lengths."""

    def __init__(self, plain: Iterable[str], written: Iterable[str]) -> None:
        self._plain, self._written = "\n".join(plain), "\n".join(written)
        self._seen = 0

    def written(self, words: str) -> str:
        """Words as they are written where they stand first; as they are where they stand nowhere."""
        return self._at(self._plain.find(words), words)

    def following(self, words: str) -> str:
        """The same where they stand next, behind what was asked for before."""
        start = self._plain.find(words, self._seen)
        self._seen = max(start + len(words), self._seen)
        return self._at(start, words) if start >= 0 else self.written(words)

    def _at(self, start: int, words: str) -> str:
        return self._written[start : start + len(words)] if start >= 0 else words


def _table(texts: Iterable[str]) -> Mapping[int, str]:
    """What the traditional characters of texts are in simplified ones; nothing where they are few.

    One for one, so that what stands at a place of one text stands there in the other.
    """
    text, every = "".join(texts), _simplified()
    count = sum(text.count(char) for char in set(text) if ord(char) in every)
    return every if count >= _FEWEST * max(len(text), 1) and count else {}


@cache
def _simplified() -> Mapping[int, str]:
    """Every traditional character that has a simplified one, by its number."""
    from opencc import OpenCC  # noqa: PLC0415 # tables take time that only importing should pay

    chars = [chr(number) for number in range(0x4E00, 0xA000)]
    others = OpenCC("t2s").convert("\n".join(chars)).split("\n")
    return {ord(one): other for one, other in zip(chars, others, strict=True) if one != other}


def _pieces(text: str, finder: _Finder) -> Iterable[str]:
    """The words between white space, which lines and text may have set otherwise, one after another."""
    for piece in re.split(r"(\s+)", text):
        yield finder.following(piece) if piece.strip() else piece


def _mapped(value: _Told, written: Callable[[str], str]) -> _Told:
    """A finding with all its words rewritten."""
    # Each kind is given as it was taken; that a test of the kind says so of _Told as well is beyond mypy.
    if isinstance(value, str):
        return written(value)  # type: ignore[return-value]
    if isinstance(value, tuple):
        return tuple(_mapped(one, written) for one in value)  # type: ignore[return-value]
    if isinstance(value, dict):
        return {key: _mapped(one, written) for key, one in value.items()}  # type: ignore[return-value]
    if is_dataclass(value):
        return replace(
            value, **{one.name: _mapped(getattr(value, one.name), written) for one in fields(value)}
        )  # type: ignore[type-var]
    return value

"""Traditional characters: names and headings are looked up in simplified ones, and told as the page writes them."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from bot.importing.finding.found import Findings
    from bot.importing.reading.page import Page

_FEWEST = 0.1  # of the characters of a page; a simplified one has 乾县, 於潜镇


class Script:
    """The characters of one page.

    Attributes:
        page: the page in simplified characters.
    """

    def __init__(self, page: Page) -> None:
        texts = [*(line.text for line in (*page.lines, *page.around)), *page.titles, *page.said.values()]
        self._written = "\n".join(texts)
        self._table = _table(self._written)
        self.page: Page = _mapped(page, lambda text: text.translate(self._table)) if self._table else page

    def as_written(self, findings: Findings) -> Findings:
        """The same in the characters of the page: words of the text as they stand in it, others where they stand first."""
        if not self._table:
            return findings
        text = "".join(self._pieces(findings.text))
        written, plain = f"{text}\n{self._written}", f"{findings.text}\n{self._plain}"

        def told(words: str) -> str:
            start = plain.find(words)
            return written[start : start + len(words)] if start >= 0 else words

        mapped: Findings = _mapped(findings, told)
        return replace(mapped, text=text)

    @property
    def _plain(self) -> str:
        return self._written.translate(self._table)

    def _pieces(self, text: str) -> Iterator[str]:
        """The words between white space, which lines and text may have set otherwise, one after another."""
        seen, plain = 0, self._plain
        for piece in re.split(r"(\s+)", text):
            start = plain.find(piece, seen) if piece.strip() else -1
            seen = max(start + len(piece), seen)
            yield self._written[start:seen] if start >= 0 else piece


def _table(text: str) -> Mapping[int, str]:
    """What the traditional characters of a text are in simplified ones, one for one; nothing where they are few."""
    every = _simplified()
    count = sum(text.count(char) for char in set(text) if ord(char) in every)
    return every if count and count >= _FEWEST * len(text) else {}


@cache
def _simplified() -> Mapping[int, str]:
    """Every traditional character that has a simplified one, by its number."""
    from opencc import OpenCC  # noqa: PLC0415 # tables take time that only importing should pay

    chars = [chr(number) for number in range(0x4E00, 0xA000)]
    others = OpenCC("t2s").convert("\n".join(chars)).split("\n")
    return {ord(one): other for one, other in zip(chars, others, strict=True) if one != other}


def _mapped(value: Any, told: Callable[[str], str]) -> Any:
    """A page or finding with all its words rewritten."""
    if isinstance(value, str):
        return told(value)
    if isinstance(value, tuple):
        return tuple(_mapped(one, told) for one in value)
    if isinstance(value, dict):
        return {key: _mapped(one, told) for key, one in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{one.name: _mapped(getattr(value, one.name), told) for one in fields(value)})
    return value

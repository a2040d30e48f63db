"""How values stand in cells: the kinds of columns."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Protocol

from bot.exchange.cell import LINES, escaped, escaped_item, unescaped
from bot.model import Expected

if TYPE_CHECKING:
    from typing import Any


class Kind(Protocol):
    """A kind of column."""

    def show(self, value: Any) -> str:
        """The cell of a value."""
        ...

    def read(self, cell: str) -> Any:
        """The value of a cell.

        Raises:
            ValueError: it is none; the error tells the clerk what to write.
        """
        ...


class Text:
    """A speaker's words, to the character, without empty lines around them."""

    def show(self, value: str) -> str:
        """The text."""
        return escaped(value)

    def read(self, cell: str) -> str:
        """The text."""
        return unescaped(cell.strip("\n"))


class Word:
    """A name or a line of text; space around it is a slip of the keyboard. An empty cell is nothing."""

    def show(self, value: str | None) -> str:
        """The word."""
        return escaped_item(value or "")

    def read(self, cell: str) -> str | None:
        """The word, None where there is none."""
        return unescaped(cell.strip()) or None


WORD = Word()


@dataclass(frozen=True)
class Words:
    """Several in one cell.

    Attributes:
        separators: any of these parts them; the first is written.
    """

    separators: str = LINES

    def show(self, value: tuple[str, ...]) -> str:
        """The words."""
        return self.separators[0].join(escaped_item(word, self.separators) for word in value)

    def read(self, cell: str) -> tuple[str, ...]:
        """The words."""
        parts = re.split(f"[{self.separators}]", cell)
        return tuple(unescaped(part.strip()) for part in parts if part.strip())


class Day:
    """A date, as people and spreadsheets write them."""

    _FORM = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[ T]0{1,2}:00(?::00)?)?")

    def show(self, value: date | None) -> str:
        """2024-01-11."""
        return value.isoformat() if value else ""

    def read(self, cell: str) -> date | None:
        """The date, None where there is none."""
        if not cell.strip():
            return None
        found = self._FORM.fullmatch(cell.strip())
        try:
            return date(*map(int, found.groups())) if found else _refuse(cell)
        except ValueError as error:
            raise ValueError(f"不是日期（{cell.strip()[:20]}）；写成 2024-01-11 的样子") from error


class Flag:
    """是, or empty."""

    def show(self, value: bool) -> str:  # noqa: FBT001 # the value of a cell
        """是 or nothing."""
        return "是" if value else ""

    def read(self, cell: str) -> bool:
        """Whether 是."""
        if cell.strip() not in ("", "是", "否"):
            raise ValueError("写“是”，或者空着")
        return cell.strip() == "是"


class Practices:
    """Which practices answer a question, one a line: a unit, and 第1条 where it must be that one."""

    _FORM = re.compile(r"(.+?)(?:\s*第\s*(\d{1,4})\s*条)?")

    def show(self, value: tuple[Expected, ...]) -> str:
        """市水务局 第1条."""
        return LINES.join(
            escaped_item(expected.unit) + ("" if expected.practice is None else f" 第{expected.practice}条")
            for expected in value
        )

    def read(self, cell: str) -> tuple[Expected, ...]:
        """The practices; none where the question must not be answered."""
        found = (self._FORM.fullmatch(line.strip()) for line in cell.split(LINES) if line.strip())
        return tuple(Expected(unescaped(f[1]), int(f[2]) if f[2] else None) for f in found if f)


def _refuse(cell: str) -> date:
    raise ValueError(cell)

"""Questions with the practices that answer them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.errors import SourceError

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Expected:
    """A practice that answers; `practice` None stands for any of the unit's."""

    unit: str
    practice: int | None

    def is_met_by(self, unit: str, practice: int | None) -> bool:
        """Whether a match of that unit and practice is one that was expected."""
        return self.unit == unit and self.practice in (None, practice)


@dataclass(frozen=True)
class Labelled:
    """A question, its kind, and what answers it; nothing expected means it must not be answered."""

    kind: str
    text: str
    expected: tuple[Expected, ...]


def read_labelled(path: Path) -> list[Labelled]:
    """The questions of a JSON Lines file: `{"kind", "q", "expect": [{"unit", "practice"}]}`.

    Raises:
        SourceError: the file cannot be read, or a line is not of that form.
    """
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(f"{path}：读不了（{error}）；请给一个 UTF-8 的 .jsonl 文件") from error
    return [_labelled(path, number, line) for number, line in enumerate(lines, 1) if line.strip()]


def _labelled(path: Path, number: int, line: str) -> Labelled:
    try:
        row = json.loads(line)
        expected = tuple(Expected(e["unit"], e.get("practice")) for e in row.get("expect") or ())
        return Labelled(str(row.get("kind", "")), str(row["q"]), expected)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise SourceError(f'{path}:{number}：不是 {{"kind","q","expect":[…]}} 的样子；请改这一行') from error

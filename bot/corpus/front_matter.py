"""The YAML between two lines of `---` at the head of a file, with the lines that its names stand in."""

from __future__ import annotations

from typing import Any

import yaml

from bot.causes import cause
from bot.errors import Fault


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc] # the one in C where there is one
    """Refuses a name written twice, of which YAML would silently keep the last."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002 # PyYAML's own
        """A mapping whose names differ."""
        seen = set[str]()
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode):
                if key.value in seen:
                    raise yaml.MarkedYAMLError(problem=f"{key.value} 写了两次", problem_mark=key.start_mark)
                seen.add(key.value)
        mapping: dict[Any, Any] = super().construct_mapping(node, deep)
        return mapping


class FrontMatter:
    """Reads the head of a file.

    Attributes:
        values: by name; empty where it cannot be read.
        body_starts: how many lines it takes.
        faults: why it cannot be read.
    """

    def __init__(self, path: str, lines: list[str]) -> None:
        self.path = path
        self.values: dict[str, Any] = {}
        self.faults: list[Fault] = []
        self._lines = lines
        end = lines.index("---", 1) if "---" in lines[1:] else 0
        self.body_starts = end + 1 if end and lines[0] == "---" else 0
        if self.body_starts:
            self._read(end)
        else:
            self._fault(1, "开头没有两行 --- 围起来的说明", "照 knowledge/README.md 的样子补上")

    def line_of(self, key: str) -> int:
        """The line of a name."""
        lines = enumerate(self._lines, 1)
        return next((number for number, line in lines if line.lstrip().startswith(f"{key}:")), 1)

    def line_below(self, key: str, text: str) -> int:
        """The first line below a name that has a text."""
        above = self.line_of(key)
        lines = enumerate(self._lines[above:], above + 1)
        return next((number for number, line in lines if text in line), above)

    def _fault(self, line: int, what: str, mend: str) -> None:
        self.faults.append(Fault(self.path, line, what, mend))

    def _read(self, end: int) -> None:
        try:
            values = yaml.load("\n".join(self._lines[1:end]), _Loader) or {}  # noqa: S506 # a safe loader
        except (yaml.YAMLError, ValueError, RecursionError) as error:  # ValueError: a day that no month has
            self._unreadable(error, end)
            return
        if isinstance(values, dict):
            self.values = values
        else:
            self._fault(2, "说明不是“名称: 内容”的样子", "照 knowledge/README.md 的样子改")

    def _unreadable(self, error: Exception, end: int) -> None:
        mark = getattr(error, "problem_mark", None)
        line = min(mark.line + 2, end) if mark else self.line_of("date")
        if type(error) is yaml.MarkedYAMLError:
            self._fault(line, f"{error.problem}", "合成一个")
        elif mark:
            mend = "冒号后面空一格；内容里有冒号、引号时整个用英文双引号括起来"
            self._fault(line, "这一行读不懂", mend)
        else:
            self._fault(line, f"说明读不懂（{cause(error)}）", "看日期是不是写成 2024-01-11 的样子")

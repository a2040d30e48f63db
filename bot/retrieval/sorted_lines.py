"""Lines of words, looked up one by one: as objects of their own 350,000 would take 60 MB, and a dict of them as much."""

from __future__ import annotations

from bisect import bisect_left

import numpy as np


class SortedLines:
    """Lines in the order of their bytes, each a word and, behind a space, what is told of it.

    Args:
        content: in UTF-8, a line break behind each line.
    """

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._ends = np.flatnonzero(np.frombuffer(content, np.uint8) == ord("\n")).astype(np.uint32).data

    def told(self, word: str) -> list[str]:
        """What is told of a word, parted by spaces; nothing of one that has no line."""
        begins = f"{word} ".encode("utf-8", "replace")
        at = bisect_left(range(len(self._ends)), begins, key=self._line)
        line = self._line(at) if at < len(self._ends) else b""
        return line[len(begins) :].decode().split() if line.startswith(begins) else []

    def _line(self, number: int) -> bytes:
        begin = self._ends[number - 1] + 1 if number else 0
        return self._content[begin : self._ends[number]]

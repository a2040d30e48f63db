"""Knowledge as files with names, wherever they are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PATTERNS = (
    "city.toml",
    "units.toml",
    "themes.toml",
    "vocabulary.toml",
    "phrases.toml",
    "keywords.toml",
    "wanted.toml",
    "calibration.toml",
    "calibration.meaning.toml",
    "wording/*.txt",
    "speeches/*.md",
    "sources/*.txt",
    "questions/*.jsonl",
)
"""What knowledge is made of; nothing else of a folder is read or published."""


class Files(Protocol):
    """Files by name, `/` between folders: of a folder, or of a release."""

    def names(self) -> Sequence[str]:
        """The names of the files that fit PATTERNS, sorted."""
        ...

    def read(self, name: str) -> bytes:
        """The content of a file.

        Raises:
            OSError: it cannot be read.
        """
        ...


class Texts:
    """Files that are only held in memory."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts

    def names(self) -> Sequence[str]:
        """The names, sorted."""
        return sorted(self._texts)

    def read(self, name: str) -> bytes:
        """The content of a file."""
        return self._texts[name].encode()


class Overlay:
    """Files as they will be when some are written; of the others, what stands there now.

    Args:
        texts: by name; None where there will be no such file.
    """

    def __init__(self, below: Files, texts: Mapping[str, str | None]) -> None:
        self._below = below
        self._texts = texts

    def names(self) -> Sequence[str]:
        """The names, sorted."""
        there = {name for name in self._below.names() if name not in self._texts}
        return sorted(there.union(name for name, text in self._texts.items() if text is not None))

    def read(self, name: str) -> bytes:
        """The content of a file."""
        text = self._texts.get(name)
        return self._below.read(name) if text is None else text.encode()


def text(files: Files, name: str) -> str | None:
    """The text of a file, for checks that come after reading: whoever read it first has told what is wrong with it."""
    try:
        return files.read(name).decode("utf-8-sig", errors="replace")
    except OSError:
        return None

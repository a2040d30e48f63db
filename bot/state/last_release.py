"""The release that this machine answered from last, on its disk, for a start while the database is away.

Machines without the console have no knowledge folder of their own that could answer instead.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from typing import TYPE_CHECKING

from bot.errors import StorageError
from bot.state.files import replace_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path


class LastRelease:
    """One release.

    Args:
        ask: gives the content of a release from the database; raises StorageError while that is away.
        file: where it is kept.
    """

    def __init__(self, ask: Callable[[int], bytes], file: Path) -> None:
        self._ask = ask
        self._file = file

    def numbers(self) -> Sequence[int]:
        """Its number; nothing where none is kept, or it is damaged."""
        kept = self._read()
        return (kept[0],) if kept else ()

    def checksum(self, number: int) -> str | None:
        """What tells the content of a release from all others, as the file has it; None where another is kept."""
        with suppress(OSError, ValueError), self._file.open("rb") as file:
            if int(file.readline()) == number:
                return file.readline().decode("ascii").strip()
        return None

    def content(self, number: int) -> bytes:
        """The content of a release, which is kept from now on.

        Raises:
            ReleaseError: there is no such release, or it is damaged.
            StorageError: the database cannot be used, and another release is kept.
        """
        try:
            content = self._ask(number)
        except StorageError:
            kept = self._read()
            if kept is None or kept[0] != number:
                raise
            return kept[1]
        with suppress(OSError):  # a full disk; then a start without the database does not have it
            self._write(number, content)
        return content

    def _read(self) -> tuple[int, bytes] | None:
        """Number and content."""
        with suppress(OSError, ValueError):
            number, checksum, content = self._file.read_bytes().split(b"\n", 2)
            return (int(number), content) if _sum(content) == checksum else None
        return None

    def _write(self, number: int, content: bytes) -> None:
        if self._read() != (number, content):
            replace_whole(self._file, b"%d\n%s\n%s" % (number, _sum(content), content))


def _sum(content: bytes) -> bytes:
    return hashlib.sha256(content).hexdigest().encode()

"""Where exchanges wait on the local disk that the database could not take: a file each, in a folder for each person."""

from __future__ import annotations

import json
import os
import shutil
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from bot.causes import cause
from bot.errors import StorageError
from bot.state.files import make_whole

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_NOBODY = "nobody"
_ERASURE = "erase"
_MOST = 50_000
"""Exchanges; some 100 MB."""

_TRIES = 10


class Spool:
    """A folder that only its owner reads; every process of this machine writes to it.

    Writing the same exchange again changes nothing, and of a person's all go with one folder.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._is_full = False

    def put(self, key: str, person: str | None, exchange: Mapping[str, Any]) -> None:
        """Keep an exchange; the first of a key stands.

        Raises:
            StorageError: it cannot be written, or too many wait.
        """
        if self._is_full:
            raise StorageError(f"{self._folder} 里已经存了 {_MOST} 条，不再存了；让数据库恢复")
        self._write(self._of(person) / f"{key}.json", json.dumps(exchange, ensure_ascii=False))

    def note_erasure(self, person: str) -> None:
        """Keep in mind that a person is to be erased, and erase what waits of them.

        Raises:
            StorageError: it cannot be written.
        """
        self._write(self._of(person) / _ERASURE, "")
        for waiting in self._of(person).iterdir():
            if waiting.name != _ERASURE:
                waiting.unlink(missing_ok=True)

    def erasure(self, person: str) -> float | None:
        """When the erasure that waits was asked for, seconds since 1970; None where none waits."""
        with suppress(FileNotFoundError):
            return (self._of(person) / _ERASURE).stat().st_mtime
        return None

    def holds(self, person: str) -> bool:
        """Whether anything of a person waits."""
        return os.path.isdir(f"{self._folder}/{person}")  # noqa: PTH112 # every message asks

    def people(self) -> Iterator[str | None]:
        """Of whom something waits; None for those who are not known."""
        if self._folder.is_dir():
            for folder in sorted(self._folder.iterdir()):
                yield None if folder.name == _NOBODY else folder.name

    def waiting(self, person: str | None) -> Iterator[tuple[str, Any]]:
        """What waits of a person, by key, the oldest first; what is damaged is passed over and stays."""
        found = []
        for path in _exchanges(self._of(person)):
            try:
                found.append((path.stem, json.loads(path.read_text("utf-8"))))
            except (OSError, ValueError):
                continue
        yield from sorted(found, key=lambda waiting: float(waiting[1]["at"]))

    def drop(self, key: str, person: str | None) -> None:
        """Let go of an exchange that stands elsewhere now."""
        folder = self._of(person)
        (folder / f"{key}.json").unlink(missing_ok=True)
        _remove_if_empty(folder)

    def erased(self, person: str) -> None:
        """Let go of an erasure that is done."""
        (self._of(person) / _ERASURE).unlink(missing_ok=True)
        _remove_if_empty(self._of(person))

    def erase(self, person: str) -> None:
        """Erase all that waits of a person."""
        shutil.rmtree(self._of(person), ignore_errors=True)

    def count(self) -> int:
        """How many exchanges wait."""
        waiting = sum(len(_exchanges(self._of(person))) for person in self.people())
        self._is_full = waiting >= _MOST
        return waiting

    def _of(self, person: str | None) -> Path:
        return self._folder / (person or _NOBODY)

    def _write(self, path: Path, content: str) -> None:
        try:
            for left in reversed(range(_TRIES)):
                try:
                    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                    return make_whole(path, content.encode())
                # The folder was empty and another has just removed it: after mkdir, or while mkdir, told that something
                # is there, looked whether that is a folder.
                except (FileNotFoundError, FileExistsError):
                    if not left:
                        raise
        except OSError as error:
            raise StorageError(
                f"{self._folder} 写不下（{cause(error)}）；腾出磁盘，让运行摆古的用户能写"
            ) from error


def _exchanges(folder: Path) -> list[Path]:
    """What waits in a folder; nothing where that has just been removed, at which Path.glob fails."""
    try:
        return [folder / name for name in os.listdir(folder) if name.endswith(".json")]  # noqa: PTH208 # ends at once
    except (FileNotFoundError, NotADirectoryError):
        return []


def _remove_if_empty(folder: Path) -> None:
    with suppress(OSError):  # something else waits there, or another was faster
        folder.rmdir()

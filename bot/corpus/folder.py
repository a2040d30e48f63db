"""knowledge/ on disk."""

from __future__ import annotations

import errno
import hashlib
import os
from datetime import date
from glob import glob
from pathlib import Path
from typing import TYPE_CHECKING

from bot.causes import cause
from bot.corpus.calibration_file import PLAIN, WITH_MEANING, render_calibration
from bot.corpus.files import PATTERNS
from bot.corpus.knowledge import Knowledge, Reading
from bot.errors import Fault, SourceError
from bot.model import Corpus
from bot.model.progress import unshown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.corpus.kept_speeches import KeptSpeeches
    from bot.model import Calibration
    from bot.model.progress import Progress


class Folder:
    """The files of a folder, which remembers what it has read: nobody's change in between is written over."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._read: dict[str, bytes] = {}

    def names(self) -> Sequence[str]:
        """The names of the files that fit PATTERNS, sorted; hidden files are some program's own."""
        # Path.glob makes paths, of which ten thousand take a second.
        found = (name for pattern in PATTERNS for name in glob(pattern, root_dir=self.root))  # noqa: PTH207
        return sorted(name.replace(os.sep, "/") for name in found)

    def read(self, name: str) -> bytes:
        """The content of a file.

        Raises:
            OSError: it cannot be read.
        """
        with open(f"{self.root}/{name}", "rb") as file:  # noqa: PTH123 # paths to twenty thousand take a tenth of a second
            content = file.read()
        self._read.setdefault(name, _digest(content))
        return content

    def read_anew(self) -> None:
        """Forget what was read: it is read once more."""
        self._read.clear()

    def write(self, name: str, text: str) -> None:
        """Write a file, whole or not at all."""
        self.write_all({name: text})

    def write_all(self, texts: Mapping[str, str | None]) -> None:
        """Write files, each whole or not at all, in their order; where one cannot be written, none is.

        Args:
            texts: by name; None where there is to be no such file.

        Raises:
            SourceError: one cannot be written, or somebody has changed one since it was read.
        """
        try:
            self._write_all(texts)
        except OSError as error:
            why = f"{self.root} 写不了（{cause(error)}），什么也没有写"
            raise SourceError(f"{why}；看文件夹的权限和磁盘") from error

    def _write_all(self, texts: Mapping[str, str | None]) -> None:
        for name in texts:
            self._check_unchanged(name)
        staged = list[tuple[Path, Path]]()
        try:
            for name, text in texts.items():
                path = self.root / name
                new = path.with_name(f".{path.name}.new")
                path.parent.mkdir(parents=True, exist_ok=True)
                _check_replaceable(path)
                staged.append((new, path))
                if text is not None:
                    new.write_text(text, "utf-8", newline="\n")
        except BaseException:  # whoever stops it, nothing half done stays
            for new, _ in staged:
                new.unlink(missing_ok=True)
            raise
        for (new, path), text in zip(staged, texts.values(), strict=True):
            if text is None:
                path.unlink(missing_ok=True)
            else:
                new.replace(path)
                self._read[name] = _digest(text.encode())

    def _check_unchanged(self, name: str) -> None:
        path, before = self.root / name, self._read.get(name)
        if before is not None and (not path.is_file() or _digest(path.read_bytes()) != before):
            raise SourceError(f"{path} 刚才有人改过，什么也没有写；再来一次，就从新的改起")


def _digest(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()


def _check_replaceable(path: Path) -> None:
    """Everything that would stop a staged file from taking its place is found before the first one does."""
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))


class KnowledgeFolder(Knowledge):
    """Knowledge in a folder, where editors work on it."""

    def __init__(self, root: Path, kept: KeptSpeeches | None = None) -> None:
        self.folder = Folder(root)
        super().__init__(self.folder, kept)

    def read(self, progress: Progress = unshown) -> Reading:
        """Everything in the folder, with all faults at once."""
        root = self.folder.root
        if not root.is_dir():
            fault = Fault(str(root), 1, "没有这个知识文件夹", "用 BAIGU_KNOWLEDGE 指出它在哪里")
            return Reading(Corpus(), (fault,))
        self.folder.read_anew()
        return super().read(progress)

    def keep_calibration(self, calibration: Calibration, questions: int, *, with_meaning: bool) -> None:
        """Write calibration.toml, or that for whoever has a second opinion on meaning."""
        day = date.today()  # noqa: DTZ011 # a day, for people
        name = WITH_MEANING if with_meaning else PLAIN
        self.folder.write(name, render_calibration(calibration, questions=questions, day=day))

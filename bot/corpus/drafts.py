"""Speeches that were imported and wait for an editor, beside those that count."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

from bot.corpus.any_name import AnyTheme, AnyUnit
from bot.corpus.folder import Folder
from bot.corpus.speech_file import SpeechFile
from bot.corpus.speech_rendering import render_speech
from bot.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from bot.model import Speech


class Drafts:
    """A folder of drafts. No draft is ever overwritten: an editor may have worked on it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def existing(self) -> dict[str, Speech | None]:
        """Every draft by its path; None where a file cannot be read as a speech."""
        return {str(path): self._read(path) for path in sorted(self._folder.glob("*.md"))}

    def path(self, name: str) -> Path:
        """Where a file of that name stands, or would."""
        return self._folder / name

    def write(self, speeches: Sequence[Speech], texts: Mapping[str, str]) -> None:
        """Write what came of one document, whole or not at all.

        Args:
            speeches: each becomes a new file of its own.
            texts: what belongs to them, by name; written over what an earlier import left there.

        Raises:
            SourceError: there is a draft of that name, or something cannot be written.
        """
        drafts = {f"{speech.slug}.md": render_speech(speech) for speech in speeches}
        try:
            for name in drafts:
                if self.path(name).exists():
                    raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
            Folder(self._folder).write_all({**texts, **drafts})
        except OSError as error:
            first = self.path(next(iter(drafts)))
            raise SourceError(
                f"{first} 写不了（{error.strerror}），没有留下半份；请检查磁盘和文件夹，或用 --into 换一个"
            ) from error

    def _read(self, path: Path) -> Speech | None:
        try:
            return SpeechFile(path.name, path.read_text("utf-8-sig")).speech(AnyUnit(), AnyTheme())
        except (OSError, UnicodeDecodeError):
            return None

"""Speeches that were imported and wait for an editor, beside those that count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.corpus.any_name import AnyTheme, AnyUnit
from bot.corpus.speech_file import SpeechFile
from bot.corpus.speech_rendering import render_speech
from bot.errors import SourceError

if TYPE_CHECKING:
    from pathlib import Path

    from bot.model import Speech


class Drafts:
    """A folder of drafts. No draft is ever overwritten: an editor may have worked on it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def existing(self) -> dict[str, Speech | None]:
        """Every draft by its path; None where a file cannot be read as a speech."""
        return {str(path): self._read(path) for path in sorted(self._folder.glob("*.md"))}

    def write(self, speech: Speech) -> Path:
        """Write a speech as a new file of its own.

        Raises:
            SourceError: there is a file of that name, or it cannot be written.
        """
        return self._write(f"{speech.slug}.md", render_speech(speech), "x")

    def write_text(self, name: str, text: str) -> Path:
        """Write what belongs to a draft, over what an earlier import left there.

        Raises:
            SourceError: it cannot be written.
        """
        return self._write(name, text, "w")

    def _write(self, name: str, text: str, mode: str) -> Path:
        path = self._folder / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open(mode, encoding="utf-8", newline="\n") as file:
                file.write(text)
        except OSError as error:
            raise SourceError(
                f"{path} 写不了（{error.strerror}）；请检查文件夹，或用 --into 换一个"
            ) from error
        return path

    def _read(self, path: Path) -> Speech | None:
        try:
            return SpeechFile(path.name, path.read_text("utf-8-sig")).speech(AnyUnit(), AnyTheme())
        except (OSError, UnicodeDecodeError):
            return None

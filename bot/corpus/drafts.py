"""Speeches that were imported and wait for an editor, beside those that count."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.causes import cause
from bot.corpus.any_name import AnyTheme, AnyUnit
from bot.corpus.folder import Folder
from bot.corpus.speech_file import SpeechFile
from bot.corpus.speech_rendering import render_speech
from bot.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from bot.model import Speech


@dataclass(frozen=True)
class DraftFile:
    """One draft as it stands in a folder, with the text it was taken from.

    Attributes:
        source: None where it names none, or where that is not beside it.
    """

    path: Path
    speech: Speech
    source: str | None

    @classmethod
    def read(cls, path: Path) -> DraftFile:
        """The draft, whatever its unit and themes.

        Raises:
            SourceError: it cannot be read, or is no speech.
        """
        try:
            file = SpeechFile(str(path), path.read_text("utf-8-sig"))
            speech = file.speech(AnyUnit(), AnyTheme())
            source = _source_path(path, speech) if speech else None
            text = source.read_text("utf-8-sig") if source and source.exists() else None
        except (OSError, UnicodeDecodeError) as error:
            raise SourceError(f"{path} 读不了（{cause(error)}）；看路径对不对，是不是草稿") from error
        if speech is None:
            raise SourceError(str(file.faults[0]))
        return cls(path, speech, text)


def remove(drafts: Sequence[DraftFile]) -> list[str]:
    """Take drafts away, and sources that no draft is left of; a line for each file that would not go."""
    faults = [_removed(draft.path) for draft in drafts]
    left = {
        folder: {speech.source.file for speech in Drafts(folder).existing().values() if speech}
        for folder in {draft.path.parent for draft in drafts}
    }
    for draft in drafts:
        source = _source_path(draft.path, draft.speech)
        if source and draft.speech.source.file not in left[draft.path.parent]:
            faults.append(_removed(source))
    return list(filter(None, faults))


def _removed(path: Path) -> str:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        return f"收下了，但是 {path} 删不掉（{cause(error)}）；请自己删"
    return ""


def _source_path(path: Path, speech: Speech) -> Path | None:
    return path.parent / "sources" / speech.source.file if speech.source.file else None


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
        taken = drafts.keys() & {path.name for path in self._folder.glob("*.md")}
        if taken:
            raise SourceError(
                f"已经有 {self.path(min(taken))}，没有覆盖；先把它移走，或用 --into 换一个文件夹"
            )
        Folder(self._folder).write_all({**texts, **drafts})

    def replace(self, name: str, content: str) -> None:
        """Write a draft in the place of itself, for somebody who has seen it.

        Raises:
            SourceError: it cannot be written; then it is as it was.
        """
        Folder(self._folder).write(name, content)

    def _read(self, path: Path) -> Speech | None:
        try:
            return SpeechFile(path.name, path.read_text("utf-8-sig")).speech(AnyUnit(), AnyTheme())
        except (OSError, UnicodeDecodeError):
            return None

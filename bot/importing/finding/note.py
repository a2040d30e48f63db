"""The editor's note of a page (编者按)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.importing.finding.body import Span
from bot.importing.finding.boilerplate import NOTE
from bot.importing.finding.title import is_title

if TYPE_CHECKING:
    from bot.importing.finding.body import Body


@dataclass(frozen=True)
class Note:
    """The editor's note: where its words stand, where its mark begins, and the paragraph after it."""

    span: Span
    begins: int
    after: int


def find_note(body: Body) -> Note | None:
    """The editor's note, if there is one and something after it or in it."""
    for number, paragraph in enumerate(body.paragraphs):
        found = NOTE.match(body.text, paragraph.start, paragraph.end)
        if found:
            inline = found.end() < paragraph.end
            end = number if inline else _note_end(body, number + 1)
            if end < len(body.paragraphs):
                span = body.trimmed(Span(found.end(), body.paragraphs[end].end))
                return Note(span, paragraph.start, end + 1)
    return None


def _note_end(body: Body, number: int) -> int:
    """The last paragraph of a note whose mark stands alone: before the next heading."""
    end = number
    while end + 1 < len(body.paragraphs) and not is_title(body.of(body.paragraphs[end + 1]), 3):
        end += 1
    return end if end + 1 < len(body.paragraphs) else number

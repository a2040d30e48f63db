"""What a practice tells of a theme, in one sentence of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.model import Quote

if TYPE_CHECKING:
    from bot.dialogue.ports import Searching
    from bot.model import Passage, Theme


def telling(search: Searching, theme: Theme, passage: Passage) -> Quote:
    """The sentence that has most of a theme's words; the first where none has any."""
    start = search.quote(" ".join((theme.name, *theme.words)), passage).start
    return next(Quote(passage, *span) for span in passage.sentences if span[1] > start)

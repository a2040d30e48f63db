"""A corpus made ready to answer from: what every channel is given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.dialogue.dialogue import Dialogue
    from bot.dialogue.ports import Searching
    from bot.model import Answer, Corpus, Reply


@dataclass(frozen=True)
class Edition:
    """One state of the knowledge with all that was built from it; replaced whole, never changed."""

    corpus: Corpus
    search: Searching
    dialogue: Dialogue
    render: Callable[[Answer], Reply]

"""What was typed, whatever the channel: words as far as they are read, or nothing but stickers."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.model import Occasion

if TYPE_CHECKING:
    from bot.model import Question

LONGEST = 500
"""Characters of a message that are read; channels let people send many times as many."""

# `/::)` and its about a hundred sisters: the codes of WeChat's old stickers, in ASCII.
_CODES = re.compile(r"/:[!-~]{1,12}")
# [捂脸], Unicode's pictures, and the private characters that old phones send for them.
_FACES = re.compile(
    "\\[[^\\s\\[\\]]{1,12}\\]|[\u200d\u2600-\u27bf\u2b50\u2b55\ue000-\uf8ff\ufe0f\U0001f000-\U0001faff\\s]"
)


def as_read(question: Question) -> Question:
    """A question with its words as they are read; one of nothing but stickers is that occasion."""
    if question.occasion or not question.text.strip():
        return replace(question, text=question.text[:LONGEST])
    words = _CODES.sub(" ", question.text).strip()
    if _FACES.sub("", words):
        return replace(question, text=words[:LONGEST])
    return replace(question, text="", occasion=Occasion.STICKER)

"""What was typed, whatever the channel: words as far as they are read, or nothing but stickers."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.model import Occasion

if TYPE_CHECKING:
    from bot.model import Question

LONGEST = 500
"""Characters of a message that are read, as typed and as they are compared: channels let people send many times as many,
and a single one may stand for eighteen."""

# `/::)` and its about a hundred sisters: the codes of WeChat's old stickers, in ASCII.
_CODES = re.compile(r"/:[!-~]{1,12}")
# [捂脸], Unicode's pictures, and the private characters that old phones send for them.
_FACES = re.compile(
    "\\[[^\\s\\[\\]]{1,12}\\]|[\u200d\u2600-\u27bf\u2b50\u2b55\ue000-\uf8ff\ufe0f\U0001f000-\U0001faff\\s]"
)


def as_read(question: Question) -> Question:
    """A question with its words as they are read; one of nothing but stickers, or nothing to see, is that occasion."""
    words = question.text
    if not question.occasion and words.strip():
        words = _CODES.sub(" ", words).strip()
        if not any(map(_is_seen, _FACES.sub("", words))):
            return replace(question, text="", occasion=Occasion.STICKER)
    text = beginning(words)
    return question if text == question.text else replace(question, text=text, is_cut=len(text) < len(words))


def _is_seen(character: str) -> bool:
    """Whether anybody sees it: characters that only say how others are set are sent alone, too."""
    return not unicodedata.category(character).startswith("C")


def beginning(text: str) -> str:
    """A text as far as it is read."""
    read = text[:LONGEST]
    if len(_compared(read)) <= LONGEST:
        return read
    length = 0
    for place, character in enumerate(read):
        length += len(_compared(character))
        if length > LONGEST:
            return read[:place]
    return read


def _compared(text: str) -> str:
    """The form in which texts are compared, as far as it can be longer than they are."""
    return unicodedata.normalize("NFKC", text)

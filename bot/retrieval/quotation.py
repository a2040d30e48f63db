"""Which sentences of a passage to quote: those that answer, whole, never cut inside quotation marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.model import Quote
from bot.retrieval.coverage import cover
from bot.retrieval.normalization import normalise

if TYPE_CHECKING:
    from bot.model import Passage
    from bot.retrieval.query import Query

WHOLE = 300
"""A passage up to this many characters is quoted whole: it fits a phone's screen and keeps its context."""


def quote(query: Query, passage: Passage) -> Quote:
    """The quote of a passage that answers a query."""
    text = passage.text
    if len(text) <= WHOLE:
        return Quote(passage, 0, len(text))
    spans = passage.sentences
    first = max(range(len(spans)), key=lambda i: (_worth(query, text, spans, i), -i))
    last = first
    while last + 1 < len(spans) and spans[last + 1][1] - spans[first][0] <= WHOLE:
        last += 1
    return Quote(passage, spans[first][0], spans[last][1])


def _worth(query: Query, text: str, spans: tuple[tuple[int, int], ...], first: int) -> float:
    """What the sentence covers itself, and a little for what follows within a quote's length."""
    start, end = spans[first]
    reach = max(stop for _, stop in spans[first:] if stop - start <= WHOLE or stop == end)
    sentence, following = normalise(text[start:end]), normalise(text[start:reach])
    return cover(query, sentence).share + 0.5 * cover(query, following).share

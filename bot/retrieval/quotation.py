"""Which sentences of a passage to quote: beginning with the one that answers, whole, never cut inside quotation marks."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.model import Quote
from bot.retrieval.coverage import cover
from bot.retrieval.normalization import normalise

if TYPE_CHECKING:
    from bot.model import Passage
    from bot.retrieval.query import Query

LENGTH = 120
"""Characters of a quote; a longer one is a single sentence. What one or two sentences answer needs no more."""

SHORTEST = 60
"""Characters of a quote among others, however many they are."""

WHOLE = 300
"""A passage asked for by name is quoted whole up to this many: it fits a phone's screen."""

_CLAUSE = re.compile(r"(?:“[^”]*”|[^,，;；:：])+[,，;；:：]?")

_COUNTS = 1.0
"""What a sentence gains that has the number asked for."""


def quote(query: Query, passage: Passage) -> Quote:
    """The quote of a passage that answers a query; its beginning where the query tells nothing."""
    spans = passage.sentences
    if not query.words:
        return Quote(passage, spans[0][0], _end(spans, 0, WHOLE))
    sentences = plain_sentences(passage.text, spans)
    first = max(range(len(spans)), key=lambda n: (_worth(query, sentences[n]), -n))
    return Quote(passage, spans[first][0], _end(spans, first, LENGTH))


def sentence(query: Query, passage: Passage, length: int) -> Quote:
    """The sentence that answers a query; of one that is too long, the clauses that do.

    Args:
        length: characters; SHORTEST at least, and a clause in any case.
    """
    whole = quote(query, passage)
    end = next(end for start, end in passage.sentences if start <= whole.start < end)
    length = max(length, SHORTEST)
    if end - whole.start <= length:
        return Quote(passage, whole.start, end)
    ends = [whole.start + found.end() for found in _CLAUSE.finditer(passage.text[whole.start : end])]
    starts = [whole.start, *ends[:-1]]
    spans = [(start, _last(ends, start, length)) for start in starts]
    best = max(spans, key=lambda span: (cover(query, normalise(passage.text[slice(*span)])).told, -span[0]))
    return Quote(passage, *best)


def number(query: Query, quoted: Quote) -> str | None:
    """The number that a query asks for, as a quote has it; none where it asks for several, of which one tells half."""
    if len(query.counts) != 1:
        return None
    return query.counts[0].told_in(quoted.text)


def _last(ends: list[int], start: int, length: int) -> int:
    """Where the last clause ends that a quote from `start` on has room for."""
    behind = [end for end in ends if end > start]
    return max((end for end in behind if end - start <= length), default=behind[0])


def _end(spans: tuple[tuple[int, int], ...], first: int, length: int) -> int:
    """Where the last sentence ends that a quote from the first on has room for."""
    fitting = [end for _, end in spans[first:] if end - spans[first][0] <= length]
    return fitting[-1] if fitting else spans[first][1]


@lru_cache(maxsize=1024)
def plain_sentences(text: str, spans: tuple[tuple[int, int], ...]) -> tuple[str, ...]:
    """The sentences of a text, normalised; the same passages are quoted again and again."""
    return tuple(normalise(text[slice(*span)]) for span in spans)


def _worth(query: Query, sentence: str) -> float:
    """What a normalised sentence covers, and whether it has the number that is asked for."""
    counted = bool(query.counts) and all(count.found_in(sentence) for count in query.counts)
    return cover(query, sentence).share + _COUNTS * counted

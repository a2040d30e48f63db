"""What is made of some of a corpus's speeches by themselves; what is made of all of them is put together out of it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from bot.retrieval.analysis import pairs_of
from bot.retrieval.inverted import Inverted, counted, joined
from bot.retrieval.lexicon import words_in
from bot.retrieval.normalization import normalise
from bot.retrieval.postings import scored
from bot.retrieval.texts import Texts, joined_texts, texts_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from bot.model import Passage, Speech
    from bot.retrieval.analysis import Analysis
    from bot.retrieval.shelf import Kept


@dataclass(frozen=True)
class Portion:
    """What is made of the texts of some speeches.

    Attributes:
        own_words: what the texts were cut with besides the dictionary.
        plain: the passages, normalised.
        asked_as: what editors know each to be asked as, normalised.
        whole: the speeches with their titles and units, normalised.
        passages: how often each passage has each term, with its title and unit and what it is asked as.
        speeches: how often each speech has each term.
        titles: how often each title has each term.
        words: how often the passages have each word.
        parts: the words of the passages and those inside of longer ones, each once.
        pairs: characters that stand side by side in the passages, each pair once.
    """

    own_words: Texts
    plain: Texts
    asked_as: Texts
    whole: Texts
    passages: Inverted
    speeches: Inverted
    titles: Inverted
    words: Inverted
    parts: Texts
    pairs: Texts

    def says(self, words: Iterable[str]) -> bool:
        """Whether any of these words stands in it."""
        content = self.whole.content.tobytes() + self.asked_as.content.tobytes()
        return any(word.encode("utf-8", "replace") in content for word in words)


def portion_of(
    speeches: Sequence[Speech], analysis: Analysis, own_words: Texts, empty: Collection[str]
) -> Portion:
    """What is made of speeches.

    Args:
        analysis: with these own words.
        empty: words that mean nothing by themselves.
    """
    passages = [(speech, passage) for speech in speeches for passage in speech.passages]
    plain = [normalise(passage.text) for _, passage in passages]
    return Portion(
        own_words,
        plain=texts_of(plain),
        asked_as=texts_of(normalise("\n".join(passage.answers)) for _, passage in passages),
        whole=texts_of(normalise(whole(speech)) for speech in speeches),
        passages=counted(analysis.terms(normalise(_indexed(*one))) for one in passages),
        speeches=counted(analysis.terms(normalise(speech.text)) for speech in speeches),
        titles=counted(analysis.terms(normalise(speech.title)) for speech in speeches),
        words=counted([list(words_in(plain, analysis, empty))]),
        parts=texts_of(dict.fromkeys(part for text in plain for part in analysis.parts(text))),
        pairs=texts_of(dict.fromkeys(pair for text in plain for pair in pairs_of(text))),
    )


def put_together(portions: Sequence[Portion], own_words: Sequence[str]) -> dict[str, Kept]:
    """What is made of a corpus, by name.

    Args:
        portions: of all its speeches, in their order.
        own_words: as often as they occur.
    """
    words = joined([counted([own_words]), *(p.words for p in portions)])
    return {
        "plain": joined_texts([p.plain for p in portions]),
        "asked_as": joined_texts([p.asked_as for p in portions]),
        "whole": joined_texts([p.whole for p in portions]),
        "passages": scored(joined([p.passages for p in portions])),
        "speeches": scored(joined([p.speeches for p in portions])),
        "titles": scored(joined([p.titles for p in portions])),
        "words": texts_of(_most_used(words)),
        "parts": texts_of(dict.fromkeys(chain(*(p.parts for p in portions)))),
        "pairs": texts_of(dict.fromkeys(chain(*(p.pairs for p in portions)))),
    }


def _most_used(words: Inverted) -> Iterator[str]:
    """Each word once, those used most first; of those used alike the one that comes first."""
    used = np.add.reduceat(words.values, words.starts[:-1]) if words.rows else words.values
    known = list(words.rows)
    return (known[row] for row in np.argsort(-used, kind="stable"))


def _indexed(speech: Speech, passage: Passage) -> str:
    """A passage's text, with the title and the unit of its speech and what editors know it to be asked as."""
    return "\n".join((speech.title, speech.unit.name, passage.text, *passage.answers))


def whole(speech: Speech) -> str:
    """All that is told of a speech."""
    return "\n".join((speech.title, *speech.unit.names, speech.speaker or "", speech.text))

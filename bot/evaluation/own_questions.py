"""A start without labels: what headings, titles and editors' questions say of the passages they stand beside."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.evaluation.calibration import FAR
from bot.model import Expected, Labelled, Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.model import Corpus, Passage


def own_questions(corpus: Corpus) -> Iterator[Labelled]:
    """Headings, titles and `questions:` with the passages they belong to; `not_questions:` with none."""
    for speech in corpus.speeches:
        unit = speech.unit.name
        yield Labelled("title", speech.title, (Expected(unit, None),))
        for passage in speech.passages:
            expected = (Expected(unit, passage.place),)
            if passage.role is Role.PRACTICE:
                yield Labelled("heading", passage.heading, expected)
            yield from (Labelled("asked", question, expected) for question in passage.asked_as)
            yield from (Labelled(FAR, question, ()) for question in passage.not_asked_as)


def without_questions(corpus: Corpus) -> Corpus:
    """The corpus as if no editor had written a question: each is asked of what the others do not know either."""
    speeches = (replace(speech, passages=tuple(map(_unasked, speech.passages))) for speech in corpus.speeches)
    return replace(corpus, speeches=tuple(speeches))


def _unasked(passage: Passage) -> Passage:
    return replace(passage, asked_as=(), not_asked_as=())

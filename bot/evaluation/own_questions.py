"""A start without labels: what a corpus says itself, put to it in such a way that it is no easier than people's questions.

A sentence is taken out of a passage and asked: the rest of its speech has other words for the same, as people have.
Asked once more of a corpus without that speech, it must not be answered. Over three corpora of others, with their own
questions known, levels found in this way kept about the precision that they promised.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.evaluation.calibration import Sample
from bot.model import Role

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.model import Corpus, Finding, Passage, Speech

_ENOUGH, _MOST_ROUNDS = 300, 5
"""Sentences that are wanted, and how many of one passage are taken for that, one after the other."""

_SHORTEST, _LONGEST = 10, 60
"""Characters of a sentence that is like a question."""

_LEFT = 2
"""Sentences that a passage is left with at least."""

_ENDS = "。；;！!？?\n"


@dataclass(frozen=True)
class OwnQuestion:
    """A question to which the answer is known.

    Attributes:
        speech: slug of the speech that answers; None where none does.
        is_sentence: whether it is a sentence, which asks for nothing.
        is_removed: whether the speech that answers was taken out.
    """

    text: str
    speech: str | None
    is_sentence: bool = False
    is_removed: bool = False


def own_questions(corpus: Corpus) -> Iterator[tuple[Corpus, tuple[OwnQuestion, ...]]]:
    """Corpora that lack what is asked, each with the questions to put to it.

    Headings and `questions:` are asked of passages that do not know them, `not_questions:` of all; titles are not, for
    every passage knows them.
    """
    written = tuple(question for speech in corpus.speeches for question in _written(speech))
    plain = _without_questions(corpus)
    step = max(len(corpus.passages) // _ENOUGH, 1)
    chosen = frozenset(passage.id for passage in corpus.passages[::step])
    found = 0
    for turn in range(_MOST_ROUNDS):
        held, taken = _without_sentences(plain, chosen, turn)
        questions = (*taken, *(() if turn else written))
        yield held, questions
        yield from _halved(held, questions)
        found += len(taken)
        if found >= _ENOUGH or not taken:
            return


def own_sample(question: OwnQuestion, finding: Finding) -> Sample:
    """The sample of a question of this corpus; what is asked for cannot be learnt from a sentence."""
    if question.is_sentence:
        told = {name: value for name, value in finding.features.items() if not name.startswith("limit_")}
        finding = replace(finding, features={**told, "untold": 0.0} if told else {}, limit=None, weighed="")
    is_right = bool(finding.matches) and finding.matches[0].passage.speech == question.speech
    return Sample(finding, is_right, question.speech is not None, question.is_removed)


def _written(speech: Speech) -> Iterator[OwnQuestion]:
    """What editors have written to the passages of a speech."""
    for passage in speech.passages:
        if passage.role is Role.PRACTICE and passage.heading:
            yield OwnQuestion(passage.heading, speech.slug)
        yield from (OwnQuestion(question, speech.slug) for question in passage.answers)
        yield from (OwnQuestion(question, None) for question in passage.not_asked_as)


def _halved(
    corpus: Corpus, questions: tuple[OwnQuestion, ...]
) -> Iterator[tuple[Corpus, tuple[OwnQuestion, ...]]]:
    """The corpus without every other speech, asked what only these answer; then without the others."""
    for first in (0, 1):
        gone = {speech.slug for speech in corpus.speeches[first::2]}
        left = tuple(speech for speech in corpus.speeches if speech.slug not in gone)
        if left:
            removed = (q for q in questions if q.speech in gone)
            yield (
                replace(corpus, speeches=left),
                tuple(replace(q, speech=None, is_removed=True) for q in removed),
            )


def _without_questions(corpus: Corpus) -> Corpus:
    """The corpus as if no editor had written a question."""
    return _each_passage(corpus, lambda passage: replace(passage, asked_as=(), not_asked_as=()))


def _without_sentences(
    corpus: Corpus, chosen: frozenset[str], turn: int
) -> tuple[Corpus, tuple[OwnQuestion, ...]]:
    """The corpus without one sentence of each chosen passage, and these sentences: of each passage the one of that turn."""
    taken: list[OwnQuestion] = []

    def without(passage: Passage) -> Passage:
        spans = [span for span in passage.sentences if _SHORTEST <= span[1] - span[0] <= _LONGEST]
        if passage.id not in chosen or len(passage.sentences) <= _LEFT or turn >= len(spans):
            return passage
        start, end = spans[(len(spans) // 2 + turn) % len(spans)]
        taken.append(OwnQuestion(passage.text[start:end].rstrip(_ENDS), passage.speech, is_sentence=True))
        return replace(passage, text=passage.text[:start] + passage.text[end:])

    return _each_passage(corpus, without), tuple(taken)


def _each_passage(corpus: Corpus, change: Callable[[Passage], Passage]) -> Corpus:
    speeches = (replace(speech, passages=tuple(map(change, speech.passages))) for speech in corpus.speeches)
    return replace(corpus, speeches=tuple(speeches))

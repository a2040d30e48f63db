"""Figures of quality over labelled questions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.model import Status
from bot.results.quality import Evaluation, Failure, Figures

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from bot.model import Answer, Corpus, Labelled, Match


@dataclass(frozen=True)
class Served:
    """How one labelled question was served.

    Attributes:
        rank: of the first expected practice among the matches, 0 where none is.
        first: the first match as `unit practice`, empty where there is none.
        passage: its id.
        said: the words of a fixed reply, empty where it was none.
    """

    question: Labelled
    status: Status
    confidence: float
    rank: int
    first: str
    passage: str
    is_wrong_unit: bool
    said: str = ""

    @property
    def is_failure(self) -> bool:
        """Whether a person would have been served badly."""
        if not self.question.expected:
            return self.status is Status.ANSWERED
        return self.rank != 1

    def as_failure(self) -> Failure:
        """For people who look into it."""
        expected = "、".join(
            f"{e.unit} {'' if e.practice is None else e.practice}".strip() for e in self.question.expected
        )
        return Failure(
            kind=self.question.kind,
            q=self.question.text,
            status=self.status.value,
            confidence=round(self.confidence, 3),
            rank=self.rank,
            first=self.first,
            expected=expected or "不答",
        )


def evaluate(questions: Iterable[Labelled], answer: Callable[[str], Answer], corpus: Corpus) -> list[Served]:
    """Ask every question and compare."""
    return [_served(question, answer(question.text), corpus) for question in questions]


def figures(outcomes: Sequence[Served]) -> list[Figures]:
    """By kind in the order they first occur, then over all."""
    kinds = list(dict.fromkeys(outcome.question.kind for outcome in outcomes))
    by_kind = [_figures(kind, [o for o in outcomes if o.question.kind == kind]) for kind in kinds]
    return [*by_kind, _figures("all", outcomes)]


def report(outcomes: Sequence[Served]) -> Evaluation:
    """Figures by kind, and the questions that were served badly."""
    failures = (outcome.as_failure() for outcome in outcomes if outcome.is_failure)
    return Evaluation(tuple(figures(outcomes)), tuple(failures))


def _served(question: Labelled, answer: Answer, corpus: Corpus) -> Served:
    matches = answer.matches or _offered(answer)
    found = [(corpus.speech_of(m.passage).unit.name, m.passage.place) for m in matches]
    ranks = [
        rank for rank, match in enumerate(found, 1) if any(e.is_met_by(*match) for e in question.expected)
    ]
    is_wrong = (
        answer.status is Status.ANSWERED
        and bool(question.expected)
        and found[0][0] not in {expected.unit for expected in question.expected}
    )
    first = f"{found[0][0]} {'' if found[0][1] is None else found[0][1]}".strip() if found else ""
    passage = matches[0].passage.id if matches else ""
    rank = ranks[0] if ranks else 0
    return Served(
        question, answer.status, answer.confidence, rank, first, passage, is_wrong, answer.text or ""
    )


def _offered(answer: Answer) -> tuple[Match, ...]:
    """What was found for whoever asks of a stranger: ranked all the same, though it is told that nothing is told."""
    finding = answer.verdict.finding if answer.verdict else None
    return finding.matches if finding and finding.limit and finding.limit.name else ()


def _figures(kind: str, outcomes: Sequence[Served]) -> Figures:
    answerable = [o for o in outcomes if o.question.expected]
    unanswerable = [o for o in outcomes if not o.question.expected]
    return Figures(
        kind=kind,
        questions=len(outcomes),
        hit_1=_mean(o.rank == 1 for o in answerable),
        hit_3=_mean(1 <= o.rank <= 3 for o in answerable),  # noqa: PLR2004 # the 3 of hit@3
        mrr=_mean(1 / o.rank if o.rank else 0 for o in answerable),
        wrong_unit=_mean(o.is_wrong_unit for o in answerable),
        answered=_mean(o.status is Status.ANSWERED for o in answerable),
        false_answer=_mean(o.status is Status.ANSWERED for o in unanswerable),
        abstention=_mean(o.status is not Status.ANSWERED for o in outcomes),
    )


def _mean(values: Iterable[float]) -> float | None:
    numbers = list(values)
    return sum(numbers) / len(numbers) if numbers else None

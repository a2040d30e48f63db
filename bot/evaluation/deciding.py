"""What is decided on the texts of others: which questions are answered, rightly, and which should not have been."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.evaluation.benchmark import corpus_of
from bot.model import Status
from bot.results.quality import Level

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.evaluation.benchmark import Benchmark
    from bot.model import Calibration, Corpus, Finding, Verdict
    from bot.model.progress import Progress

    Find = Callable[[str], Finding]
    Decide = Callable[[Finding, Calibration], Verdict]

_STEPS = tuple(step / 10 for step in range(1, 10))
_PARTS = 5
"""Documents are taken out for a fifth of the questions at a time: every time the search is built anew."""


def levels(
    benchmark: Benchmark,
    search: Callable[[Corpus], Find],
    decide: Decide,
    calibration: Calibration,
    progress: Progress,
) -> tuple[Level, ...]:
    """What comes of the questions at the level that is set, and at every tenth.

    Args:
        search: gives what finds in a corpus.
        decide: gives the verdict on a finding under a calibration.
    """
    answerable = benchmark.answerable
    find = search(corpus_of(benchmark))
    found = [(find(question), relevant) for question, relevant in progress(answerable, "verdict")]
    elsewhere = [find(question) for question, relevant in benchmark.questions if not relevant]
    without = removed(benchmark, search, progress)

    def level(at: float) -> Level:
        under = replace(calibration, answer=at, suggest=min(calibration.suggest, at))
        answers = [
            (int(finding.matches[0].passage.anchor), relevant)
            for finding, relevant in found
            if _is_answered(decide(finding, under))
        ]
        return Level(
            at,
            len(answers) / len(found),
            _share([number in relevant for number, relevant in answers]),
            _share([_is_of(benchmark, number, relevant) for number, relevant in answers]),
            _share([_is_answered(decide(finding, under)) for finding in elsewhere]),
            sum(_is_answered(decide(finding, under)) for finding in without) / len(without),
        )

    return tuple(map(level, (calibration.answer, *_STEPS)))


def removed(benchmark: Benchmark, search: Callable[[Corpus], Find], progress: Progress) -> list[Finding]:
    """What is found for each question without the documents that answer it."""
    parts = [benchmark.answerable[n::_PARTS] for n in range(_PARTS)]
    found = []
    for part in progress([part for part in parts if part], "removed"):
        gone = {benchmark.documents[number] for _, relevant in part for number in relevant}
        find = search(corpus_of(benchmark, gone))
        found += [find(question) for question, _ in part]
    return found


def _is_of(benchmark: Benchmark, number: int, relevant: frozenset[int]) -> bool:
    return benchmark.documents[number] in {benchmark.documents[n] for n in relevant}


def _is_answered(verdict: Verdict) -> bool:
    return verdict.status is Status.ANSWERED


def _share(values: Sequence[bool]) -> float | None:
    return sum(values) / len(values) if values else None

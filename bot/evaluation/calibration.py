"""Fits the model of probability, a logistic regression over the features of first matches, and two levels to it.

What is limited is fitted with the rest: how far a question may ask for something else than a passage tells is one
of the features, and those that do so plainly teach its weight.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from bot.errors import SourceError
from bot.evaluation.regression import Table, fit
from bot.model import Calibration, Status, stretches
from bot.results.quality import Point

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from bot.model import Corpus, Finding, Labelled, Verdict

    Decide = Callable[[Finding, Calibration], Verdict]

_RIDGE, _FREE = 1.0, 1e-6

_BIAS = ""
_OFTEN, _LEAST = 2, 0.1
"""Samples that have a stretch which is weighed, and the weight of one that is kept."""

_PARTS = 5
"""One hand's questions follow one another: a fifth of all is asked as by people who have not asked yet."""

_FEWEST = 30
_STEPS = tuple(step / 100 for step in range(1, 100))
_ENOUGH = 0.5
"""Of what the lowest level allowed answers: one that answers less is no level."""


@dataclass(frozen=True)
class Sample:
    """What search said of one labelled question.

    Attributes:
        is_right: whether the first match is one that was expected.
        is_removed: whether what answers it was taken out.
        counts: for how many samples it counts in a fit.
    """

    finding: Finding
    is_right: bool
    is_answerable: bool
    is_removed: bool = False
    counts: float = 1.0


@dataclass(frozen=True)
class Targets:
    """What the levels keep to, as shares 0…1 of the samples they are fitted on.

    Attributes:
        precision: at least this share of what is answered is right, questions whose answer was taken out left aside.
        removed: at most this share of the questions whose answer was taken out is answered.
        least: no level of answers is lower.
    """

    precision: float = 0.92
    removed: float = 1.0
    least: float = 0.6


LABELLED = Targets()
"""For labelled questions, half of which are near to what is told and must not be answered; people ask fewer of those. Of
six hands left out, with 4 of 10 that must not be answered, 95 of 100 answers were right at the level found with it."""


def sample(question: Labelled, finding: Finding, corpus: Corpus) -> Sample:
    """The sample of a question."""
    is_right = any(
        expected.is_met_by(corpus.speech_of(match.passage).unit.name, match.passage.place)
        for match in finding.matches[:1]
        for expected in question.expected
    )
    return Sample(finding, is_right, bool(question.expected))


def calibrate(
    every: Sequence[Sample], decide: Decide, targets: Targets
) -> tuple[Calibration, tuple[Point, ...]]:
    """The calibration with which verdicts on the samples keep to the targets, and what other levels would do.

    Args:
        decide: gives the verdict on a finding under a calibration.

    Raises:
        SourceError: there are too few samples, or all are alike.
    """
    return levelled(fitted(every), list(_judged(every)), decide, targets)


def levelled(
    weights: Calibration, judged: Sequence[Sample], decide: Decide, targets: Targets
) -> tuple[Calibration, tuple[Point, ...]]:
    """The weights with the levels at which verdicts on samples keep to the targets, and what other levels would do.

    Where no level is precise enough, the most precise of those that answer half of what the lowest does is
    taken: a bot that says nothing is never wrong, and of no use.

    Args:
        judged: the samples as search finds them under weights that were not fitted to them.
    """
    removed = [s for s in judged if s.is_removed]
    there = [s for s in judged if not s.is_removed]
    curve = tuple(_point(there, decide, replace(weights, answer=at, suggest=0.0)) for at in _STEPS)
    most_removed = targets.removed * len(removed)
    least = _lowest(lambda at: len(_answered(removed, decide, replace(weights, answer=at))) <= most_removed)
    answer = _level(curve, targets.precision, max(least, targets.least))
    return replace(weights, answer=answer, suggest=min(_offering(judged), answer)), curve


def fitted(every: Sequence[Sample], often: int = _OFTEN, ridge: float = _RIDGE) -> Calibration:
    """The weights that make most probable which samples are right.

    Args:
        often: how many samples have a stretch that is weighed.
        ridge: how strongly weights are drawn to nothing, and the bias, which is not.

    Raises:
        SourceError: there are too few samples, or all are alike.
    """
    samples = [s for s in every if s.finding.features]
    right = np.array([s.is_right for s in samples], float)
    if len(samples) < _FEWEST or right.min() == right.max():
        raise SourceError(
            f"能用来校准的问题只有 {len(samples)} 个，或者全对全错；至少要 {_FEWEST} 个，有对有错"
        )
    names = dict.fromkeys(name for s in samples for name in s.finding.features)
    held = [stretches(s.finding.weighed) if s.finding.weighed else () for s in samples]
    having = Counter(sign for signs in held for sign in signs)
    wording = sorted(s for s in having if having[s] >= often and s.isprintable())
    columns = {name: n for n, name in enumerate((_BIAS, *names, *wording))}  # no stretch is as long as a name
    table = Table(
        [
            {0: 1.0}
            | {columns[name]: value for name, value in s.finding.features.items()}
            | {columns[sign]: 1.0 for sign in signs if sign in columns}
            for s, signs in zip(samples, held, strict=True)
        ],
        len(columns),
    )
    weights = fit(
        table,
        right,
        np.array([_FREE, *([ridge] * (len(columns) - 1))]),
        np.array([s.counts for s in samples]),
    )
    told = dict(zip(columns, map(float, weights), strict=True))
    spoken = {sign: round(told[sign], 2) for sign in wording if abs(told[sign]) >= _LEAST}
    return Calibration(
        bias=round(told[_BIAS], 3),
        weights={name: round(told[name], 3) for name in names},
        wording=spoken,
    )


def _judged(every: Sequence[Sample]) -> Iterator[Sample]:
    """The samples as search would find them that was fitted without them: each fifth under what the others say."""
    for n in range(_PARTS):
        start, end = len(every) * n // _PARTS, len(every) * (n + 1) // _PARTS
        yield from under(fitted((*every[:start], *every[end:])), every[start:end])


def _answered(samples: Sequence[Sample], decide: Decide, levels: Calibration) -> list[Sample]:
    return [s for s in samples if decide(s.finding, levels).status is Status.ANSWERED]


def _point(samples: Sequence[Sample], decide: Decide, levels: Calibration) -> Point:
    answered = _answered(samples, decide, levels)
    right = sum(s.is_right for s in answered)
    answerable = sum(s.is_answerable for s in samples)
    return Point(
        levels.answer,
        right / len(answered) if answered else 1.0,
        right / answerable if answerable else 0.0,
    )


def _level(curve: Sequence[Point], precision: float, least: float) -> float:
    """The lowest level that is precise enough and answers enough."""
    allowed = [p for p in curve if p.level >= least]
    enough = [p for p in allowed if p.coverage >= _ENOUGH * allowed[0].coverage]
    precise = [p for p in enough if p.precision >= precision]
    return precise[0].level if precise else max(enough, key=lambda p: p.precision).level


def under(weights: Calibration, samples: Iterable[Sample]) -> Iterator[Sample]:
    """Samples as search would find them under a calibration."""
    return (_probable(sample, weights) for sample in samples)


def _probable(sample: Sample, weights: Calibration) -> Sample:
    if not sample.finding.features:
        return sample
    probability = weights.probability(sample.finding.features, sample.finding.weighed)
    return replace(sample, finding=replace(sample.finding, probability=probability))


def _offering(samples: Sequence[Sample]) -> float:
    """The level of half of the least probable that is right: people ask more strangely than those who label."""
    weighed = (s.finding for s in samples if s.is_right and s.finding.features)
    least = min(found.probability for found in weighed if not found.is_named) / 2
    return max((at for at in _STEPS if at <= least), default=_STEPS[0])


def _lowest(is_good: Callable[[float], bool]) -> float:
    """The lowest level from which on all levels are good."""
    bad = [at for at in _STEPS if not is_good(at)]
    return round(min(bad[-1] + 0.01, 0.99), 2) if bad else _STEPS[0]

"""Fits the model of probability, a logistic regression over the features of first matches, and two levels to it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from bot.errors import SourceError
from bot.model import Calibration, Status, Why

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from bot.model import Corpus, Finding, Labelled, Verdict

    Numbers = NDArray[np.float64]
    Decide = Callable[[Finding, Calibration], Verdict]

FAR = "offtopic"
"""The kind of questions for which not even a suggestion is due."""

_RIDGE = 1.0
_ROUNDS = 100
_FEWEST = 30


@dataclass(frozen=True)
class Sample:
    """What search said of one labelled question.

    Attributes:
        is_right: whether the first match is one that was expected.
        is_far: whether not even a suggestion is due.
    """

    finding: Finding
    is_right: bool
    is_answerable: bool
    is_far: bool


@dataclass(frozen=True)
class Targets:
    """What the levels keep to, as shares 0…1 of the samples they are fitted on.

    Attributes:
        false_answers: at most this share of all unanswerable questions is answered, and none of the far ones.
        wrong_answers: at most this share of the answers to answerable questions quotes something not expected.
        far_suggestions: at most this share of all far questions gets suggestions.
    """

    false_answers: float = 0.002
    wrong_answers: float = 0.02
    far_suggestions: float = 0.13


def sample(question: Labelled, finding: Finding, corpus: Corpus) -> Sample:
    """The sample of a question."""
    is_right = any(
        expected.is_met_by(corpus.speech_of(match.passage).unit.name, match.passage.place)
        for match in finding.matches[:1]
        for expected in question.expected
    )
    return Sample(finding, is_right, bool(question.expected), question.kind == FAR)


def calibrate(every: Sequence[Sample], decide: Decide, targets: Targets) -> Calibration:
    """The calibration with which verdicts on the samples keep to the targets.

    Args:
        decide: gives the verdict on a finding under a calibration.

    Raises:
        SourceError: there are too few samples, or all are alike.
    """
    samples = [s for s in every if s.finding.features]
    free = [s for s in samples if decide(s.finding, Calibration()).why is not Why.LIMIT]
    right = np.array([s.is_right for s in free], float)
    if len(free) < _FEWEST or right.min() == right.max():
        raise SourceError(f"能用来校准的问题只有 {len(free)} 个，或者全对全错；至少要 {_FEWEST} 个，有对有错")
    names = tuple(samples[0].finding.features)
    weights = _fit(_table(free, names), right)
    fitted = Calibration(
        bias=round(float(weights[0]), 3),
        weights={name: round(float(weight), 3) for name, weight in zip(names, weights[1:], strict=True)},
    )
    judged = [_probable(s, fitted) for s in samples]
    answer = _lowest(lambda at: _keeps_answers(_answered(judged, decide, at, fitted), every, targets))
    most_far = targets.far_suggestions * sum(s.is_far for s in every)
    far = [s.finding.probability for s in judged if s.is_far]
    suggest = _lowest(lambda at: sum(probability >= at for probability in far) <= most_far)
    return replace(fitted, answer=answer, suggest=min(suggest, answer))


def _probable(sample: Sample, fitted: Calibration) -> Sample:
    """The sample as search would find it under a calibration."""
    probability = fitted.probability(sample.finding.features)
    return replace(sample, finding=replace(sample.finding, probability=probability))


def _answered(samples: Sequence[Sample], decide: Decide, at: float, fitted: Calibration) -> list[Sample]:
    levels = replace(fitted, answer=at, suggest=0.0)
    return [s for s in samples if decide(s.finding, levels).status is Status.ANSWERED]


def _table(samples: Sequence[Sample], names: Sequence[str]) -> Numbers:
    return np.array([[1.0, *(s.finding.features[name] for name in names)] for s in samples])


def _keeps_answers(answered: Sequence[Sample], every: Sequence[Sample], targets: Targets) -> bool:
    if any(s.is_far for s in answered):
        return False
    false = sum(not s.is_answerable for s in answered)
    answers = len(answered) - false
    wrong = sum(s.is_answerable and not s.is_right for s in answered)
    unanswerable = sum(not s.is_answerable for s in every)
    return false <= targets.false_answers * unanswerable and wrong <= targets.wrong_answers * answers


def _fit(table: Numbers, right: Numbers) -> Numbers:
    """Newton's method for ridge-penalised logistic regression; the bias is not penalised."""
    weights = np.zeros(table.shape[1])
    penalty = _RIDGE * np.eye(len(weights))
    penalty[0, 0] = 0.0
    for _ in range(_ROUNDS):
        p = 1 / (1 + np.exp(-table @ weights))
        gradient = table.T @ (p - right) + penalty @ weights
        hessian = (table * (p * (1 - p))[:, None]).T @ table + penalty
        weights -= np.linalg.solve(hessian, gradient)
    return weights


def _lowest(is_good: Callable[[float], bool]) -> float:
    """The lowest level, in steps of 0.01, from which on all levels are good."""
    steps = [step / 100 for step in range(1, 100)]
    bad = [at for at in steps if not is_good(at)]
    return round(min(bad[-1] + 0.01, 0.99), 2) if bad else steps[0]

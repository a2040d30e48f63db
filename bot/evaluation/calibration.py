"""Fits the confidence model: logistic regression over the features of first matches, and two thresholds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bot.errors import SourceError
from bot.model import Calibration

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from bot.evaluation.labelled import Labelled
    from bot.model import Corpus, Finding

    Numbers = NDArray[np.float64]

FAR = "offtopic"
"""The kind of questions for which not even a suggestion is due."""

_RIDGE = 0.3
_ROUNDS = 100
_FEWEST = 30


@dataclass(frozen=True)
class Sample:
    """What search said of one labelled question.

    Attributes:
        is_right: whether the first match is one that was expected.
        is_far: whether not even a suggestion is due.
    """

    features: Mapping[str, float]
    is_right: bool
    is_answerable: bool
    is_far: bool


@dataclass(frozen=True)
class Targets:
    """What the thresholds keep to, as shares 0…1 of the samples they are fitted on.

    Attributes:
        false_answers: at most this share of the unanswerable is answered.
        wrong_answers: at most this share of the answers quotes something not expected.
        far_suggestions: at most this share of the far gets suggestions.
    """

    false_answers: float = 0.01
    wrong_answers: float = 0.02
    far_suggestions: float = 0.05


def sample(question: Labelled, finding: Finding, corpus: Corpus) -> Sample | None:
    """The sample of a question; None where confidence was not computed from features."""
    if not finding.features or finding.limit:
        return None
    first = finding.matches[0].passage
    unit = corpus.speech_of(first).unit.name
    is_right = any(expected.is_met_by(unit, first.number) for expected in question.expected)
    return Sample(finding.features, is_right, bool(question.expected), question.kind == FAR)


def calibrate(samples: Sequence[Sample], targets: Targets) -> Calibration:
    """The calibration that fits the samples.

    Raises:
        SourceError: there are too few samples, or all are alike.
    """
    right = np.array([s.is_right for s in samples], float)
    if len(samples) < _FEWEST or right.min() == right.max():
        raise SourceError(
            f"能用来校准的问题只有 {len(samples)} 个，或者全对全错；至少要 {_FEWEST} 个，有对有错"
        )
    names = tuple(samples[0].features)
    table = np.array([[1.0, *(s.features[name] for name in names)] for s in samples])
    weights = _fit(table, right)
    confidence = 1 / (1 + np.exp(-table @ weights))
    answer = _lowest(lambda at: _keeps_answers(confidence >= at, samples, right, targets))
    far = np.array([s.is_far for s in samples])
    suggest = _lowest(lambda at: _share(far & (confidence >= at), far) <= targets.far_suggestions)
    return Calibration(
        bias=round(float(weights[0]), 3),
        weights={name: round(float(weight), 3) for name, weight in zip(names, weights[1:], strict=True)},
        answer=answer,
        suggest=min(suggest, answer),
    )


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


def _keeps_answers(
    answered: NDArray[np.bool_], samples: Sequence[Sample], right: Numbers, targets: Targets
) -> bool:
    unanswerable = np.array([not s.is_answerable for s in samples])
    false = _share(answered & unanswerable, unanswerable)
    wrong = _share(answered & (right == 0), answered)
    return false <= targets.false_answers and wrong <= targets.wrong_answers


def _lowest(is_good: Callable[[float], bool]) -> float:
    """The lowest threshold, in steps of 0.01, from which on all thresholds are good."""
    steps = [step / 100 for step in range(1, 100)]
    bad = [at for at in steps if not is_good(at)]
    return round(min(bad[-1] + 0.01, 0.99), 2) if bad else steps[0]


def _share(part: NDArray[np.bool_], whole: NDArray[np.bool_]) -> float:
    return float(part.sum() / whole.sum()) if whole.any() else 0.0

import random

import pytest

from bot.errors import SourceError
from bot.evaluation.calibration import Sample, Targets, calibrate
from bot.model import Calibration
from bot.retrieval.confidence import confidence


def samples(count: int, seed: int = 1) -> list[Sample]:
    """Questions that the passage answers the surer the more it covers."""
    chance = random.Random(seed)  # noqa: S311 # made-up samples, no secrets
    made = []
    for _ in range(count):
        coverage = chance.random()
        is_right = chance.random() < coverage**3
        features = {"coverage": coverage, "told": coverage, "clear": coverage * chance.random(), "unit": 0.0}
        made.append(Sample(features, False, is_right, is_right, not is_right and coverage < 0.3))
    return made


def test_more_coverage_makes_a_fitted_model_surer() -> None:
    fitted = calibrate(samples(400), confidence, Targets())
    little, much = ({"coverage": x, "told": x, "clear": x / 2, "unit": 0.0} for x in (0.2, 0.95))
    assert confidence(little, fitted) < confidence(much, fitted)


def test_thresholds_keep_to_their_targets() -> None:
    given, targets = samples(400), Targets(false_answers=0.05, wrong_answers=0.1, far_suggestions=0.1)
    fitted = calibrate(given, confidence, targets)
    sure = [(s, confidence(s.features, fitted)) for s in given]
    false = [
        s for s, p in sure if p >= fitted.answer and not s.is_answerable and s.features["coverage"] >= 0.5
    ]
    far = [s for s, p in sure if p >= fitted.suggest and s.is_far]
    assert len(false) <= 0.05 * sum(not s.is_answerable for s in given)
    assert len(far) <= 0.1 * sum(s.is_far for s in given)
    assert fitted.suggest <= fitted.answer


def test_too_few_questions_are_refused() -> None:
    with pytest.raises(SourceError, match="校准"):
        calibrate(samples(10), confidence, Targets())


def test_a_limited_question_does_not_raise_the_threshold() -> None:
    limited = Sample({"coverage": 1.0, "told": 1.0, "clear": 1.0, "unit": 0.0}, True, False, False, False)
    strict = Targets(false_answers=0.0)
    given = [s for s in samples(400) if s.is_right or s.features["coverage"] < 0.6]
    without = calibrate(given, confidence, strict)
    assert calibrate([*given, limited], confidence, strict).answer == without.answer
    assert without != Calibration()

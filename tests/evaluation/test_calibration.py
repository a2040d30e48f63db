import random
from dataclasses import replace

import pytest

from bot.dialogue.verdict import decide
from bot.errors import SourceError
from bot.evaluation.calibration import Sample, Targets, calibrate
from bot.model import Calibration, Coverage, Evidence, Finding, How, Limit, Match, Quote, Status
from tests.builders import RIVER


def found(features: dict[str, float], limit: Limit | None = None) -> Finding:
    coverage = Coverage((Evidence("词", "词", How.WORD, 1.0, features["coverage"]),))
    return Finding((Match(Quote(RIVER.passages[1], 0, 1), 1.0, coverage),), features=features, limit=limit)


def samples(count: int, seed: int = 1) -> list[Sample]:
    """Questions that the passage answers the surer the more it covers."""
    chance = random.Random(seed)  # noqa: S311 # made-up samples, no secrets
    made = []
    for _ in range(count):
        coverage = chance.random()
        is_right = chance.random() < coverage**3
        features = {"coverage": coverage, "told": coverage, "clear": coverage * chance.random(), "unit": 0.0}
        made.append(Sample(found(features), is_right, is_right, not is_right and coverage < 0.3))
    return made


def test_more_coverage_makes_a_fitted_model_surer() -> None:
    fitted = calibrate(samples(400), decide, Targets())
    little, much = ({"coverage": x, "told": x, "clear": x / 2, "unit": 0.0} for x in (0.2, 0.95))
    assert fitted.probability(little) < fitted.probability(much)


def test_thresholds_keep_to_their_targets() -> None:
    given, targets = samples(400), Targets(false_answers=0.05, wrong_answers=0.1, far_suggestions=0.1)
    fitted = calibrate(given, decide, targets)
    sure = [(s, fitted.probability(s.finding.features)) for s in given]
    judged = [(s, decide(replace(s.finding, probability=p), fitted).status) for s, p in sure]
    false = [s for s, status in judged if status is Status.ANSWERED and not s.is_answerable]
    far = [s for s, status in judged if status is not Status.UNANSWERED and s.is_far]
    assert len(false) <= 0.05 * sum(not s.is_answerable for s in given)
    assert len(far) <= 0.1 * sum(s.is_far for s in given)
    assert fitted.suggest <= fitted.answer


def test_too_few_questions_are_refused() -> None:
    with pytest.raises(SourceError, match="校准"):
        calibrate(samples(10), decide, Targets())


def test_a_limited_question_does_not_raise_the_threshold() -> None:
    most = {"coverage": 1.0, "told": 1.0, "clear": 1.0, "unit": 0.0}
    limited = Sample(found(most, Limit("price", "问的是钱")), False, False, False)
    strict = Targets(false_answers=0.0)
    given = [s for s in samples(400) if s.is_right or s.finding.features["coverage"] < 0.6]
    without = calibrate(given, decide, strict)
    assert calibrate([*given, limited], decide, strict).answer == without.answer
    assert without != Calibration()

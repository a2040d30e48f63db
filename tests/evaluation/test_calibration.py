import random
from dataclasses import replace
from itertools import pairwise

import pytest

from bot.dialogue.verdict import decide
from bot.errors import SourceError
from bot.evaluation.calibration import Sample, Targets, calibrate, fitted
from bot.model import Coverage, Evidence, Finding, How, Limit, Match, Quote, Status
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
        made.append(Sample(found(features), is_right, is_right))
    return made


def test_more_coverage_makes_a_fitted_model_surer() -> None:
    fitted, _ = calibrate(samples(400), decide, Targets())
    little, much = ({"coverage": x, "told": x, "clear": x / 2, "unit": 0.0} for x in (0.2, 0.95))
    assert fitted.probability(little) < fitted.probability(much)


def test_the_level_is_the_lowest_that_is_as_precise_as_wanted() -> None:
    given, targets = samples(400), Targets(precision=0.88)
    fitted, curve = calibrate(given, decide, targets)
    at = {point.level: point.precision for point in curve}
    assert fitted.answer > 0.6
    assert at[fitted.answer] >= 0.88 > at[round(fitted.answer - 0.01, 2)]
    sure = [(s, fitted.probability(s.finding.features)) for s in given]
    judged = [(s, decide(replace(s.finding, probability=p), fitted).status) for s, p in sure]
    answered = [s for s, status in judged if status is Status.ANSWERED]
    unoffered = [s for s, status in judged if status is Status.UNANSWERED and s.is_right]
    assert sum(s.is_right for s in answered) >= 0.88 * len(answered)
    assert unoffered == []
    assert fitted.suggest <= fitted.answer


def test_a_precision_out_of_reach_does_not_end_in_silence() -> None:
    fitted, curve = calibrate(samples(400, seed=3), decide, Targets(precision=1.1))
    coverage = {point.level: point.coverage for point in curve}
    assert fitted.answer > 0.6
    assert coverage[fitted.answer] >= 0.5 * coverage[0.6] > 0


def test_labelled_questions_do_not_talk_the_level_down() -> None:
    fitted, _ = calibrate(samples(400), decide, Targets(precision=0.1))
    assert fitted.answer == 0.6


def test_the_curve_tells_what_each_level_would_do() -> None:
    _, curve = calibrate(samples(400), decide, Targets())
    assert [point.level for point in curve] == [step / 100 for step in range(1, 100)]
    assert all(later.coverage <= earlier.coverage for earlier, later in pairwise(curve))
    assert curve[-1].precision > curve[0].precision


def test_too_few_questions_are_refused() -> None:
    with pytest.raises(SourceError, match="校准"):
        calibrate(samples(10), decide, Targets())


def test_what_is_limited_teaches_what_speaks_against_an_answer() -> None:
    given = [
        replace(s, finding=replace(s.finding, features={**s.finding.features, "untold": 0.0}))
        for s in samples(400)
    ]
    most = {"coverage": 1.0, "told": 1.0, "clear": 1.0, "unit": 0.0, "untold": 1.0}
    limited = Sample(found(most, Limit("money", "问的是钱")), False, False)
    fitted, _ = calibrate([*given, *[limited] * 40], decide, Targets())
    assert fitted.weights["untold"] < -1


def put(sample: Sample, question: str) -> Sample:
    return replace(sample, finding=replace(sample.finding, weighed=question))


def test_questions_put_in_words_that_nothing_answers_are_learnt_from() -> None:
    told = [put(s, "…怎么办") for s in samples(300)]
    untold = [
        replace(put(s, "…花了多少钱"), is_right=False, is_answerable=False) for s in samples(300, seed=4)
    ]
    every = [sample for pair in zip(told, untold, strict=True) for sample in pair]
    fitted, curve = calibrate(every, decide, Targets())
    most = {"coverage": 1.0, "told": 1.0, "clear": 1.0, "unit": 0.0}
    asked, other = fitted.probability(most, "…花了多少"), fitted.probability(most, "…怎么办")
    assert asked < 0.2
    assert other > 0.6
    assert fitted.probability(most, "…怎么搞") < other
    _, plain = calibrate([put(s, "") for s in every], decide, Targets())
    assert curve[59].coverage > plain[59].coverage + 0.1


def test_a_stretch_that_one_question_has_says_nothing() -> None:
    fitted, _ = calibrate([*samples(400), *(put(s, "独一") for s in samples(1))], decide, Targets())
    assert fitted.wording == {}


def test_the_curve_is_of_questions_that_the_weights_were_not_fitted_to() -> None:
    """Each is put in words of its own: learnt by heart they would tell all."""
    given = [put(s, f"{chr(0x4E00 + n)}{chr(0x5E00 + n)}") for n, s in enumerate(samples(300))]
    _, curve = calibrate([s for s in given for _ in range(2)], decide, Targets())
    plain = calibrate([put(s, "") for s in given for _ in range(2)], decide, Targets())[1]
    assert abs(curve[49].precision - plain[49].precision) < 0.1


def removed(every: list[Sample]) -> list[Sample]:
    return [replace(s, is_right=False, is_answerable=False, is_removed=True) for s in every]


def test_the_level_answers_few_of_the_questions_whose_answer_was_taken_out() -> None:
    given = [*samples(300), *removed(samples(300, seed=2))]
    loose, _ = calibrate(given, decide, Targets(precision=0.5, least=0.0))
    strict, _ = calibrate(given, decide, Targets(precision=0.5, removed=0.05, least=0.0))
    answered = [
        s
        for s in given
        if s.is_removed and strict.probability(s.finding.features) >= strict.answer > loose.answer
    ]
    assert 0 < len(answered) <= 0.05 * 300


def test_questions_whose_answer_was_taken_out_are_no_part_of_the_precision() -> None:
    taken = removed(samples(300, seed=2))
    _, apart = calibrate([*samples(300), *taken], decide, Targets())
    _, counted = calibrate([*samples(300), *(replace(s, is_removed=False) for s in taken)], decide, Targets())
    assert apart[30].precision > counted[30].precision + 0.1


def test_a_sample_that_counts_for_many_weighs_as_much() -> None:
    few, many = samples(10, seed=2), samples(400)
    heavy = [replace(s, counts=20.0) for s in few]
    assert fitted([*heavy, *many]).weights == pytest.approx(fitted([*few * 20, *many]).weights, abs=1e-3)


def test_only_stretches_that_enough_questions_have_are_weighed() -> None:
    every = [*samples(400), *(replace(put(s, "独一"), is_right=False) for s in samples(20))]
    assert "独" in fitted(every, often=20).wording
    assert fitted(every, often=21).wording == {}


def test_what_is_drawn_more_strongly_to_nothing_weighs_less() -> None:
    every = samples(400)
    assert fitted(every, ridge=50.0).weights["coverage"] < fitted(every).weights["coverage"]

import pytest

from bot.evaluation.measures import evaluate, figures, report
from bot.model import Answer, Expected, Labelled, Match, Quote, Status
from tests.builders import FLOWERS, PARKS, RIVER, WATER, corpus

HELD = corpus(RIVER, FLOWERS)
FIRST, SECOND, OTHER = RIVER.passages[1], RIVER.passages[2], FLOWERS.passages[1]


def answers(text: str) -> Answer:
    found = {
        "对": (Status.ANSWERED, [FIRST]),
        "第二才对": (Status.SUGGESTED, [OTHER, FIRST]),
        "单位错": (Status.ANSWERED, [OTHER]),
        "没答": (Status.UNANSWERED, []),
        "误答": (Status.ANSWERED, [FIRST]),
    }[text]
    return Answer(found[0], "", 0.5, tuple(Match(Quote(p, 0, 1), 1.0) for p in found[1]))


def test_figures_are_shares_of_the_questions_they_apply_to() -> None:
    expected = (Expected(WATER.name, 1),)
    questions = [Labelled("a", text, expected) for text in ("对", "第二才对", "单位错", "没答")]
    questions.append(Labelled("off", "误答", ()))
    by_kind, off, every = figures(evaluate(questions, answers, HELD))
    assert (by_kind.kind, by_kind.questions, off.kind, every.questions) == ("a", 4, "off", 5)
    assert by_kind.hit_1 == pytest.approx(1 / 4)
    assert by_kind.hit_3 == pytest.approx(2 / 4)
    assert by_kind.mrr == pytest.approx((1 + 1 / 2) / 4)
    assert by_kind.wrong_unit == pytest.approx(1 / 4)
    assert by_kind.answered == pytest.approx(2 / 4)
    assert by_kind.false_answer is None
    assert off.false_answer == 1.0
    assert off.hit_1 is None
    assert every.abstention == pytest.approx(2 / 5)


def test_another_practice_of_the_right_unit_is_a_miss_but_not_a_wrong_unit() -> None:
    (outcome,) = evaluate([Labelled("a", "对", (Expected(WATER.name, 2),))], answers, HELD)
    assert outcome.rank == 0
    assert not outcome.is_wrong_unit
    assert outcome.is_failure


def test_a_report_lists_what_was_served_badly() -> None:
    questions = [
        Labelled("a", "对", (Expected(WATER.name, 1),)),
        Labelled("a", "单位错", (Expected(WATER.name, 1),)),
    ]
    (failure,) = report(evaluate(questions, answers, HELD)).failures
    assert failure.q == "单位错"
    assert failure.first == f"{PARKS.name} 1"

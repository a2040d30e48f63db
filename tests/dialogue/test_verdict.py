"""Each branch of the verdict, over findings made by hand, and the second look over a search that says what it is told."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import pytest

from bot.dialogue.verdict import decide, verdict
from bot.model import (
    Asked,
    Calibration,
    Coverage,
    Evidence,
    Finding,
    How,
    Limit,
    Match,
    Quote,
    Status,
    Unit,
    Verdict,
    Why,
)
from tests.builders import FLOWERS, RIVER, WATER

if TYPE_CHECKING:
    from bot.model import Passage

LEVELS = Calibration(answer=0.75, suggest=0.25, coverage=0.5)
BETWEEN = 0.5
PRICE = Limit("price", "问的是钱")


def found(
    probability: float = 0.9,
    *,
    share: float = 1.0,
    unit: Unit | None = None,
    limit: Limit | None = None,
    is_named: bool = False,
    passage: Passage = RIVER.passages[1],
) -> Finding:
    coverage = Coverage((Evidence("淤泥", "淤泥", How.WORD, 1.0, share),))
    match = Match(Quote(passage, 0, 5), 1.0, coverage)
    return Finding((match,), probability, unit, is_named=is_named, limit=limit, features={"coverage": share})


def own_passages(limit: Limit | None = None, *, asks_only_unit: bool = True) -> Finding:
    matches = tuple(Match(Quote(passage, 0, 5), 1.0) for passage in RIVER.passages)
    return Finding(matches, unit=WATER, asks_only_unit=asks_only_unit, limit=limit)


def told(finding: Finding, levels: Calibration = LEVELS) -> tuple[Status, float, Why]:
    judged = decide(finding, levels)
    assert judged.finding is finding
    return judged.status, judged.confidence, judged.why


@pytest.mark.parametrize(
    ("probability", "status"),
    [
        (0.75, Status.ANSWERED),
        (0.74, Status.SUGGESTED),
        (0.25, Status.SUGGESTED),
        (0.24, Status.UNANSWERED),
    ],
)
def test_each_level_is_where_a_status_begins(probability: float, status: Status) -> None:
    assert told(found(probability)) == (status, probability, Why.PROBABILITY)


def test_where_nothing_was_found_nothing_is_answered() -> None:
    assert told(Finding()) == (Status.UNANSWERED, 0.0, Why.NOTHING)
    assert told(Finding(unit=WATER, asks_only_unit=True)) == (Status.UNANSWERED, 0.0, Why.NOTHING)


def test_what_an_editor_has_named_is_answered_however_thin_and_improbable() -> None:
    assert told(found(0.01, share=0.0, is_named=True)) == (Status.ANSWERED, 1.0, Why.NAMED)


def test_what_names_another_is_suggested_with_a_confidence_below_that_of_answers() -> None:
    assert told(found(0.99, limit=PRICE)) == (Status.SUGGESTED, BETWEEN, Why.LIMIT)
    assert told(found(0.3, limit=PRICE)) == (Status.SUGGESTED, 0.3, Why.LIMIT)
    assert told(found(0.05, share=0.4, limit=PRICE)) == (Status.UNANSWERED, 0.05, Why.THIN)


def test_of_whom_nobody_here_has_told_nothing_is_told_however_near_the_rest_is() -> None:
    stranger = Limit("elsewhere", "问的是南宁，稿子里没有讲到", "南宁")
    assert told(found(0.99, limit=stranger)) == (Status.UNANSWERED, BETWEEN, Why.LIMIT)
    assert told(found(0.99, unit=WATER, limit=stranger)) == (Status.UNANSWERED, BETWEEN, Why.LIMIT)


def test_what_is_asked_for_weighs_in_the_probability_and_forbids_nothing() -> None:
    asking = replace(found(0.8, limit=PRICE), asked=Asked({"price": 0.9}))
    assert told(asking) == (Status.ANSWERED, 0.8, Why.PROBABILITY)
    assert told(replace(asking, probability=0.7)) == (Status.SUGGESTED, 0.7, Why.LIMIT)


def test_what_tells_little_of_the_question_is_answered_where_it_is_probable_all_the_same() -> None:
    levels = replace(LEVELS, coverage=0.8)
    assert told(found(0.8, share=0.7), levels) == (Status.ANSWERED, 0.8, Why.PROBABILITY)
    assert told(found(0.7, share=0.7), levels) == (Status.SUGGESTED, 0.7, Why.THIN)
    assert told(found(0.7, share=0.8), levels) == (Status.SUGGESTED, 0.7, Why.PROBABILITY)


@pytest.mark.parametrize(
    ("weight", "strength", "status"),
    [
        (0.15, 1.0, Status.SUGGESTED),  # 讲
        (0.9, 0.3, Status.SUGGESTED),  # 第二 of 第二条
        (0.4, 1.0, Status.ANSWERED),  # 群众
        (1.5, 0.5, Status.ANSWERED),
    ],
)
def test_how_a_question_is_put_makes_no_answer_of_what_tells_nothing_of_it(
    weight: float, strength: float, status: Status
) -> None:
    coverage = Coverage((Evidence("词语", "词语", How.WORD, weight, strength),))
    finding = replace(found(0.9), matches=(replace(found().matches[0], coverage=coverage),))
    assert told(finding)[0] is status
    assert told(replace(finding, unit=WATER))[0] is Status.ANSWERED


def test_what_is_held_back_is_no_answer_even_where_the_levels_are_one() -> None:
    levels = replace(LEVELS, answer=0.3, suggest=0.3)
    assert told(found(0.99, limit=PRICE), levels)[0] is Status.SUGGESTED


def test_whoever_names_a_unit_is_offered_what_is_near() -> None:
    assert told(found(0.01)) == (Status.UNANSWERED, 0.01, Why.PROBABILITY)
    assert told(found(0.01, unit=WATER)) == (Status.SUGGESTED, 0.25, Why.PROBABILITY)
    assert told(found(0.8, unit=WATER)) == (Status.ANSWERED, 0.8, Why.PROBABILITY)


@pytest.mark.parametrize("unit", [None, WATER])
def test_what_improbably_answers_a_question_for_what_it_does_not_tell_is_no_answer_whoever_is_named(
    unit: Unit | None,
) -> None:
    asking = replace(found(0.2, limit=PRICE, unit=unit), asked=Asked({PRICE.kind: 0.9}))
    assert told(asking) == (Status.UNANSWERED, 0.2, Why.LIMIT)
    assert told(asking, replace(LEVELS, suggest=0.01)) == (Status.SUGGESTED, 0.2, Why.LIMIT)
    thin = replace(found(0.2, share=0.4, limit=PRICE, unit=unit), asked=asking.asked)
    assert told(thin) == (Status.UNANSWERED, 0.2, Why.THIN)
    slight = replace(asking, probability=0.04)
    assert told(slight, replace(LEVELS, suggest=0.01)) == (Status.UNANSWERED, 0.04, Why.LIMIT)


def test_of_what_is_told_nowhere_a_passage_that_tells_of_a_clause_is_more_than_thin() -> None:
    thin = replace(found(0.01, share=0.4, limit=PRICE), features={"coverage": 0.4, "clause": 0.4})
    assert told(thin) == (Status.UNANSWERED, 0.01, Why.THIN)
    assert told(replace(thin, features={"clause": 0.6}))[0] is Status.UNANSWERED
    mud, story = (
        Evidence("淤泥", "淤泥", How.WORD, 1.0, 1.0),
        Evidence("故事", "", How.MISSING, 3.0, 0.0),
    )
    match = replace(thin.matches[0], coverage=Coverage((mud, story)))
    of_a_story = replace(thin, matches=(match,))
    assert told(replace(of_a_story, features={"clause": 0.6})) == (Status.UNANSWERED, 0.01, Why.LIMIT)
    assert told(replace(of_a_story, features={"coverage": 0.25})) == (Status.UNANSWERED, 0.01, Why.THIN)


@pytest.mark.parametrize(
    ("limit", "unit", "why", "is_near"),
    [
        (None, WATER, Why.PROBABILITY, False),
        (PRICE, None, Why.THIN, False),
        (PRICE, None, Why.LIMIT, True),
        (PRICE, WATER, Why.THIN, True),
    ],
)
def test_what_is_told_of_but_not_what_is_asked_for_is_worth_offering(
    limit: Limit | None, unit: Unit | None, why: Why, *, is_near: bool
) -> None:
    judged = Verdict(found(limit=limit, unit=unit), Status.UNANSWERED, 0.0, why)
    assert judged.is_near is is_near
    assert replace(judged, status=Status.SUGGESTED).is_near


def test_a_unit_alone_is_answered_with_its_own_passages() -> None:
    assert told(own_passages()) == (Status.ANSWERED, 1.0, Why.UNIT)


def test_a_units_own_passages_are_near_to_whoever_wants_to_know_something_else_of_it() -> None:
    near = (Status.SUGGESTED, BETWEEN, Why.THIN)
    assert told(own_passages(PRICE)) == near
    assert told(own_passages(asks_only_unit=False)) == near
    assert told(own_passages(asks_only_unit=False), replace(LEVELS, coverage=0.0)) == near


# The second look


@dataclass
class Told:
    """A search that finds what it is told, and mends one question."""

    findings: dict[str, Finding]
    asked: list[tuple[str, Unit | None]] = field(default_factory=list)

    def search(self, question: str, unit: Unit | None = None) -> Finding:
        self.asked.append((question, unit))
        return self.findings.get(question, Finding())

    def mended(self, question: str) -> str | None:
        return "清淤" if question == "青淤" else None

    def quote(self, question: str, passage: Passage) -> Quote:
        raise NotImplementedError


def looked(first: Finding, second: Finding, unit: Unit | None = None) -> tuple[Verdict, list[str]]:
    search = Told({"青淤": first, "清淤": second})
    judged = verdict(search, LEVELS, "青淤", unit)
    assert {given for _, given in search.asked} == {unit}
    return judged, [question for question, _ in search.asked]


SURE = found(0.9, passage=FLOWERS.passages[1])


def test_a_mended_question_that_is_clearly_surer_is_taken_and_said_to_be_mended() -> None:
    judged, _ = looked(found(0.5), SURE)
    assert judged.finding.matches == SURE.matches
    assert judged.finding.meant == "清淤"
    assert judged.status is Status.ANSWERED


@pytest.mark.parametrize(("second", "is_taken"), [(0.36, True), (0.35, False), (0.34, False)])
def test_a_mended_question_that_is_hardly_surer_is_not_taken(second: float, *, is_taken: bool) -> None:
    judged, asked = looked(found(0.2), found(second))
    assert asked == ["青淤", "清淤"]
    assert (judged.finding.meant == "清淤") == is_taken


def test_what_is_answered_at_once_is_not_looked_at_again() -> None:
    assert looked(found(0.75), SURE)[1] == ["青淤"]


def test_what_is_limited_is_not_looked_at_again_unless_it_is_too_thin_to_know() -> None:
    assert looked(found(0.5, limit=PRICE), SURE)[1] == ["青淤"]
    assert looked(found(0.5, limit=PRICE, share=0.2), SURE)[1] == ["青淤", "清淤"]


def test_nothing_and_a_units_own_passages_are_looked_at_again() -> None:
    assert looked(Finding(), SURE)[0].finding.meant == "清淤"
    assert looked(own_passages(asks_only_unit=False), SURE)[0].finding.meant == "清淤"


def test_the_second_look_keeps_to_the_same_unit() -> None:
    assert looked(found(0.2), SURE, WATER)[0].finding.meant == "清淤"


def test_a_second_look_is_judged_like_the_first() -> None:
    judged, _ = looked(Finding(), found(0.9, limit=PRICE))
    assert (judged.status, judged.why) == (Status.SUGGESTED, Why.LIMIT)


def test_where_there_is_nothing_to_mend_the_first_look_stands() -> None:
    search = Told({"淤泥": found(0.2)})
    assert verdict(search, LEVELS, "淤泥").confidence == 0.2
    assert search.asked == [("淤泥", None)]


def test_what_is_reserved_is_met_with_a_courtesy_and_not_looked_at_again() -> None:
    assert told(Finding(is_reserved=True)) == (Status.COURTESY, 0.0, Why.RESERVED)
    assert looked(Finding(is_reserved=True), SURE)[1] == ["青淤"]


def test_a_clause_that_is_covered_is_not_thin() -> None:
    story = replace(found(0.7, share=0.3), features={"coverage": 0.3, "clause": 0.9})
    match = replace(
        story.matches[0],
        coverage=Coverage(
            (Evidence("淤泥", "淤泥", How.WORD, 1.0, 1.0), Evidence("故事", "", How.MISSING, 3.0, 0.0))
        ),
    )
    assert told(replace(story, matches=(match,)))[2] is Why.PROBABILITY
    assert told(replace(story, matches=(match,), features={"coverage": 0.25, "clause": 0.4}))[2] is Why.THIN


def test_a_question_of_general_words_only_is_thin_however_covered() -> None:
    general = Coverage((Evidence("服务", "服务", How.WORD, 0.4, 1.0),))
    match = replace(found().matches[0], coverage=general)
    assert told(replace(found(0.7), matches=(match,)))[2] is Why.THIN


def test_a_name_that_nobody_here_has_said_may_be_a_typo_of_one_that_is_known() -> None:
    stranger = Limit("elsewhere", "问的是康训社区")
    assert looked(found(0.5, limit=stranger), SURE)[0].status is Status.ANSWERED


DOG = Coverage((Evidence("狗", "狗", How.CHARACTER, 0.3, 0.25),))


def test_a_passage_with_the_only_character_that_is_asked_for_is_near_however_improbable() -> None:
    finding = replace(found(0.01), matches=(Match(Quote(RIVER.passages[1], 0, 5), 1.0, DOG),))
    assert told(finding)[0] is Status.SUGGESTED


def test_the_only_passage_with_that_character_is_the_answer_and_one_of_several_is_not() -> None:
    first, second = (Match(Quote(passage, 0, 5), 1.0, DOG) for passage in RIVER.passages[1:3])
    assert told(replace(found(0.9), matches=(first,)))[0] is Status.ANSWERED
    assert told(replace(found(0.9), matches=(first, second)))[0] is Status.SUGGESTED

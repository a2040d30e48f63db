from __future__ import annotations

from bot.evaluation.comparison import changed_answers
from bot.evaluation.measures import Served
from bot.model import Labelled, Status
from bot.results.publication import ChangedAnswer


def outcome(text: str, status: Status, first: str = "", passage: str = "") -> Served:
    return Served(Labelled("topic", text, ()), status, 0.5, 0, first, passage, is_wrong_unit=False)


def test_only_answers_of_another_status_or_passage_have_changed() -> None:
    before = [
        outcome("一", Status.ANSWERED, "甲 1", "a#p1"),
        outcome("二", Status.ANSWERED, "甲 1", "a#p1"),
        outcome("三", Status.ANSWERED, "甲 1", "a#p1"),
        outcome("四", Status.UNANSWERED),
    ]
    after = [
        outcome("一", Status.ANSWERED, "甲 1", "a#p1"),
        outcome("二", Status.ANSWERED, "甲 1", "b#p1"),
        outcome("三", Status.SUGGESTED, "甲 1", "a#p1"),
        outcome("四", Status.ANSWERED, "乙 2", "b#p2"),
    ]
    assert changed_answers(before, after) == [
        ChangedAnswer("二", "answered 甲 1（a#p1）", "answered 甲 1（b#p1）"),
        ChangedAnswer("三", "answered 甲 1", "suggested 甲 1"),
        ChangedAnswer("四", "unanswered", "answered 乙 2"),
    ]

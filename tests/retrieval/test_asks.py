from __future__ import annotations

import pytest

from bot.retrieval.asks import load_asking


def test_a_text_without_a_word_asks_what_was_done() -> None:
    assert load_asking().of("").kinds == {"practice": 1.0}


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("河道是怎么变干净的", "practice"),
        ("有没有单位帮渔民补过渔网", "practice"),
        ("一共补了多少张渔网", "count"),
        ("补一张渔网多少钱", "money"),
        ("渔网怎么申请领取，要带什么材料", "handle"),
        ("补网队的队长叫什么名字", "name"),
        ("偷渔网要坐牢吗", "rule"),
        ("你觉得补渔网有没有意义", "view"),
        ("渔网是什么意思", "meaning"),
        ("补渔网的比赛在什么地方举行", "where"),
        ("你是机器人吗", "chat"),
    ],
)
def test_the_model_that_ships_knows_kinds_by_their_form_whatever_the_subject(
    question: str, kind: str
) -> None:
    assert load_asking().of(question).likeliest == kind

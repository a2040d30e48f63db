from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.dialogue.facts import fact
from bot.model import Passage, Role
from bot.retrieval.normalization import normalise
from tests.builders import RIVER, corpus, reader

if TYPE_CHECKING:
    from bot.dialogue.interpreter import Interpreter
    from bot.retrieval.dictionary import Dictionary

TOLD = (
    "我们2021年以来组织“清淤日”等活动20余次,参与人数达500余人次。",
    "包点红锋社区、柳依社区,组织9个科室清理河道6处。",
    "成立以党组书记为队长的护河队。",
)
SHOWN = Passage("s", "p1", "清淤", "".join(TOLD), Role.PRACTICE, 1)


@pytest.fixture(scope="module")
def river(dictionary: Dictionary) -> Interpreter:
    return reader(corpus(RIVER), dictionary)


def told(river: Interpreter, typed: str) -> str | None:
    quote = fact(normalise(typed), [SHOWN], river.read(typed).slotted.subjects, normalise)
    return quote.text if quote else None


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("搞了多少次活动", 0),
        ("参加的有多少人", 0),
        ("有几个人参与", 0),
        ("从哪年起算的活动", 0),
        ("什么时候开始清淤的", 0),
        ("还搞过什么活动", 0),
        ("参与人数是多少", 0),
        ("清理了几处", 1),
        ("一共有几个科室", 1),
        ("有多少科室", 1),
        ("去了几个社区", 1),
        ("来了几千人", 0),
        ("办了多少场", 0),
        ("他们去了哪些社区", 1),
        ("包的哪个社区", 1),
        ("包的是哪两个社区", 1),
        ("科室有几个", 1),
        ("活动都叫什么名字", 0),
        ("护河队叫什么", 2),
        ("队长是谁", 2),
        ("谁当队长", 2),
    ],
)
def test_a_fact_is_told_by_the_sentence_that_has_it(river: Interpreter, typed: str, sentence: int) -> None:
    assert told(river, typed) == TOLD[sentence]


@pytest.mark.parametrize(
    "typed",
    [
        "用了多少钱",
        "花了几万块",
        "种了多少棵树",
        "活动是哪天",
        "下次活动是哪年",
        "队员是谁",
        "书记叫啥",
        "哪个医院",
        "怎么清淤的",
        "罚多少",
        "有几个",
        "停车费收几次",
        "几年一评",
        "是哪9个",
        "哪几个科室",
        "哪个单位清理的",
        "红锋社区在哪个区",
        "什么科室",
        "雷锋是哪年牺牲的",
        "罚几多钱",
        "做到哪了",
    ],
)
def test_what_it_does_not_tell_is_not_answered_from_it(river: Interpreter, typed: str) -> None:
    assert told(river, typed) is None

"""What a run of several machines is told to be wrong for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from bot.model import Conversation, Question
from bot.results.load import Differing, LoadFigures
from tests.journeys.chaos import Outcome
from tests.journeys.judging import Judge, Told
from tests.journeys.run import Run, report, wrong

if TYPE_CHECKING:
    from bot.dialogue.edition import Edition

ASKED, POINTED = "小区停车乱怎么办", "1"
CUT_OFF = 50.0
LOAD = LoadFigures(
    10, {"1": 10}, {"p50": 0.1, "p95": 0.1, "p99": 0.1, "max": 0.1}, faults={}, differing=(), clean=True
)


@pytest.fixture
def judge(edition: Edition) -> Judge:
    return Judge([edition, edition], (100, 110), [CUT_OFF])


@pytest.fixture
def run(edition: Edition) -> Run:
    """One of which nothing is wrong."""
    reply = edition.ask(Question(ASKED), Conversation()).reply.text
    told = Told((ASKED,), 1, 1, 2, Outcome(0.1, 1), reply)
    return Run((10, 9), 7, [told], [LOAD], {"Redis 冻住": 1}, (100, 110), 5, 16, 0)


def loaded(**changes: Any) -> dict[str, Any]:
    return {"simulated": [replace(LOAD, **changes)]}


def test_a_run_of_which_nothing_is_wrong_is_reported_and_nothing_else(run: Run, judge: Judge) -> None:
    assert not list(wrong(run, judge))
    assert "Redis 冻住 1 次" in report(run, judge, 900, 30)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"told": [Told((ASKED,), 1, 1, 2, Outcome(None, 3), "")]}, "没有答上：微信消息 1 条"),
        (loaded(faults={"3 次都没有答复": 2}), "没有答上：baigu simulate 2 条（3 次都没有答复 2 条）"),
        (loaded(seconds={**LOAD.seconds, "max": 4.5}), "太慢：最慢 4.50 秒，该在 4 秒内"),
        ({"lost": 3}, "丢了问答记录：机器说 3 条"),
        ({"journal": 17}, "问答记录不对：17 条，该有 16 条"),
        (loaded(differing=[Differing("1", 1, 2, ["甲", "乙"])]), "不该有的两种回答：1 条"),
        ({"told": [Told((ASKED,), 1, 1, 2, Outcome(0.1, 1), "")]}, "不该有的回答：1 条"),
    ],
)
def test_what_must_not_be_is_told(run: Run, judge: Judge, changes: dict[str, Any], said: str) -> None:
    (line,) = wrong(replace(run, **changes), judge)
    assert line.startswith(said)


def test_two_replies_are_let_pass_where_one_machine_was_cut_off(
    run: Run, judge: Judge, edition: Edition
) -> None:
    after = edition.ask(Question(ASKED), Conversation()).conversation
    replies = [
        edition.ask(Question(POINTED), known).reply.text for known in (after, Conversation(is_lost=True))
    ]
    pair = Differing(POINTED, CUT_OFF - 1, CUT_OFF + 1, replies)
    assert not list(wrong(replace(run, **loaded(differing=[pair])), judge))

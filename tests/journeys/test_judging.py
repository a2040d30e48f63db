"""Which replies are let pass while machines are cut off, and which are not."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

import pytest

from bot.app.baigu import Baigu
from bot.model import Conversation, Question
from bot.results.load import Differing
from bot.settings import load_settings
from tests.journeys.chaos import Outcome
from tests.journeys.judging import Judge, Told, away
from tests.journeys.publishing import states

if TYPE_CHECKING:
    from pathlib import Path

    from bot.dialogue.edition import Edition
    from bot.retrieval.dictionary import Dictionary

TALK = ("小区停车乱怎么办", "1", "还有吗")
CUT_OFF = 50.0
SWITCHED = (100.0, 110.0)


@pytest.fixture(scope="module")
def releases(dictionary: Dictionary, tmp_path_factory: pytest.TempPathFactory) -> list[Edition]:
    folder, numbers = tmp_path_factory.mktemp("releases"), count()

    def made(knowledge: Path) -> Edition:
        home = folder / f"home{next(numbers)}"
        home.mkdir()
        return Baigu(
            load_settings(_env_file=None, knowledge=knowledge, home=str(home)), dictionary=dictionary
        ).edition

    return [made(knowledge) for knowledge in states(folder, 0).values()]


@pytest.fixture(scope="module")
def judge(releases: list[Edition]) -> Judge:
    return Judge(releases, SWITCHED, [CUT_OFF])


def replies(*releases: Edition, before: Conversation | None = None) -> list[str]:
    """What is replied to the talk, of which each message is met by the release at its place."""
    told, known = [], before or Conversation()
    for release, text in zip(releases, TALK, strict=False):
        replied = release.ask(Question(text), known)
        known = replied.conversation
        told.append(replied.reply.text)
    return told


def told(reply: str, messages: int, since: float, until: float) -> Told:
    return Told(TALK[:messages], since, since, until, Outcome(0.1, 1), reply)


def test_a_reply_is_of_the_release_of_its_time(judge: Judge, releases: list[Edition]) -> None:
    one, two = releases
    (old,), (new,) = replies(one), replies(two)
    assert old != new
    assert judge.may_be(told(old, 1, 1, 2))
    assert not judge.may_be(told(new, 1, 1, 2))
    assert judge.may_be(told(old, 1, 99, 101))
    assert judge.may_be(told(new, 1, 99, 101))
    assert judge.may_be(told(new, 1, 111, 112))
    assert not judge.may_be(told(old, 1, 111, 112))


def test_a_reply_that_mixes_two_releases_does_not_pass(judge: Judge, releases: list[Edition]) -> None:
    (old,), (new,) = replies(releases[0]), replies(releases[1])
    mixed = new.replace("移车", "挪车")
    assert mixed not in (old, new)
    assert not judge.may_be(told(mixed, 1, 99, 101))
    assert not judge.may_be(told(mixed, 1, CUT_OFF - 1, CUT_OFF + 1))


def test_who_points_after_the_switch_gets_the_entry_of_the_new_release(
    judge: Judge, releases: list[Edition]
) -> None:
    one, two = releases
    assert judge.is_usual(Told(TALK[:2], 98, 111, 112, Outcome(0.1, 1), replies(one, two)[1]))


def test_who_points_is_told_that_nothing_is_known_only_while_a_machine_is_cut_off(
    judge: Judge, releases: list[Edition]
) -> None:
    lost = releases[0].ask(Question("1"), Conversation(is_lost=True)).reply.text
    assert not judge.is_usual(told(lost, 2, CUT_OFF - 1, CUT_OFF + 1))
    assert judge.may_be(told(lost, 2, CUT_OFF - 1, CUT_OFF + 1))
    assert not judge.may_be(told(lost, 2, 1, 2))
    assert not judge.may_be(told(lost, 1, CUT_OFF - 1, CUT_OFF + 1))  # what leans on nothing is answered


def test_another_machine_may_not_know_what_one_said_that_was_cut_off(
    judge: Judge, releases: list[Edition]
) -> None:
    of_nothing = releases[0].ask(Question("1"), Conversation()).reply.text
    assert judge.may_be(told(of_nothing, 2, CUT_OFF - 1, CUT_OFF + 1))
    assert not judge.may_be(told(of_nothing, 2, 1, 2))


def test_a_wrong_reply_does_not_pass_because_a_machine_is_cut_off(
    judge: Judge, releases: list[Edition]
) -> None:
    first, *_ = replies(releases[0])
    assert not judge.may_be(told(first, 2, CUT_OFF - 1, CUT_OFF + 1))


def test_two_replies_differ_only_where_one_is_of_a_machine_that_was_cut_off(
    judge: Judge, releases: list[Edition]
) -> None:
    lost = releases[0].ask(Question("1"), Conversation(is_lost=True)).reply.text
    _, known, further = replies(releases[0], releases[0], releases[0])

    def may_differ(at: float, *told: str) -> bool:
        return judge.may_differ(Differing("1", at - 1, at + 1, told))

    assert may_differ(CUT_OFF, lost, known)
    assert may_differ(CUT_OFF, known, lost)
    assert not may_differ(1, lost, known)
    assert not may_differ(CUT_OFF, known, further)
    assert not may_differ(CUT_OFF, lost, lost)


def test_machines_tell_in_their_logs_when_they_were_cut_off(tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_text(
        "2026-11-27T15:00:00.250000 [warning  ] memory_away                    why=Redis\n"
        "2026-11-27T15:00:01.250000 [info     ] stood_already\n已启动\n",
        "utf-8",
    )
    (at,) = away([log])
    assert at % 60 == pytest.approx(0.25)

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.model import Answer, Conversation, Match, Passage, Question, Quote, Reply, Role, Status
from bot.state.asked import OftenAsked
from bot.state.journal import SqlJournal
from bot.state.memory import SqlMemory

if TYPE_CHECKING:
    from bot.state.database import Database
    from tests.state.conftest import Clock

DAY = 86400.0


@pytest.fixture
def asked(database: Database, clock: Clock) -> tuple[SqlMemory, OftenAsked]:
    return SqlMemory(database, clock), OftenAsked(SqlJournal(database, clock), clock)


def answer(memory: SqlMemory, anchor: str, status: Status = Status.ANSWERED) -> None:
    match = Match(Quote(Passage("s", anchor, "", "原文", Role.PRACTICE, 1), 0, 2), 1.0)
    memory.keep(
        Question("问"), Answer(status, "answered", 1.0, (match,)), Reply("答", status), Conversation()
    )


def test_what_answered_most_stands_first(asked: tuple[SqlMemory, OftenAsked]) -> None:
    memory, often = asked
    for anchor in ("p1", "p2", "p2"):
        answer(memory, anchor)
    assert often.passages() == ("s#p2", "s#p1")


def test_suggestions_and_old_answers_do_not_count(asked: tuple[SqlMemory, OftenAsked], clock: Clock) -> None:
    memory, often = asked
    answer(memory, "old")
    clock.now += 31 * DAY
    answer(memory, "near", Status.SUGGESTED)
    assert often.passages() == ()


def test_a_count_is_made_anew_only_after_ten_minutes(
    asked: tuple[SqlMemory, OftenAsked], clock: Clock
) -> None:
    memory, often = asked
    assert often.passages() == ()
    answer(memory, "p1")
    assert often.passages() == ()
    clock.now += 601
    assert often.passages() == ("s#p1",)

from __future__ import annotations

from dataclasses import dataclass
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


@dataclass(frozen=True)
class Asked:
    memory: SqlMemory
    journal: SqlJournal
    often: OftenAsked


@pytest.fixture
def asked(database: Database, clock: Clock) -> Asked:
    journal = SqlJournal(database, clock)
    return Asked(SqlMemory(database, clock), journal, OftenAsked(journal, clock))


def answer(asked: Asked, anchor: str, status: Status = Status.ANSWERED) -> None:
    match = Match(Quote(Passage("s", anchor, "", "原文", Role.PRACTICE, 1), 0, 2), 1.0)
    said = Answer(status, "answered", 1.0, (match,))
    asked.memory.keep(Question("问"), said, Reply("答", status), Conversation())
    asked.journal.take_in()


def test_what_answered_most_stands_first(asked: Asked) -> None:
    for anchor in ("p1", "p2", "p2"):
        answer(asked, anchor)
    asked.often.count()
    assert asked.often.passages() == ("s#p2", "s#p1")


def test_suggestions_and_old_answers_do_not_count(asked: Asked, clock: Clock) -> None:
    answer(asked, "old")
    clock.now += 31 * DAY
    answer(asked, "near", Status.SUGGESTED)
    asked.often.count()
    assert asked.often.passages() == ()


def test_it_stays_as_it_was_counted_last(asked: Asked) -> None:
    answer(asked, "p1")
    assert asked.often.passages() == ()
    asked.often.count()
    answer(asked, "p2")
    assert asked.often.passages() == ("s#p1",)

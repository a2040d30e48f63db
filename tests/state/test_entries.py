from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import insert

from bot.state.entries import Entries
from bot.state.tables import journal

if TYPE_CHECKING:
    from bot.state.database import Database

OLD = {"channel": "wechat", "confidence": 0.5}
NOW = {**OLD, "why": "thin", "fingerprint": "f", "reply": "答"}


@pytest.fixture
def entries(database: Database) -> Entries:
    rows = [
        {**OLD, "at": 1.0, "question": "旧的", "status": "unanswered"},
        {**NOW, "at": 2.0, "question": "没答上", "status": "unanswered", "person": "p"},
        {**NOW, "at": 3.0, "question": "有建议", "status": "suggested", "person": "q"},
        {**NOW, "at": 4.0, "question": "答了", "status": "answered", "reply": "一字不差 100%"},
        {**NOW, "at": 5.0, "question": "答了没用", "status": "answered", "feedback": "useless"},
        {**NOW, "at": 6.0, "question": "还有吗", "status": "suggested", "why": None},
        {**OLD, "at": 7.0, "question": "［已删除］", "status": "unanswered", "why": "thin"},
        {**NOW, "at": 8.0, "question": "没答上", "status": "unanswered"},
    ]
    with database.writing() as connection:
        for row in rows:
            connection.execute(insert(journal), row)
    return Entries(database)


def test_what_was_asked_in_vain_are_questions_that_were_not_answered_or_to_no_use(entries: Entries) -> None:
    assert [one.question for one in entries.in_vain(0)] == ["没答上", "答了没用", "有建议", "没答上", "旧的"]
    assert [one.question for one in entries.in_vain(4.5)] == ["没答上", "答了没用"]


def test_one_finds_what_was_told_by_day_words_and_person(entries: Entries) -> None:
    assert [one.at for one in entries.between(3, 6)] == [5.0, 4.0, 3.0]
    assert [one.question for one in entries.between(0, 99, saying="100%")] == ["答了"]
    assert [one.question for one in entries.between(0, 99, saying="0%％")] == []
    assert [one.at for one in entries.between(0, 99, person="p")] == [2.0]
    assert [one.at for one in entries.between(3, 6, without=("有建议", "答了"))] == [5.0]


def test_the_last_questions_come_each_once_the_latest_first(entries: Entries) -> None:
    assert entries.last_questions(3) == ["没答上", "答了没用", "答了"]


def test_one_entry_is_found_by_its_number(entries: Entries) -> None:
    found = entries.one(2)
    assert found
    assert (found.question, found.why, found.reply, found.release) == ("没答上", "thin", "答", None)
    assert entries.one(99) is None


def test_what_was_asked_before_a_moment_can_be_erased(entries: Entries) -> None:
    assert entries.purge(5.0) == 4
    assert [one.at for one in entries.between(0, 99)] == [8.0, 7.0, 6.0, 5.0]

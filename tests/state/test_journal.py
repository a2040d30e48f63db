from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, insert, select

from bot.errors import StorageError
from bot.model import (
    Answer,
    Conversation,
    Match,
    Occasion,
    Passage,
    Question,
    Quote,
    Reply,
    Role,
    Status,
    Wording,
)
from bot.state.journal import SqlJournal
from bot.state.memory import SqlMemory
from bot.state.tables import journal, outbox

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from sqlalchemy import Table

    from bot.state.database import Database
    from tests.state.conftest import Clock

DAY = 86400.0
MATCH = Match(Quote(Passage("s", "p1", "", "原文", Role.PRACTICE, 1), 0, 2), 1.0)
ANSWER = Answer(Status.ANSWERED, Wording.ANSWERED, 0.75, (MATCH,))


@pytest.fixture
def memory(database: Database, clock: Clock) -> SqlMemory:
    return SqlMemory(database, clock)


@pytest.fixture
def kept(database: Database, clock: Clock) -> SqlJournal:
    return SqlJournal(database, clock)


def ask(memory: SqlMemory, person: str, text: str = "问", occasion: Occasion | None = None) -> None:
    question = Question(text, occasion, person=person, channel="wechat")
    memory.keep(question, ANSWER, Reply("答", Status.ANSWERED), Conversation())


def rows(database: Database, table: Table = journal) -> Sequence[Any]:
    columns = [column for column in table.c if column.name != "id"]
    with database.reading() as connection:
        return connection.execute(select(*columns).order_by(table.c.id)).all()


def test_an_entry_waits_in_the_outbox_and_moves_whole(
    memory: SqlMemory, kept: SqlJournal, database: Database, clock: Clock
) -> None:
    ask(memory, "p", "打13800138000")
    assert rows(database) == []
    kept.take_in()
    assert rows(database) == [(clock.now, "wechat", "p", "打［电话］", "answered", 0.75, "s#p1")]
    assert rows(database, outbox) == []


def test_an_occasion_is_named_where_nothing_was_typed(
    memory: SqlMemory, kept: SqlJournal, database: Database
) -> None:
    ask(memory, "p", "", Occasion.PICTURE)
    kept.take_in()
    assert rows(database)[0].question == "［picture］"


def test_entries_keep_their_order_however_many_there_are(
    memory: SqlMemory, database: Database, clock: Clock
) -> None:
    for number in range(8):
        ask(memory, "p", str(number))
    SqlJournal(database, clock, at_once=3).take_in()
    assert [row.question for row in rows(database)] == [str(number) for number in range(8)]


def test_many_that_take_in_at_once_take_each_entry_once(
    connect: Callable[[], Database], clock: Clock
) -> None:
    memory = SqlMemory(connect(), clock)
    workers = [SqlJournal(connect(), clock, at_once=7) for _ in range(4)]
    over = threading.Event()

    def take_in(worker: SqlJournal) -> None:
        while not over.is_set():
            worker.take_in()
        worker.take_in()

    threads = [threading.Thread(target=take_in, args=(worker,)) for worker in workers]
    for thread in threads:
        thread.start()
    for number in range(100):
        ask(memory, "p", str(number))
    over.set()
    for thread in threads:
        thread.join()
    assert sorted(int(row.question) for row in rows(connect())) == list(range(100))


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_taking_in_that_breaks_off_loses_and_doubles_nothing(
    memory: SqlMemory, kept: SqlJournal, database: Database
) -> None:
    ask(memory, "p")
    execute(database, "CREATE TRIGGER dies BEFORE DELETE ON outbox BEGIN SELECT RAISE(ABORT, 'died'); END")
    with pytest.raises(StorageError):
        kept.take_in()
    assert rows(database) == []
    execute(database, "DROP TRIGGER dies")
    kept.take_in()
    assert len(rows(database)) == 1


def execute(database: Database, statement: str) -> None:
    with database.writing() as connection:
        connection.exec_driver_sql(statement)


def test_a_program_that_writes_straight_into_the_journal_is_not_disturbed(
    memory: SqlMemory, kept: SqlJournal, database: Database
) -> None:
    ask(memory, "p")
    entry = {
        "at": 1_700_000_000.0,
        "channel": "wechat",
        "person": "q",
        "question": "旧程序",
        "status": "answered",
    }
    with database.writing() as connection:
        connection.execute(insert(journal), {**entry, "confidence": 1.0, "passage": None})
    kept.take_in()
    assert [row.person for row in rows(database)] == ["q", "p"]


def test_a_person_can_be_forgotten(memory: SqlMemory, kept: SqlJournal, database: Database) -> None:
    for person in ("p", "q"):
        ask(memory, person)
    kept.take_in()
    kept.forget("p")
    assert [row.person for row in rows(database)] == ["q"]


def test_what_has_grown_old_is_erased_though_nothing_comes_in(
    memory: SqlMemory, kept: SqlJournal, database: Database, clock: Clock
) -> None:
    ask(memory, "p")
    kept.take_in()
    clock.now += 180 * DAY - 1
    kept.take_in()
    assert len(rows(database)) == 1
    clock.now += 62
    kept.take_in()
    assert rows(database) == []


def test_what_answered_most_is_counted_from_a_time_on(
    memory: SqlMemory, kept: SqlJournal, database: Database, clock: Clock
) -> None:
    ask(memory, "p")
    kept.take_in()
    assert kept.answered_most(clock.now - 1, 20) == ("s#p1",)
    assert kept.answered_most(clock.now, 20) == ()
    with database.reading() as connection:
        assert connection.execute(select(func.count()).select_from(journal)).scalar() == 1

from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import delete, func, insert, select

from bot.errors import StorageError
from bot.model import (
    Answer,
    Conversation,
    Finding,
    Match,
    Occasion,
    Passage,
    Question,
    Quote,
    Reply,
    Role,
    Status,
    Verdict,
    Why,
    Wording,
)
from bot.state.journal import ERASED, SqlJournal, fingerprint
from bot.state.memory import SqlMemory
from bot.state.tables import journal, outbox

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path
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


def ask(
    memory: SqlMemory,
    person: str,
    text: str = "问",
    occasion: Occasion | None = None,
    answer: Answer = ANSWER,
) -> None:
    question = Question(text, occasion, person=person, channel="wechat")
    memory.keep(question, answer, Reply("答", Status.ANSWERED), Conversation())


def answered_with(passage: str, status: Status = Status.ANSWERED) -> Answer:
    """An answer whose first match is a passage of that name; a second match comes after it."""
    first = Match(Quote(Passage("s", passage, "", "原文", Role.PRACTICE, 1), 0, 2), 1.0)
    return Answer(status, Wording.ANSWERED, 0.75, (first, MATCH))


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
    (row,) = rows(database)
    assert row[:7] == (clock.now, "wechat", "p", "打［电话］", "answered", 0.75, "s#p1")
    assert rows(database, outbox) == []


def test_an_exchange_is_kept_with_why_it_was_judged_so_what_it_quoted_and_what_was_replied(
    memory: SqlMemory, kept: SqlJournal, database: Database
) -> None:
    verdict = Verdict(Finding((MATCH,)), Status.ANSWERED, 0.75, Why.PROBABILITY)
    reply = Reply("做法：原文", Status.ANSWERED, (MATCH.quote,), release=7, latency=0.25)
    memory.keep(Question("问", person="p"), replace(ANSWER, verdict=verdict), reply, Conversation())
    kept.take_in()
    (row,) = rows(database)
    told = (row.why, row.quoted, row.release, row.reply, row.latency, row.feedback)
    assert told == ("probability", "s#p1:0-2", 7, "做法：原文", 0.25, None)
    assert row.fingerprint == fingerprint("做法：原文") != fingerprint("做法：原文。")


def test_feedback_is_put_on_what_the_same_person_was_answered_last(
    memory: SqlMemory, kept: SqlJournal, database: Database, clock: Clock
) -> None:
    greeting = Answer(Status.COURTESY, "greeting", act="greeting")
    for person, text, answer in (
        ("p", "一", ANSWER),
        ("p", "二", ANSWER),
        ("q", "三", ANSWER),
        ("p", "你好", greeting),
        ("p", "没帮上", Answer(Status.DIRECTORY, Wording.SORRY, act="wrong")),
    ):
        clock.now += 1
        ask(memory, person, text, answer=answer)
        kept.take_in()
    assert [row.question for row in rows(database) if row.feedback == "useless"] == ["二"]
    clock.now += 1
    ask(memory, "q", "有用", answer=Answer(Status.COURTESY, "useful", act="useful"))
    kept.take_in()
    assert [row.question for row in rows(database) if row.feedback == "useful"] == ["三"]


def test_feedback_of_nobody_is_put_on_nothing(
    memory: SqlMemory, kept: SqlJournal, database: Database, clock: Clock
) -> None:
    ask(memory, "p")
    kept.take_in()
    memory.forget("p")
    clock.now += 1
    said = Question("没用", channel="wechat")
    memory.keep(
        said, Answer(Status.DIRECTORY, "sorry", act="wrong"), Reply("答", Status.ANSWERED), Conversation()
    )
    kept.take_in()
    assert [row.feedback for row in rows(database)] == [None, None]


def test_of_who_is_erased_there_stays_what_counts_and_no_text(
    memory: SqlMemory, kept: SqlJournal, database: Database
) -> None:
    reply = Reply("原文", Status.ANSWERED, (MATCH.quote,), release=7, latency=0.25)
    memory.keep(Question("问", person="p"), ANSWER, reply, Conversation())
    kept.take_in()
    memory.forget("p")
    (row,) = rows(database)
    assert (row.status, row.passage, row.release, row.latency) == ("answered", "s#p1", 7, 0.25)
    assert (row.person, row.question, row.quoted, row.fingerprint, row.reply) == (None, ERASED, *[None] * 3)


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


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_what_was_taken_in_before_it_broke_off_stays(
    memory: SqlMemory, database: Database, clock: Clock
) -> None:
    for number in range(5):
        ask(memory, "p", str(number))
    execute(
        database,
        "CREATE TRIGGER dies BEFORE DELETE ON outbox WHEN old.question = '3'"
        " BEGIN SELECT RAISE(ABORT, 'died'); END",
    )
    with pytest.raises(StorageError):
        SqlJournal(database, clock, at_once=3).take_in()
    assert [row.question for row in rows(database)] == ["0", "1", "2"]
    assert [row.question for row in rows(database, outbox)] == ["3", "4"]


def test_where_nothing_waits_nobody_is_waited_for(
    kept: SqlJournal, connect: Callable[[], Database], database: Database
) -> None:
    kept.take_in()
    with connect().writing() as connection:
        connection.execute(delete(outbox))
        kept.take_in()
    assert rows(database) == []


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


def test_what_has_grown_old_is_erased_though_nothing_comes_in_and_not_a_second_before(
    memory: SqlMemory, database: Database, clock: Clock
) -> None:
    ask(memory, "p")
    SqlJournal(database, clock).take_in()
    clock.now += 180 * DAY
    SqlJournal(database, clock).take_in()
    assert len(rows(database)) == 1
    clock.now += 1
    SqlJournal(database, clock).take_in()
    assert rows(database) == []


def test_how_long_a_question_is_kept_is_a_matter_of_what_the_operator_sets(
    memory: SqlMemory, database: Database, clock: Clock
) -> None:
    ask(memory, "p")
    SqlJournal(database, clock, ttl=100).take_in()
    clock.now += 101
    SqlJournal(database, clock, ttl=100).take_in()
    assert rows(database) == []


def test_what_is_old_is_looked_for_once_a_minute_and_what_waits_is_taken_in_each_time(
    memory: SqlMemory, database: Database, clock: Clock
) -> None:
    kept, left = SqlJournal(database, clock, ttl=1), []
    for later in (0, 58, 2, 1):
        clock.now += later
        ask(memory, "p")
        kept.take_in()
        left.append(len(rows(database)))
    assert left == [1, 2, 3, 2]


def test_what_answered_most_is_counted_from_a_time_on(
    memory: SqlMemory, kept: SqlJournal, database: Database, clock: Clock
) -> None:
    ask(memory, "p")
    kept.take_in()
    assert kept.answered_most(clock.now - 1, 20) == ("s#p1",)
    assert kept.answered_most(clock.now, 20) == ()
    with database.reading() as connection:
        assert connection.execute(select(func.count()).select_from(journal)).scalar() == 1


def test_what_answered_most_comes_first_and_of_equals_the_first_by_its_id(
    memory: SqlMemory, kept: SqlJournal, clock: Clock
) -> None:
    for passage in ("p4", "p3", "p2", "p3", "p9", "p3", "p9"):
        ask(memory, "p", answer=answered_with(passage))
    for _ in range(5):
        ask(memory, "p", answer=answered_with("p5", Status.SUGGESTED))
    ask(memory, "p", answer=Answer(Status.ANSWERED, Wording.HELP))
    kept.take_in()
    assert kept.answered_most(clock.now - 1, 20) == ("s#p3", "s#p9", "s#p2", "s#p4")
    assert kept.answered_most(clock.now - 1, 2) == ("s#p3", "s#p9")


def test_what_a_person_typed_is_kept_whole_but_for_what_a_database_refuses(
    memory: SqlMemory, kept: SqlJournal, database: Database
) -> None:
    ask(memory, "p", "停\0车 怎么办\0")
    ask(memory, "p", "A栋名片", Occasion.PICTURE)
    ask(memory, "p", "\0", Occasion.STICKER, Answer(Status.COURTESY, Wording.STICKER))
    kept.take_in()
    assert [(row.question, row.status, row.passage) for row in rows(database)] == [
        ("停车 怎么办", "answered", "s#p1"),
        ("A栋名片", "answered", "s#p1"),
        ("［sticker］", "courtesy", None),
    ]


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_what_has_grown_old_leaves_the_disk_when_it_is_erased(
    memory: SqlMemory, database: Database, clock: Clock, tmp_path: Path
) -> None:
    ask(memory, "p", "独一无二的话")
    SqlJournal(database, clock).take_in()
    assert "独一无二的话".encode() in disk(tmp_path)
    clock.now += 181 * DAY
    SqlJournal(database, clock).take_in()
    assert "独一无二的话".encode() not in disk(tmp_path)


def disk(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.iterdir())


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_what_somebody_was_still_reading_leaves_the_disk_with_the_next_taking_in(
    memory: SqlMemory, database: Database, clock: Clock, tmp_path: Path, connect: Callable[[], Database]
) -> None:
    kept = SqlJournal(database, clock)
    ask(memory, "p", "独一无二的话")
    kept.take_in()
    with connect().reading() as connection:
        connection.execute(select(journal)).all()
        memory.forget("p")
        assert "独一无二的话".encode() in disk(tmp_path)
    kept.take_in()
    assert "独一无二的话".encode() not in disk(tmp_path)

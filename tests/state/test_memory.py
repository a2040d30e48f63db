from __future__ import annotations

import json
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import insert, select

from bot.errors import Overtaken
from bot.model import Answer, Choice, Conversation, Question, Reply, Status
from bot.state import tables
from bot.state.database import Database
from bot.state.exchange import exchange
from bot.state.journal import SqlJournal
from bot.state.memory import SqlMemory
from bot.state.tasks import Tasks
from bot.state.upserts import put
from tests.state.remembered import conversation, reply_to

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sqlalchemy import Table

    from tests.postgresql import Server as PostgresqlServer
    from tests.state.conftest import Clock

ANSWER = Answer(Status.ANSWERED, "answered", 0.9)
TALK = Conversation((Choice("一", "市水务局第1条"),), (), ("问",), "a#p1", "shuiwu", ("a#p1",))
KEPT = (tables.replies, tables.conversations, tables.outbox)


@pytest.fixture
def memory(database: Database, clock: Clock) -> SqlMemory:
    return SqlMemory(database, clock)


def reply(text: str) -> Reply:
    return Reply(text, Status.ANSWERED)


def people(database: Database, table: Table) -> list[str]:
    with database.reading() as connection:
        return sorted(row[0] for row in connection.execute(select(table.c.person)))


def test_whoever_is_not_to_be_remembered_is_not(memory: SqlMemory, database: Database) -> None:
    memory.keep(Question("问"), ANSWER, reply("答"), TALK)
    with database.reading() as connection:
        assert [connection.execute(select(table)).all() for table in KEPT[:2]] == [[], []]
        assert len(connection.execute(select(tables.outbox)).all()) == 1


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("key", ["k", "", None])
def test_what_another_wrote_first_is_no_reply_where_it_is_none_to_this_message(
    memory: SqlMemory, database: Database, key: str | None
) -> None:
    with database.writing() as connection:
        connection.exec_driver_sql(
            "CREATE TRIGGER first BEFORE INSERT ON conversations BEGIN SELECT RAISE(ABORT, 'first'); END"
        )
        connection.execute(insert(tables.replies), told(key=""))
    with pytest.raises(Overtaken):
        memory.keep(Question("问", person="p", key=key), ANSWER, reply("答"), TALK)
    assert people(database, tables.outbox) == []
    assert people(database, tables.replies) == ["q"]


def told(key: str, reply: str = '{"text": "别的", "status": "answered"}') -> dict[str, object]:
    """A row of a reply that was told to somebody else."""
    return {"key": key, "person": "q", "reply": reply, "at": 1_700_000_000.0}


def test_how_long_each_is_kept_is_a_matter_of_what_the_operator_sets(
    database: Database, clock: Clock
) -> None:
    memory = SqlMemory(database, clock, conversation_ttl=100, reply_ttl=200, journal_ttl=300)
    memory.keep(Question("旧", person="old", key="1"), ANSWER, reply("答"), TALK)
    gone = []
    for _ in range(3):
        clock.now += 101
        memory.keep(Question("新", person="new"), ANSWER, reply("答"), TALK)
        memory.sweep()
        gone.append(["old" not in people(database, table) for table in (KEPT[1], KEPT[0], KEPT[2])])
    assert gone == [[True, False, False], [True, True, False], [True, True, True]]


@pytest.mark.parametrize(("table", "ttl"), [(KEPT[0], 3600), (KEPT[1], 1800), (KEPT[2], 180 * 86400)])
def test_what_has_grown_old_is_erased_and_not_a_second_before(
    database: Database, clock: Clock, table: Table, ttl: float
) -> None:
    def keep(person: str) -> None:
        """In a worker that has just started, which looks for what is old at once."""
        memory, question = SqlMemory(database, clock), Question("问", person=person, key=person)
        memory.keep(question, ANSWER, reply("答"), TALK)
        memory.sweep()

    keep("old")
    clock.now += ttl
    keep("new")
    assert people(database, table) == ["new", "old"]
    clock.now += 1
    keep("newer")
    assert people(database, table) == ["new", "newer"]


def test_what_is_old_is_looked_for_once_a_minute_however_often_one_is_told_to(
    database: Database, clock: Clock
) -> None:
    memory = SqlMemory(database, clock, reply_ttl=1)
    left = []
    for number, later in enumerate((0, 58, 2, 1)):
        clock.now += later
        memory.keep(Question("问", key=str(number)), ANSWER, reply("答"), TALK)
        memory.sweep()
        left.append(len(keys(database)))
    assert left == [1, 2, 3, 2]


def test_what_is_old_and_being_written_by_another_is_passed_over(
    postgresql: PostgresqlServer, clock: Clock
) -> None:
    url = postgresql.new_database()
    database, other = Database(url), Database(url)
    with database.writing() as connection:
        for person in ("idle", "busy"):
            put(connection, tables.conversations, {"person": person, "conversation": "{}", "at": 0.0})
    with other.writing() as connection:
        put(connection, tables.conversations, {"person": "busy", "conversation": "{}", "at": 0.0})
        SqlMemory(database, clock).sweep()
    assert people(database, tables.conversations) == ["busy"]
    database.dispose()
    other.dispose()


def keys(database: Database) -> list[str]:
    with database.reading() as connection:
        return [row[0] for row in connection.execute(select(tables.replies.c.key))]


def test_a_new_version_reads_what_the_one_before_it_wrote(memory: SqlMemory, database: Database) -> None:
    kept = {"choices": [], "waiting": [{"label": "一", "says": "二"}], "trail": ["问"]}
    row = {"person": "p", "conversation": json.dumps({**kept, "passage": None, "unit": None, "seen": ["a"]})}
    with database.writing() as connection:
        connection.execute(insert(tables.conversations), {**row, "at": 1_700_000_000.0})
        connection.execute(insert(tables.replies), told("k"))
    assert conversation(memory, "p") == Conversation(
        waiting=(Choice("一", "二"),), trail=("问",), seen=("a",), listed=False, unanswered=0
    )
    assert reply_to(memory, "k") == reply("别的")


def test_what_is_kept_can_be_read_in_the_database_by_whoever_looks_after_it(
    memory: SqlMemory, database: Database
) -> None:
    memory.keep(Question("问", person="p", key="k"), ANSWER, reply("答"), TALK)
    with database.reading() as connection:
        (said,) = connection.execute(select(tables.replies.c.reply)).one()
        (talk,) = connection.execute(select(tables.conversations.c.conversation)).one()
    assert (
        said == '{"text": "答", "status": "answered", "article": null, "passages": [], "wants_person": false}'
    )
    assert "市水务局第1条" in talk


def test_what_editors_were_shown_of_questions_is_counted_anew_when_somebody_is_forgotten(
    memory: SqlMemory, database: Database, clock: Clock
) -> None:
    kept = Tasks(database, clock)
    for kind in ("queue", "effect", "mend", "prepare"):
        kept.add(kind, "编", {"wordings": ["问"]})
    memory.forget("p")
    assert [kept.latest(kind) is None for kind in ("queue", "effect", "mend", "prepare")] == [True] * 3 + [
        False
    ]


def told_of_nobody(database: Database, clock: Clock) -> list[tuple[str | None, str, str]]:
    """Person, question and status of all entries."""
    SqlJournal(database, clock).take_in()
    kept = tables.journal.c
    with database.reading() as connection:
        rows = connection.execute(select(kept.person, kept.question, kept.status).order_by(kept.id))
        return [(row[0], row[1], row[2]) for row in rows]


def test_an_exchange_that_is_being_written_is_waited_for_and_erased(
    connect: Callable[[], Database], clock: Clock
) -> None:
    writing, erasing = connect(), SqlMemory(connect(), clock)
    talk = {"person": "p", "conversation": "{}", "at": clock.now}
    said = {"at": clock.now, "channel": "web", "person": "p", "question": "问", "status": "answered"}
    reply_to(erasing, "")  # connected before
    with ThreadPoolExecutor(1) as pool:
        with writing.writing() as connection:
            put(connection, tables.conversations, talk)
            forgotten = pool.submit(erasing.forget, "p")
            time.sleep(0.2)
            assert not forgotten.done()
            connection.execute(insert(tables.outbox), {**said, "confidence": 1.0})
        forgotten.result()
    assert conversation(erasing, "p") == Conversation()
    assert told_of_nobody(connect(), clock) == [(None, "［已删除］", "answered")]


def test_an_entry_from_elsewhere_whose_person_is_being_erased_waits_and_counts_without_words(
    connect: Callable[[], Database], clock: Clock
) -> None:
    erasing, taking = connect(), SqlMemory(connect(), clock)
    kept = exchange(Question("问", person="p", key="k", at=99.0), ANSWER, reply("答"), TALK, clock.now)
    taking.recall("k", None)  # connected before
    with ThreadPoolExecutor(1) as pool:
        with erasing.writing() as connection:
            put(connection, tables.conversations, {"person": "p", "conversation": "{}", "at": clock.now})
            put(connection, tables.erasures, {"person": "p", "at": 100.0})
            taken = pool.submit(taking.take, [kept])
            time.sleep(0.2)
            assert not taken.done()
        taken.result()
    assert told_of_nobody(connect(), clock) == [(None, "［已删除］", "answered")]


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_what_is_erased_is_gone_from_the_disk_at_once(
    tmp_path: Path, memory: SqlMemory, database: Database, clock: Clock
) -> None:
    def disk() -> bytes:
        return b"".join(path.read_bytes() for path in tmp_path.iterdir())

    for number in range(3):
        question = Question(f"独一无二的话{number}", person="p", key=str(number))
        memory.keep(question, ANSWER, reply("独一无二的话"), Conversation(trail=(question.text,)))
        SqlJournal(database, clock).take_in()
    assert "独一无二的话".encode() in disk()
    memory.forget("p")
    assert "独一无二的话".encode() not in disk()


def test_nothing_that_names_a_person_is_written(memory: SqlMemory, database: Database) -> None:
    question = Question("我是13800138000，桂B12345是谁的车", person="hash", key="k")
    memory.keep(question, ANSWER, reply("答"), Conversation(trail=(question.text,)))
    assert conversation(memory, "hash").trail == ("我是［电话］，［车牌］是谁的车",)
    with database.reading() as connection:
        assert connection.execute(select(tables.outbox.c.question)).all() == [
            ("我是［电话］，［车牌］是谁的车",)
        ]


def test_nothing_that_names_a_person_reaches_the_disk(tmp_path: Path, memory: SqlMemory) -> None:
    question = Question("我是13800138000，桂B12345是谁的车", person="hash", key="k")
    memory.keep(question, ANSWER, reply("答"), Conversation(trail=(question.text,)))
    stored = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"13800138000" not in stored
    assert "桂B12345".encode() not in stored


def test_a_conversation_of_an_earlier_version_is_read_and_one_of_a_later_left_readable(
    memory: SqlMemory, database: Database
) -> None:
    memory.keep(Question("问", person="p"), ANSWER, reply("答"), replace(TALK, listed=True, unanswered=2))
    assert conversation(memory, "p") == replace(TALK, listed=True, unanswered=2)
    own = ("choices", "waiting", "trail", "passage", "unit", "seen")
    with database.reading() as connection:
        kept = json.loads(connection.execute(select(tables.conversations.c.conversation)).scalar_one())
    assert kept.keys() >= set(own)
    for written in ({name: kept[name] for name in own}, {**kept, "no_such_field": 1}):
        with database.writing() as connection:
            connection.execute(tables.conversations.update().values(conversation=json.dumps(written)))
        assert replace(conversation(memory, "p"), listed=False, unanswered=0) == TALK


def test_a_question_in_vain_is_remembered_without_what_names_a_person(memory: SqlMemory) -> None:
    asked = Conversation(vain="我是13812345678，三是什么", unanswered=1)
    memory.keep(Question("问", person="p"), ANSWER, reply("答"), asked)
    kept = conversation(memory, "p").vain
    assert kept
    assert "三是什么" in kept
    assert "13812345678" not in kept

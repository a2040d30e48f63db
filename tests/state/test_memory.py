from __future__ import annotations

import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import structlog
from sqlalchemy import insert, select

from bot.errors import Overtaken
from bot.model import Answer, Article, Choice, Conversation, Question, Reply, Status
from bot.state import tables
from bot.state.database import put
from bot.state.journal import SqlJournal
from bot.state.memory import SqlMemory
from bot.state.tasks import Tasks

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sqlalchemy import Table

    from bot.state.database import Database
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


def test_what_is_kept_is_seen_by_another_process(
    memory: SqlMemory, connect: Callable[[], Database], clock: Clock
) -> None:
    memory.keep(Question("问", person="p", key="k"), ANSWER, reply("答"), TALK)
    other = SqlMemory(connect(), clock)
    assert other.reply_to("k") == reply("答")
    assert other.conversation("p") == TALK


def test_a_card_is_kept_whole(memory: SqlMemory) -> None:
    card = Reply("题", Status.DIRECTORY, article=Article("题", "说明", "https://a/p.png", "https://a/"))
    memory.keep(Question("问", person="p", key="k"), ANSWER, card, TALK)
    assert memory.reply_to("k") == card


def test_the_latest_conversation_takes_the_place_of_the_one_before(memory: SqlMemory) -> None:
    memory.keep(Question("一", person="p", key="1"), ANSWER, reply("答"), TALK)
    memory.keep(Question("二", person="p", key="2"), ANSWER, reply("答"), Conversation(unit="yuanlin"))
    assert memory.conversation("p") == Conversation(unit="yuanlin")


def test_whoever_is_not_to_be_remembered_is_not(memory: SqlMemory, database: Database) -> None:
    memory.keep(Question("问"), ANSWER, reply("答"), TALK)
    with database.reading() as connection:
        assert [connection.execute(select(table)).all() for table in KEPT[:2]] == [[], []]
        assert len(connection.execute(select(tables.outbox)).all()) == 1


def test_the_first_reply_to_a_message_stands_and_counts_alone(
    connect: Callable[[], Database], clock: Clock
) -> None:
    first, second = SqlMemory(connect(), clock), SqlMemory(connect(), clock)
    question = Question("问", person="p", key="k")
    assert first.keep(question, ANSWER, reply("先"), Conversation()).text == "先"
    assert second.keep(question, ANSWER, reply("后"), TALK).text == "先"
    assert second.conversation("p") == Conversation()
    assert people(connect(), tables.outbox) == ["p"]


def test_of_many_workers_at_once_one_answers_and_all_say_the_same(
    connect: Callable[[], Database], clock: Clock
) -> None:
    said = all_at_once(
        connect,
        clock,
        lambda memory, n: memory.keep(Question("问", person="p", key="k"), ANSWER, reply(n), TALK),
    )
    assert len(said) == 8
    assert len(set(said)) == 1
    assert people(connect(), tables.outbox) == ["p"]


def test_quick_messages_of_one_person_are_all_answered(connect: Callable[[], Database], clock: Clock) -> None:
    said = all_at_once(
        connect,
        clock,
        lambda memory, n: memory.keep(Question("问", person="p", key=n), ANSWER, reply(n), TALK),
    )
    assert sorted(said) == [str(number) for number in range(8)]
    assert people(connect(), tables.outbox) == ["p"] * 8


def all_at_once(
    connect: Callable[[], Database], clock: Clock, keep: Callable[[SqlMemory, str], Reply]
) -> list[str]:
    """What eight workers say that keep something at once."""
    memories, said, ready = [SqlMemory(connect(), clock) for _ in range(8)], list[str](), threading.Barrier(8)

    def work(number: int) -> None:
        memories[number].reply_to("")  # connected before the race begins
        ready.wait()
        said.append(keep(memories[number], str(number)).text)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return said


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


def test_a_conversation_grows_old(memory: SqlMemory, clock: Clock) -> None:
    memory.keep(Question("问", person="p"), ANSWER, reply("答"), TALK)
    clock.now += 1799
    assert memory.conversation("p") == TALK
    clock.now += 1
    assert memory.conversation("p") == Conversation()


def test_how_long_each_is_kept_is_a_matter_of_what_the_operator_sets(
    database: Database, clock: Clock
) -> None:
    memory = SqlMemory(database, clock, conversation_ttl=100, reply_ttl=200, journal_ttl=300)
    memory.keep(Question("旧", person="old", key="1"), ANSWER, reply("答"), TALK)
    gone = []
    for _ in range(3):
        clock.now += 101
        memory.keep(Question("新", person="new"), ANSWER, reply("答"), TALK)
        gone.append(["old" not in people(database, table) for table in (KEPT[1], KEPT[0], KEPT[2])])
    assert gone == [[True, False, False], [True, True, False], [True, True, True]]


@pytest.mark.parametrize(("table", "ttl"), [(KEPT[0], 3600), (KEPT[1], 1800), (KEPT[2], 180 * 86400)])
def test_what_has_grown_old_is_erased_and_not_a_second_before(
    database: Database, clock: Clock, table: Table, ttl: float
) -> None:
    def keep(person: str) -> None:
        """In a worker that has just started, which looks for what is old with its first message."""
        question = Question("问", person=person, key=person)
        SqlMemory(database, clock).keep(question, ANSWER, reply("答"), TALK)

    keep("old")
    clock.now += ttl
    keep("new")
    assert people(database, table) == ["new", "old"]
    clock.now += 1
    keep("newer")
    assert people(database, table) == ["new", "newer"]


def test_what_is_old_is_looked_for_once_a_minute_for_every_message_would_pay_for_it(
    database: Database, clock: Clock
) -> None:
    memory = SqlMemory(database, clock, reply_ttl=1)
    left = []
    for number, later in enumerate((0, 58, 2, 1)):
        clock.now += later
        memory.keep(Question("问", key=str(number)), ANSWER, reply("答"), TALK)
        left.append(len(keys(database)))
    assert left == [1, 2, 3, 2]


def keys(database: Database) -> list[str]:
    with database.reading() as connection:
        return [row[0] for row in connection.execute(select(tables.replies.c.key))]


def test_a_new_version_reads_what_the_one_before_it_wrote(memory: SqlMemory, database: Database) -> None:
    kept = {"choices": [], "waiting": [{"label": "一", "says": "二"}], "trail": ["问"]}
    row = {"person": "p", "conversation": json.dumps({**kept, "passage": None, "unit": None, "seen": ["a"]})}
    with database.writing() as connection:
        connection.execute(insert(tables.conversations), {**row, "at": 1_700_000_000.0})
        connection.execute(insert(tables.replies), told("k"))
    assert memory.conversation("p") == Conversation(
        waiting=(Choice("一", "二"),), trail=("问",), seen=("a",), listed=False, unanswered=0
    )
    assert memory.reply_to("k") == reply("别的")


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


def test_a_conversation_is_kept_whole(memory: SqlMemory) -> None:
    choices = (Choice("一", "市水务局第1条"), Choice("二", "市水务局第2条"))
    whole = Conversation(
        choices[:1],
        choices[1:],
        ("问", "再问"),
        "a#p1",
        "shuiwu",
        ("a#p1", "a#p2"),
        listed=True,
        unanswered=2,
    )
    memory.keep(Question("问", person="p"), ANSWER, reply("答"), whole)
    assert memory.conversation("p") == whole


@pytest.mark.parametrize("is_taken_in", [False, True])
def test_a_person_can_be_forgotten_and_only_that_they_asked_still_counts(
    memory: SqlMemory, database: Database, clock: Clock, *, is_taken_in: bool
) -> None:
    with structlog.contextvars.bound_contextvars(request="name"):
        for person in ("p", "q"):
            memory.keep(Question("问", person=person, key=person), ANSWER, reply("答"), TALK)
    if is_taken_in:
        SqlJournal(database, clock).take_in()
    memory.forget("p")
    assert people(database, tables.conversations) == ["q"]
    assert [memory.reply_to(person) for person in ("p", "q")] == [None, reply("答")]
    assert told_of_nobody(database, clock) == [(None, "［已删除］", "answered"), ("q", "问", "answered")]


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


def test_a_message_that_comes_again_after_its_person_was_forgotten_is_answered_and_counts_no_more(
    memory: SqlMemory, database: Database, clock: Clock
) -> None:
    question = Question("问", person="p", key="k", at=99.0)
    memory.keep(question, ANSWER, reply("答"), TALK)
    memory.forget("p", at=100.0)
    assert memory.keep(question, ANSWER, reply("再答"), TALK) == reply("再答")
    assert len(told_of_nobody(database, clock)) == 1
    assert memory.conversation("p") == Conversation()


def told_of_nobody(database: Database, clock: Clock) -> list[tuple[str | None, str, str]]:
    """Person, question and status of all entries."""
    SqlJournal(database, clock).take_in()
    kept = tables.journal.c
    with database.reading() as connection:
        rows = connection.execute(select(kept.person, kept.question, kept.status).order_by(kept.id))
        return [(row[0], row[1], row[2]) for row in rows]


@pytest.mark.parametrize(("asked", "is_kept"), [(99.0, False), (100.0, False), (101.0, True)])
def test_what_was_under_way_while_its_person_was_forgotten_counts_and_no_more(
    memory: SqlMemory, database: Database, clock: Clock, asked: float, *, is_kept: bool
) -> None:
    question = Question("问", person="p", key="k", at=asked)
    memory.forget("p", at=100.0)
    assert memory.keep(question, ANSWER, reply("答"), TALK) == reply("答")
    assert (memory.conversation("p") == TALK) is is_kept
    assert (memory.reply_to("k") is not None) is is_kept
    entry = ("p", "问", "answered") if is_kept else (None, "［已删除］", "answered")
    assert told_of_nobody(database, clock) == [entry]


def test_an_exchange_that_is_being_written_is_waited_for_and_erased(
    connect: Callable[[], Database], clock: Clock
) -> None:
    writing, erasing = connect(), SqlMemory(connect(), clock)
    talk = {"person": "p", "conversation": "{}", "at": clock.now}
    said = {"at": clock.now, "channel": "web", "person": "p", "question": "问", "status": "answered"}
    erasing.reply_to("")  # connected before
    with ThreadPoolExecutor(1) as pool:
        with writing.writing() as connection:
            put(connection, tables.conversations, talk)
            forgotten = pool.submit(erasing.forget, "p")
            time.sleep(0.2)
            assert not forgotten.done()
            connection.execute(insert(tables.outbox), {**said, "confidence": 1.0})
        forgotten.result()
    assert erasing.conversation("p") == Conversation()
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
    assert memory.conversation("hash").trail == ("我是［电话］，［车牌］是谁的车",)
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


def test_a_character_that_a_database_refuses_costs_no_answer(memory: SqlMemory) -> None:
    question = Question("停\0车", person="p", key="k")
    assert memory.keep(question, ANSWER, reply("答"), Conversation(trail=(question.text,))) == reply("答")


def test_a_conversation_of_an_earlier_version_is_read_and_one_of_a_later_left_readable(
    memory: SqlMemory, database: Database
) -> None:
    memory.keep(Question("问", person="p"), ANSWER, reply("答"), replace(TALK, listed=True, unanswered=2))
    assert memory.conversation("p") == replace(TALK, listed=True, unanswered=2)
    own = ("choices", "waiting", "trail", "passage", "unit", "seen")
    with database.reading() as connection:
        kept = json.loads(connection.execute(select(tables.conversations.c.conversation)).scalar_one())
    assert kept.keys() >= set(own)
    for written in ({name: kept[name] for name in own}, {**kept, "no_such_field": 1}):
        with database.writing() as connection:
            connection.execute(tables.conversations.update().values(conversation=json.dumps(written)))
        assert replace(memory.conversation("p"), listed=False, unanswered=0) == TALK

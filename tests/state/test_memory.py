import json
import sqlite3
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bot.model import Answer, Choice, Conversation, Question, Reply, Status
from bot.state.memory import SqlMemory, connect

ANSWER = Answer(Status.ANSWERED, "answered", 0.9)
TALK = Conversation((Choice("一", "市水务局第1条"),), (), ("问",), "a#p1", "shuiwu", ("a#p1",))


class Clock:
    """Seconds, moved by hand."""

    def __init__(self) -> None:
        self.now = 1_700_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def open_memory(tmp_path: Path, clock: Clock) -> Callable[[], SqlMemory]:
    return lambda: SqlMemory(connect(f"sqlite:///{tmp_path / 'baigu.db'}"), clock)


def reply(text: str) -> Reply:
    return Reply(text, Status.ANSWERED)


def journal(tmp_path: Path) -> list[tuple[str, ...]]:
    with sqlite3.connect(tmp_path / "baigu.db") as connection:
        return connection.execute("SELECT person, question, status FROM journal ORDER BY id").fetchall()


def test_what_is_kept_survives_a_restart(open_memory: Callable[[], SqlMemory]) -> None:
    open_memory().keep(Question("问", person="p", key="k"), ANSWER, reply("答"), TALK)
    again = open_memory()
    assert again.reply_to("k") == reply("答")
    assert again.conversation("p") == TALK


def test_the_first_reply_to_a_message_stands(open_memory: Callable[[], SqlMemory], tmp_path: Path) -> None:
    first, second = open_memory(), open_memory()
    question = Question("问", person="p", key="k")
    assert first.keep(question, ANSWER, reply("先"), Conversation()).text == "先"
    assert second.keep(question, ANSWER, reply("后"), TALK).text == "先"
    assert second.conversation("p") == Conversation()
    assert len(journal(tmp_path)) == 1


def test_of_many_workers_at_once_one_answers_and_all_say_the_same(
    open_memory: Callable[[], SqlMemory], tmp_path: Path
) -> None:
    memories, said = [open_memory() for _ in range(8)], list[str]()
    threads = [
        threading.Thread(
            target=lambda m=memory, n=number: said.append(
                m.keep(Question("问", person="p", key="k"), ANSWER, reply(f"答{n}"), TALK).text
            )
        )
        for number, memory in enumerate(memories)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(said) == 8
    assert len(set(said)) == 1
    assert len(journal(tmp_path)) == 1


def test_a_conversation_grows_old(open_memory: Callable[[], SqlMemory], clock: Clock) -> None:
    memory = open_memory()
    memory.keep(Question("问", person="p"), ANSWER, reply("答"), TALK)
    clock.now += 1801
    assert memory.conversation("p") == Conversation()


def test_what_has_grown_old_is_erased(
    open_memory: Callable[[], SqlMemory], clock: Clock, tmp_path: Path
) -> None:
    memory = open_memory()
    memory.keep(Question("旧", person="p", key="old"), ANSWER, reply("答"), TALK)
    clock.now += 181 * 86400
    memory.keep(Question("新", person="q", key="new"), ANSWER, reply("答"), TALK)
    assert [row[1] for row in journal(tmp_path)] == ["新"]
    assert memory.reply_to("old") is None


def test_a_person_can_be_forgotten(open_memory: Callable[[], SqlMemory], tmp_path: Path) -> None:
    memory = open_memory()
    for person in ("p", "q"):
        memory.keep(Question("问", person=person, key=person), ANSWER, reply("答"), TALK)
    memory.forget("p")
    assert memory.reply_to("p") is None
    assert memory.conversation("p") == Conversation()
    assert [row[0] for row in journal(tmp_path)] == ["q"]


def test_nothing_that_names_a_person_reaches_the_disk(
    open_memory: Callable[[], SqlMemory], tmp_path: Path
) -> None:
    question = Question("我是13800138000，桂B12345是谁的车", person="hash", key="k")
    open_memory().keep(question, ANSWER, reply("答"), Conversation(trail=(question.text,)))
    stored = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"13800138000" not in stored
    assert "桂B12345".encode() not in stored


def test_a_conversation_of_an_earlier_version_is_read_and_one_of_a_later_left_readable(
    open_memory: Callable[[], SqlMemory], tmp_path: Path
) -> None:
    memory = open_memory()
    memory.keep(Question("问", person="p"), ANSWER, reply("答"), replace(TALK, listed=True, unanswered=2))
    assert memory.conversation("p") == replace(TALK, listed=True, unanswered=2)
    with sqlite3.connect(tmp_path / "baigu.db") as database:
        (told,) = database.execute("SELECT conversation FROM conversations").fetchone()
        kept = json.loads(told)
        assert kept.keys() >= {"choices", "waiting", "trail", "passage", "unit", "seen"}
        earlier = {name: kept[name] for name in ("choices", "waiting", "trail", "passage", "unit", "seen")}
        later = {**kept, "no_such_field": 1}
        for written in (earlier, later):
            database.execute("UPDATE conversations SET conversation = ?", (json.dumps(written),))
            database.commit()
            assert replace(memory.conversation("p"), listed=False, unanswered=0) == TALK

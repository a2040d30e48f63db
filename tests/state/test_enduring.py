from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.errors import StorageError
from bot.model import Answer, Choice, Conversation, Question, Reply, Status
from bot.state import enduring
from bot.state.enduring import EnduringMemory
from bot.state.spool import Spool
from tests.state.conftest import Calm

if TYPE_CHECKING:
    from pathlib import Path

    from bot.state.enduring import Store
    from bot.state.exchange import Exchange
    from tests.state.conftest import Clock, Place

ANSWER = Answer(Status.ANSWERED, "answered", 0.9)
TALK = Conversation((Choice("一", "市水务局第1条"),), (), ("问",), "a#p1", "shuiwu", ("a#p1",))


def reply(text: str) -> Reply:
    return Reply(text, Status.ANSWERED)


class Away:
    """A store that can be taken away."""

    is_away = False
    is_full = False

    def __init__(self, store: Store) -> None:
        self._store = store

    @property
    def is_prompt(self) -> bool:
        return self._store.is_prompt

    def recall(self, key: str | None, person: str | None) -> Reply | Conversation:
        return self._there().recall(key, person)

    def keep(self, question: Question, answer: Answer, reply: Reply, conversation: Conversation) -> Reply:
        return self._there().keep(question, answer, reply, conversation)

    def record(self, kept: Exchange) -> None:
        if self.is_full:
            raise StorageError("数据库满了")
        self._there().record(kept)

    def forget(self, person: str, at: float | None = None) -> bool:
        return self._there().forget(person, at)

    def try_writing(self) -> None:
        self._there().try_writing()

    def _there(self) -> Store:
        if self.is_away:
            raise StorageError("数据库用不了")
        return self._store


class Held:
    """An enduring memory over a store that can be taken away."""

    def __init__(self, place: Place, clock: Clock, folder: Path) -> None:
        self.place = place
        self.inner = Away(place.store())
        self.spool = Spool(folder)
        self.clock = clock
        self.memory = EnduringMemory(self.inner, self.spool, Calm("b.db", clock), clock, self._count)
        self.unrecorded = 0

    def _count(self, more: int) -> None:
        self.unrecorded += more

    def goes(self) -> None:
        self.inner.is_away = True

    def returns(self) -> None:
        self.inner.is_away = False
        self.clock.now += 2

    def keep(
        self, key: str | None = "k", conversation: Conversation = TALK, person: str | None = "p"
    ) -> Reply:
        return self.memory.keep(Question("问", person=person, key=key), ANSWER, reply("答"), conversation)

    def entries(self) -> int:
        return len(self.place.entries())

    def named(self) -> list[object]:
        """What the journal has of people."""
        return [person for person, *_ in self.place.entries() if person]


@pytest.fixture
def held(place: Place, clock: Clock, tmp_path: Path) -> Held:
    return Held(place, clock, tmp_path / "spool")


def test_while_all_is_well_nothing_is_written_to_the_disk(held: Held) -> None:
    assert held.keep() == reply("答")
    assert held.memory.recall("k", None) == reply("答")
    assert held.memory.recall(None, "p") == TALK
    assert held.spool.count() == 0
    assert list(held.memory.problems()) == []


def test_what_the_database_cannot_take_waits_and_is_brought_in_once(held: Held) -> None:
    held.goes()
    for _ in range(2):  # WeChat delivers again
        assert held.keep() == reply("答")
    assert held.spool.count() == 1
    held.returns()
    held.memory.take_in()
    held.memory.take_in()
    assert held.spool.count() == 0
    assert held.memory.recall("k", None) == reply("答")
    assert held.memory.recall(None, "p") == TALK
    assert held.entries() == 1


def test_what_the_database_took_after_all_is_not_counted_again(held: Held) -> None:
    held.keep()
    held.goes()
    held.keep()
    held.returns()
    held.memory.take_in()
    assert (held.spool.count(), held.entries()) == (0, 1)


def test_messages_without_a_key_all_count(held: Held) -> None:
    held.goes()
    for _ in range(3):
        held.keep(key=None, person=None)
    held.returns()
    held.memory.take_in()
    assert held.entries() == 3


def test_while_the_database_is_away_a_conversation_is_lost_and_no_reply_is_known(held: Held) -> None:
    held.keep()
    held.goes()
    assert held.memory.recall("k", None) == Conversation()
    assert held.memory.recall(None, "p") == Conversation(is_lost=True)


def test_what_waits_of_a_person_is_brought_in_before_they_go_on(held: Held) -> None:
    held.goes()
    held.keep()
    held.returns()
    assert held.memory.recall(None, "p") == TALK
    assert held.spool.count() == 0


def test_a_conversation_that_was_lost_and_did_not_go_on_leaves_the_one_before(held: Held) -> None:
    held.keep("1")
    held.goes()
    held.clock.now += 5
    lost = held.memory.recall("2", "p")
    assert lost == Conversation(is_lost=True)
    held.keep("2", Conversation(is_lost=True))
    held.returns()
    assert held.memory.recall(None, "p") == TALK


def test_what_was_said_later_is_not_overwritten_by_what_waited(held: Held) -> None:
    held.goes()
    held.keep("early")
    held.inner.is_away = False
    held.clock.now += 5
    later = Conversation(unit="yuanlin")
    held.inner.keep(Question("问", person="p", key="late"), ANSWER, reply("答"), later)
    assert held.memory.recall(None, "p") == later


def test_who_is_erased_is_erased_from_the_disk_too(held: Held) -> None:
    held.goes()
    held.keep()
    held.returns()
    assert held.memory.forget("p")
    assert [*held.spool.people()] == [None]
    ((_, kept),) = held.spool.waiting(None)
    assert "问" not in str(kept)
    held.memory.take_in()
    assert held.entries() == 1


def test_an_erasure_waits_for_the_database_and_is_then_made(held: Held) -> None:
    held.keep("1")
    held.goes()
    held.keep("2")
    assert not held.memory.forget("p")
    held.keep("3", person=None)
    held.returns()
    held.memory.take_in()
    assert held.memory.recall("1", None) == Conversation()
    assert held.entries() == 3
    assert held.named() == []
    assert not held.spool.holds("p")


def nowhere(place: Place, clock: Clock, tmp_path: Path) -> Held:
    """A memory whose store is away and whose disk is full."""
    (tmp_path / "file").write_text("")
    held = Held(place, clock, tmp_path / "file" / "spool")
    held.goes()
    return held


def test_what_can_be_written_nowhere_is_answered_counted_and_recorded_when_it_can_be(
    place: Place, clock: Clock, tmp_path: Path
) -> None:
    held = nowhere(place, clock, tmp_path)
    for key in ("1", "1", "2"):
        assert held.keep(key) == reply("答")
    assert held.unrecorded == 2
    with pytest.raises(StorageError):
        held.memory.take_in()
    held.returns()
    held.memory.take_in()
    assert (held.unrecorded, held.entries()) == (0, 2)
    assert held.memory.recall("1", None) == reply("答")


def test_of_who_is_erased_what_is_held_counts_without_them(
    place: Place, clock: Clock, tmp_path: Path
) -> None:
    held = nowhere(place, clock, tmp_path)
    held.keep("1")
    with pytest.raises(StorageError):
        held.memory.forget("p")
    held.returns()
    held.memory.take_in()
    assert (held.entries(), held.named()) == (1, [])
    assert held.memory.recall(None, "p") == Conversation()


def test_no_process_holds_more_than_it_has_room_for(
    place: Place, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(enduring, "MOST_HELD", 2)
    held = nowhere(place, clock, tmp_path)
    for key in "123":
        held.keep(key)
    held.returns()
    held.memory.take_in()
    assert (held.unrecorded, held.entries()) == (1, 2)


def test_health_says_what_is_wrong_and_what_waits(held: Held) -> None:
    held.goes()
    held.keep()
    assert list(held.memory.problems()) == [
        "数据库用不了",
        "有 1 条问答先存在本机，数据库一恢复就补进去；这期间聊天上下文记不住",
    ]
    held.returns()
    held.memory.take_in()
    assert list(held.memory.problems()) == []


def test_what_waits_is_masked(held: Held) -> None:
    held.goes()
    asked = Question("我的电话13812345678", person="p", key="k")
    held.memory.keep(asked, ANSWER, reply("答"), Conversation(trail=("我的电话13812345678",)))
    ((_, kept),) = held.spool.waiting("p")
    assert "13812345678" not in str(kept)


def test_of_a_message_of_nobody_nobody_is_asked(held: Held) -> None:
    held.goes()
    assert held.memory.recall(None, None) == Conversation()


def test_a_retry_gets_its_reply_though_what_waits_of_its_person_cannot_be_brought_in(held: Held) -> None:
    held.keep("1")
    held.goes()
    held.keep("2")
    held.returns()
    held.inner.is_full = True
    assert held.memory.recall("1", "p") == reply("答")
    assert held.memory.recall("2", "p") == Conversation(is_lost=True)

"""What is shared in a Redis Cluster goes on when the machine dies that keeps it."""

from __future__ import annotations

import time
from contextlib import suppress
from typing import TYPE_CHECKING

from sqlalchemy import select

from bot.app.shared import Shared
from bot.errors import Refusal, StorageError
from bot.model import Answer, Conversation, Question, Reply, Status
from bot.state.database import Database
from bot.state.enduring import EnduringMemory
from bot.state.journal import SqlJournal
from bot.state.memory import SqlMemory
from bot.state.patience import Patience
from bot.state.redis_greetings import RedisGreetings
from bot.state.redis_outbox import RedisOutbox
from bot.state.redis_pace import RedisPace
from bot.state.redis_refusals import RedisRefusals
from bot.state.redis_server import RedisServer
from bot.state.spool import Spool
from bot.state.tables import journal
from tests.away import killed
from tests.state.conftest import PATIENT
from tests.waiting import wait

if TYPE_CHECKING:
    from pathlib import Path

    from tests.redis_cluster import Cluster

ANSWER, REPLY = Answer(Status.ANSWERED, "answered"), Reply("答", Status.ANSWERED)
TALK = Conversation(unit="u")
IN_TIME = 5.0
"""Seconds for which WeChat waits; the budgets of `enduring` are 0.85, and a busy machine takes more."""


class Office:
    """What a service has of Redis, and who asks it something again and again.

    Attributes:
        redis: the same servers, waited for as long as a busy machine may take.
    """

    def __init__(self, url: str, folder: Path) -> None:
        self._database = Database(f"sqlite:///{folder / 'baigu.db'}")
        self._database.make()
        entries = SqlMemory(self._database, time.time)
        self.shared = Shared(url, entries, Patience("b.db"), time.time, 3600.0)
        self.redis = RedisServer(url, PATIENT)
        self._outbox = RedisOutbox(self.redis, entries.take)
        self.spool = Spool(folder / "spool")
        self.memory = EnduringMemory(
            self.shared.memory, self.spool, self.shared.patience, time.time, lambda _more: None
        )
        self.asked = list[str]()

    def asks(self) -> object:
        """A new message is answered in time, and so is the same again; what was known of its person."""
        key = f"k{len(self.asked)}"
        self.asked.append(key)
        started = time.monotonic()
        known = self.memory.recall(key, "p")
        said = self.memory.keep(Question("问", person="p", key=key), ANSWER, REPLY, TALK)
        assert time.monotonic() - started < IN_TIME
        assert said == self.memory.keep(Question("问", person="p", key=key), ANSWER, REPLY, TALK) == REPLY
        return known

    def journal(self) -> list[str]:
        """The messages that the journal has once all have come there."""
        with suppress(StorageError):  # what a busy machine does not take in now it takes in later
            self.memory.take_in()
        self._outbox.deliver()
        SqlJournal(self._database, time.time).take_in()
        with self._database.reading() as connection:
            return sorted(connection.execute(select(journal.c.key)).scalars())

    def close(self) -> None:
        self.shared.redis.close()
        self.redis.close()
        self._database.dispose()


def test_when_the_keeper_of_a_cluster_dies_its_replica_takes_over_and_each_message_counts_once(
    redis_cluster: Cluster, tmp_path: Path
) -> None:
    office, keeper = Office(redis_cluster.emptied(), tmp_path), redis_cluster.keeper()
    greetings, pace = RedisGreetings(office.redis), RedisPace(office.redis)
    refusals = RedisRefusals(office.redis)
    office.asks()
    wait(lambda: office.memory.recall("k0", "p") == REPLY)
    refusals.add({("wechat", Refusal.STALE): 2}, time.time())
    assert greetings.greet("p", "first", time.time())
    assert pace.count("p", 1) == 1
    wait(lambda: keeper.says("WAIT", 1, 5000) == 1)  # the replica has it
    with redis_cluster.quick(), killed(keeper.server):
        wait(lambda: office.asks() == TALK)
        wait(lambda: office.memory.failure() is None)
        wait(lambda: office.memory.recall("k0", None) == REPLY)
        assert pace.count("p", 1) == 2
        assert not greetings.greet("p", "again", time.time())
        assert refusals.since(0.0) == {("wechat", Refusal.STALE): 2}
        wait(lambda: office.journal() == sorted(office.asked))
        assert office.spool.count() == 0
        wait(lambda: office.memory.forget("p"))
        wait(lambda: office.memory.recall("k0", "p") == Conversation())
    redis_cluster.wait()
    office.close()

"""What is shared in a Redis Cluster goes on when the machine dies that keeps it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from sqlalchemy import select

from bot.app.shared import Shared
from bot.errors import Refusal
from bot.model import Answer, Conversation, Question, Reply, Status
from bot.state.database import Database
from bot.state.enduring import EnduringMemory
from bot.state.journal import SqlJournal
from bot.state.memory import SqlMemory
from bot.state.patience import Patience
from bot.state.spool import Spool
from bot.state.tables import journal
from tests.away import killed

if TYPE_CHECKING:
    from pathlib import Path

    from tests.redis_cluster import Cluster

ANSWER, REPLY = Answer(Status.ANSWERED, "answered"), Reply("答", Status.ANSWERED)
TALK = Conversation(unit="u")
SOON = 30.0
"""Seconds until its replica has taken the place of the one that died; 4 to 5 where nothing else is done."""

IN_TIME = 2.0
"""Seconds; the budgets of `enduring` and what a busy machine takes more."""


class Office:
    """What a service has of Redis, and who asks it something again and again."""

    def __init__(self, url: str, folder: Path) -> None:
        self._database = Database(f"sqlite:///{folder / 'baigu.db'}")
        self._database.make()
        entries = SqlMemory(self._database, time.time)
        self.shared = Shared(url, entries, Patience("b.db"), time.time, 3600.0)
        self.spool = Spool(folder / "spool")
        self.memory = EnduringMemory(
            self.shared.memory, self.spool, self.shared.patience, time.time, lambda _more: None
        )
        self.asked = list[str]()

    def asks(self) -> Reply | Conversation:
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
        """The messages that the journal has in the end."""
        self.memory.take_in()
        self.shared.outbox.deliver()
        assert (self.spool.count(), self.shared.outbox.count()) == (0, 0)
        SqlJournal(self._database, time.time).take_in()
        with self._database.reading() as connection:
            return sorted(connection.execute(select(journal.c.key)).scalars())

    def close(self) -> None:
        self.shared.redis.close()
        self._database.dispose()


def test_when_the_keeper_of_a_cluster_dies_its_replica_takes_over_and_each_message_counts_once(
    redis_cluster: Cluster, tmp_path: Path
) -> None:
    office, keeper = Office(redis_cluster.emptied(), tmp_path), redis_cluster.keeper()
    assert office.asks() == Conversation()
    office.shared.refusals.add({("wechat", Refusal.STALE): 2}, time.time())
    assert office.shared.greetings.is_first_today("p", "first", time.time())
    assert office.shared.count("p", 1) == 1
    assert keeper.says("WAIT", 1, 5000) == 1  # the replica has it
    with redis_cluster.quick(), killed(keeper.server):
        started = time.monotonic()
        while office.asks() != TALK:
            assert time.monotonic() - started < SOON
        assert office.memory.failure() is None
        assert office.memory.recall("k0", None) == REPLY
        assert office.shared.count("p", 1) == 2
        assert not office.shared.greetings.is_first_today("p", "again", time.time())
        assert office.shared.refusals.since(0.0) == {("wechat", Refusal.STALE): 2}
        assert office.journal() == sorted(office.asked)
        assert office.memory.forget("p")
        assert office.memory.recall("k0", "p") == Conversation()
    redis_cluster.wait()
    office.close()

"""Memory that answers in time whatever becomes of the database: what that cannot take waits in the spool.

What the disk cannot take either waits in this process, and is lost with it.

While the database is away, or something of a person waits for it, an answer depends on the message and the edition
alone: no two processes would know the same of the conversation, and a retry must get the same reply.
"""

from __future__ import annotations

import secrets
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol, TypeVar

import structlog

from bot.errors import Overtaken, StorageError
from bot.model import Conversation
from bot.state.exchange import Exchange, exchange, nobodys

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.model import Answer, Question, Reply
    from bot.state.patience import Patience
    from bot.state.spool import Spool

T = TypeVar("T")

READING, ERASING, WRITING = 0.35, 0.25, 0.5
"""Seconds; a read, an erasure and a write stay under 1.2, of the 5 for which WeChat waits."""

MOST_HELD = 2000
"""Exchanges that one process holds; some 5 MB."""

_log = structlog.get_logger()


class Store(Protocol):
    """Where replies and conversations stand: SqlMemory, which has the journal beside them, or RedisMemory."""

    @property
    def is_prompt(self) -> bool: ...  # noqa: D102 # see SqlMemory

    def recall(self, key: str | None, person: str | None) -> Reply | Conversation: ...  # noqa: D102

    def keep(  # noqa: D102
        self, question: Question, answer: Answer, reply: Reply, conversation: Conversation
    ) -> Reply: ...

    def record(self, kept: Exchange) -> None: ...  # noqa: D102

    def forget(self, person: str, at: float | None = None) -> bool: ...  # noqa: D102

    def try_writing(self) -> None: ...  # noqa: D102


class EnduringMemory:
    """A store where that answers, the spool where not.

    Args:
        clock: seconds since 1970.
        unrecorded: is told how many more exchanges, or fewer, stand neither in the database nor on the disk.
    """

    def __init__(
        self,
        memory: Store,
        spool: Spool,
        patience: Patience,
        clock: Callable[[], float],
        unrecorded: Callable[[int], None],
    ) -> None:
        self._memory = memory
        self._spool = spool
        self._patience = patience
        self._clock = clock
        self._unrecorded = unrecorded
        self._held = dict[str, Exchange]()

    def recall(self, key: str | None, person: str | None) -> Reply | Conversation:
        """The reply already given to the message of that key, as far as can be known, else the conversation.

        That is lost where it cannot be read.
        """
        if not key and not person:
            return Conversation()
        try:
            known = self._ask(lambda: self._memory.recall(key, person), READING)
            if isinstance(known, Conversation) and person and self._spool.holds(person):
                return self._patience.ask(lambda: self._caught_up(key, person), READING)
        except StorageError as error:
            _log.warning("memory_away", why=str(error))
            return Conversation(is_lost=person is not None)
        return known

    def _ask(self, work: Callable[[], T], within: float) -> T:
        return self._patience.ask(work, within, is_prompt=self._memory.is_prompt)

    def _caught_up(self, key: str | None, person: str) -> Reply | Conversation:
        """What is known once what waits of a person is where it belongs."""
        self._take_in(person)
        return self._memory.recall(key, person)

    def keep(self, question: Question, answer: Answer, reply: Reply, conversation: Conversation) -> Reply:
        """Record an exchange, in the database or until that can take it on the disk; failing both, hold it."""
        asked = question if question.key else replace(question, key=secrets.token_hex(16))
        try:
            return self._ask(lambda: self._memory.keep(asked, answer, reply, conversation), WRITING)
        except StorageError as error:
            self._put_aside(asked, answer, reply, conversation, str(error))
        return reply

    def _put_aside(
        self, question: Question, answer: Answer, reply: Reply, conversation: Conversation, why: str
    ) -> None:
        kept = exchange(question, answer, reply, conversation, self._clock())
        assert question.key
        try:
            self._spool.put(question.key, question.person, kept)
        except StorageError as error:
            _log.error("unrecorded", database=why, spool=str(error))
            self._hold(question.key, kept)

    def _hold(self, key: str, kept: Exchange) -> None:
        if key not in self._held:
            self._unrecorded(1)
            if len(self._held) < MOST_HELD:
                self._held[key] = kept

    def forget(self, person: str, at: float | None = None) -> bool:
        """Erase every trace of a person, now or as soon as the database can be reached.

        Args:
            at: see `SqlMemory.forget`.

        Returns whether all is gone now.

        Raises:
            StorageError: it can be neither done nor kept in mind.
        """
        self._erase_waiting(person)
        try:
            is_gone = self._patience.ask(lambda: self._memory.forget(person, at), ERASING)
        except StorageError:
            is_gone = False
        if not is_gone:
            self._spool.note_erasure(person)
        return is_gone

    def _erase_waiting(self, person: str) -> None:
        for key, kept in self._spool.waiting(person):
            with suppress(StorageError):  # then it does not count either
                self._spool.put(key, None, nobodys(kept))
        self._spool.erase(person)
        for key, kept in self._held.copy().items():
            if kept["entry"]["person"] == person:
                self._held[key] = nobodys(kept)

    def take_in(self) -> None:
        """Bring into the database what waits for it, each exchange once whoever else does so."""
        for key, kept in self._held.copy().items():
            self._record(kept)
            self._held.pop(key, None)
            self._unrecorded(-1)
        self._spool.count()  # whether it is full
        for person in self._spool.people():
            self._take_in(person)

    def _take_in(self, person: str | None) -> None:
        noted = self._spool.erasure(person) if person else None
        if person and noted is not None and self._memory.forget(person, noted):
            self._spool.erased(person)
        for key, kept in self._spool.waiting(person):
            self._record(kept)
            self._spool.drop(key, person)

    def _record(self, kept: Exchange) -> None:
        try:
            self._memory.record(kept)
        except Overtaken:  # it stands there: the database took it after all, or another was faster
            _log.info("stood_already")

    def failure(self) -> str | None:
        """Why the database cannot be written to now; None where it can."""
        return self._patience.failing(self._memory.try_writing, WRITING)

    def problems(self) -> Iterator[str]:
        """What is wrong, for operators; tries to write."""
        failure = self.failure()
        if failure:
            yield failure
        waiting = self._spool.count()
        if waiting:
            yield f"有 {waiting} 条问答先存在本机，数据库一恢复就补进去；这期间聊天上下文记不住"

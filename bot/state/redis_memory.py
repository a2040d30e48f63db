"""Replies given and conversations in Redis, where several machines share them; the journal stays in a database.

What is kept of a message is written by one script, which nobody comes between: two that race leave one reply and one
entry. The entry waits beside them until `RedisOutbox` brings it where the journal is.
"""

from __future__ import annotations

import json
import secrets
import time
from typing import TYPE_CHECKING

from bot.errors import Overtaken
from bot.model import Conversation
from bot.state.exchange import CONVERSATION_TTL, REPLY_TTL, conversation_of, exchange, nobodys, reply_of
from bot.state.journal import JOURNAL_TTL
from bot.state.redis_server import key_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.model import Answer, Question, Reply
    from bot.state.exchange import Exchange
    from bot.state.redis_server import RedisServer

_KEEP = """
local reply, talk, erased, told, waiting, entry, outbox = unpack(KEYS)
local person, key, name, replied, reply_ttl, said, at, talk_ttl, asked, whole, blank, entry_ttl = unpack(ARGV)
if key ~= '' then
    local stands = redis.call('GET', reply)
    if stands then return stands end
end
local erased_at = redis.call('GET', erased)
if erased_at and tonumber(erased_at) >= tonumber(asked) then
    replied, said, whole = '', '', blank
    redis.call('DEL', talk)
end
if key ~= '' then
    redis.call('SET', reply, replied, 'PX', reply_ttl)
end
if person ~= '' and key ~= '' then
    redis.call('SADD', told, key)
    redis.call('PEXPIRE', told, reply_ttl)
end
if said ~= '' and tonumber(redis.call('HGET', talk, 'at') or 0) <= tonumber(at) then
    redis.call('HSET', talk, 'at', at, 'said', said)
    redis.call('PEXPIRE', talk, talk_ttl)
end
redis.call('HSET', entry, 'whole', whole, 'blank', blank)
redis.call('PEXPIRE', entry, entry_ttl)
if person ~= '' then
    redis.call('SADD', waiting, name)
    redis.call('PEXPIRE', waiting, entry_ttl)
end
redis.call('ZADD', outbox, at, name)
return false
"""

_FORGET = """
local talk, erased, greeted, told, waiting = unpack(KEYS)
local at, ttl, replies, entries = unpack(ARGV)
redis.call('SET', erased, at, 'PX', ttl)
for _, key in ipairs(redis.call('SMEMBERS', told)) do
    redis.call('SET', replies .. key, '', 'XX', 'KEEPTTL')
end
for _, name in ipairs(redis.call('SMEMBERS', waiting)) do
    local blank = redis.call('HGET', entries .. name, 'blank')
    if blank then redis.call('HSET', entries .. name, 'whole', blank) end
end
redis.call('DEL', talk, greeted, told, waiting)
"""

_MILLISECONDS = 1000


class RedisMemory:
    """Memory in Redis.

    Args:
        erase_elsewhere: erases what is in the journal of a person, who asked for it then; False where that has to wait.
        clock: seconds since 1970.
        journal_ttl: seconds for which an entry waits for the journal, where nothing fetches it.
    """

    is_prompt = False

    def __init__(
        self,
        redis: RedisServer,
        erase_elsewhere: Callable[[str, float], bool],
        clock: Callable[[], float] = time.time,
        *,
        journal_ttl: float = JOURNAL_TTL,
    ) -> None:
        self._redis = redis
        self._erase_elsewhere = erase_elsewhere
        self._clock = clock
        self._journal_ttl = journal_ttl

    def recall(self, key: str | None, person: str | None) -> Reply | Conversation:
        """The reply already given to the message of that key, else the conversation with whoever sent it.

        One round trip.
        """
        with self._redis.asked() as client:
            reading = client.pipeline(transaction=False)
            reading.get(key_of("reply", key or ""))
            reading.hmget(key_of("talk", person or ""), ["at", "said"])
            told, (at, said) = reading.execute()
        if told:
            return reply_of(told)
        is_fresh = said and float(at) > self._clock() - CONVERSATION_TTL
        return conversation_of(said) if is_fresh else Conversation()

    def keep(self, question: Question, answer: Answer, reply: Reply, conversation: Conversation) -> Reply:
        """Record reply, conversation and the journal's entry at once; the first reply to a key stands."""
        told = self._keep(exchange(question, answer, reply, conversation, self._clock()))
        return reply_of(told) if told else reply

    def record(self, kept: Exchange) -> None:
        """Write an exchange; a conversation that has gone on since stays as it is.

        Of one whose person was erased after it was said, only that it was said counts.

        Raises:
            Overtaken: its message has been answered.
            StorageError: it cannot be written.
        """
        if self._keep(kept) is not None:
            raise Overtaken(f"Redis {self._redis.name} 里已经有这条消息的回答")

    def _keep(self, kept: Exchange) -> str | None:
        """What was told before; empty where that was erased, None where it is this that stands now."""
        reply, said, person = kept["reply"], kept["conversation"], kept["entry"]["person"] or ""
        key = reply["key"] if reply else ""
        name = key or secrets.token_hex(16)
        whole: Exchange = {**kept, "reply": None, "conversation": None}
        told: str | None = self._redis.run(
            _KEEP,
            [
                key_of("reply", key),
                key_of("talk", person),
                key_of("erased", person),
                key_of("told", person),
                key_of("waiting", person),
                key_of("entry", name),
                key_of("outbox"),
            ],
            [
                person,
                key,
                name,
                reply["reply"] if reply else "",
                _ms(REPLY_TTL),
                said["conversation"] if said else "",
                repr(kept["at"]),
                _ms(CONVERSATION_TTL),
                repr(kept["asked"]),
                json.dumps(whole, ensure_ascii=False),
                json.dumps(nobodys(whole), ensure_ascii=False),
                _ms(self._journal_ttl),
            ],
        )
        return told

    def forget(self, person: str, at: float | None = None) -> bool:
        """Erase every trace of a person, here and in the journal.

        Args:
            at: when they asked for it, by the clock that their messages bear; now if not given.

        Returns whether the journal too is done with.
        """
        at = self._clock() if at is None else at
        kinds = ("talk", "erased", "greeted", "told", "waiting")
        values: list[str | float] = [repr(at), _ms(REPLY_TTL), key_of("reply"), key_of("entry")]
        self._redis.run(_FORGET, [key_of(kind, person) for kind in kinds], values)
        return self._erase_elsewhere(person, at)

    def try_writing(self) -> None:
        """Write something that nobody reads.

        Raises:
            StorageError: it cannot be written.
        """
        with self._redis.asked() as client:
            client.set(key_of("tried"), repr(self._clock()), px=_ms(REPLY_TTL))


def _ms(seconds: float) -> int:
    return max(1, round(seconds * _MILLISECONDS))

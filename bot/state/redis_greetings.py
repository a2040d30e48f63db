"""Who was greeted of late, in Redis."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.state.greetings import DAY
from bot.state.redis_server import key_of

if TYPE_CHECKING:
    from bot.state.redis_server import RedisServer

_GREET = """
local latest, before = unpack(redis.call('HMGET', KEYS[1], 'key', 'at'))
local key, at, day = unpack(ARGV)
if latest == key then return 1 end
if before and tonumber(at) < tonumber(before) + tonumber(day) then return 0 end
redis.call('HSET', KEYS[1], 'key', key, 'at', at)
redis.call('EXPIRE', KEYS[1], 2 * day)
return 1
"""


class RedisGreetings:
    """Greetings in Redis, forgotten with their person by `RedisMemory`."""

    def __init__(self, redis: RedisServer) -> None:
        self._redis = redis

    def greet(self, person: str, key: str, at: float) -> bool:
        """See `SqlGreetings`."""
        return bool(self._redis.run(_GREET, [key_of("greeted", person)], [key, repr(at), round(DAY)]))

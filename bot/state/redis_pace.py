"""How often somebody did something within a minute, in Redis for all machines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.state.pace import MINUTE
from bot.state.redis_server import key_of

if TYPE_CHECKING:
    from bot.state.redis_server import RedisServer

_COUNT = """
local done = redis.call('INCRBY', KEYS[1], ARGV[1])
if done == tonumber(ARGV[1]) then redis.call('EXPIRE', KEYS[1], ARGV[2]) end
return done
"""


class RedisPace:
    """Counts in Redis; a minute begins with the first of somebody, and is forgotten when it is over."""

    def __init__(self, redis: RedisServer) -> None:
        self._redis = redis

    def count(self, who: str, more: int) -> int:
        """How many there are of somebody within a minute, with so many more.

        Raises:
            StorageError: Redis cannot be used.
        """
        return int(self._redis.run(_COUNT, [key_of("pace", who)], [more, MINUTE]))

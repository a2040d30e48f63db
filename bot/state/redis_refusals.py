"""Why requests to webhooks were refused, in Redis for all machines."""

from __future__ import annotations

import json
import secrets
from collections import Counter
from typing import TYPE_CHECKING

from bot.errors import Refusal
from bot.state.redis_server import key_of
from bot.state.refusals import TTL

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.state.redis_server import RedisServer


class RedisRefusals:
    """See `SqlRefusals`."""

    def __init__(self, redis: RedisServer) -> None:
        self._redis = redis

    def add(self, counted: Mapping[tuple[str, Refusal], int], at: float) -> None:
        """See `SqlRefusals`."""
        # Two processes may count the same at the same time.
        rows = {json.dumps([*of, count, secrets.token_hex(8)]): at for of, count in counted.items()}
        with self._redis.asked() as client:
            writing = client.pipeline(transaction=False)
            writing.zadd(key_of("refusals"), rows)
            writing.zremrangebyscore(key_of("refusals"), "-inf", f"({at - TTL!r}")
            writing.expire(key_of("refusals"), round(TTL))
            writing.execute()

    def since(self, then: float) -> Mapping[tuple[str, Refusal], int]:
        """See `SqlRefusals`."""
        with self._redis.asked() as client:
            rows = client.zrangebyscore(key_of("refusals"), repr(then), "+inf")
        found = Counter[tuple[str, Refusal]]()
        for channel, why, count, _ in map(json.loads, rows):
            if why in set(Refusal):  # a newer program beside this one may know more
                found[channel, Refusal(why)] += count
        return dict(sorted(found.items(), key=lambda one: (-one[1], one[0])))

"""Redis, where replies and conversations are shared: whether it can be written, and what it keeps if it dies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.errors import BaiguError, told
from bot.results.diagnosis import Diagnosis, error, good, warning

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping


def check_redis(write: Callable[[], None], about: Callable[[], Mapping[str, object]]) -> Iterator[Diagnosis]:
    """Whether Redis does what Baigu needs of it.

    Args:
        write: writes to it; raises where that fails.
        about: what it says of itself; raises where it says nothing.
    """
    try:
        write()
        said = about()
    except BaiguError as failure:
        yield error(
            f"Redis 写不进去（{told(failure)}）",
            "问题照答，聊天上下文记不住，问答先存在本机",
            "看 BAIGU_REDIS_URL 对不对、服务器开着没有、内存满了没有",
        )
        return
    yield good("Redis 能写")
    if str(said.get("aof_enabled")) == "0":
        yield warning(
            "Redis 没有开 appendonly",
            "它一断电，还没搬进数据库的几秒问答、一小时里给过的回答就没有了",
            "在 redis.conf 里写 appendonly yes",
        )
    if said.get("maxmemory_policy") not in ("noeviction", None):
        yield warning(
            f"Redis 内存满了会自己丢东西（maxmemory-policy {said['maxmemory_policy']}）",
            "丢的可能是还没搬进数据库的问答",
            "在 redis.conf 里写 maxmemory-policy noeviction；满了摆古会先存在本机",
        )

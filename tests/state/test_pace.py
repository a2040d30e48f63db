from __future__ import annotations

from typing import TYPE_CHECKING

from bot.errors import StorageError
from bot.state.pace import Pace
from bot.state.redis_pace import RedisPace
from bot.state.redis_server import RedisServer
from tests.state.conftest import PATIENT

if TYPE_CHECKING:
    from tests.redis_server import Server


def test_a_person_may_do_so_much_in_a_minute_and_no_more_and_others_as_well() -> None:
    now = [30.0]
    pace = Pace(clock=lambda: now[0])
    assert [pace.allows("a", 2) for _ in range(3)] == [True, True, False]
    assert pace.allows("b", 2)
    now[0] += 60
    assert pace.allows("a", 2)


def test_what_somebody_does_on_several_machines_is_added_up_until_the_minute_is_over(
    redis_server: Server,
) -> None:
    url = redis_server.new_database()
    one, other = (Pace(RedisPace(RedisServer(url, PATIENT)).count, lambda: 0.0) for _ in range(2))
    assert [pace.allows("a", 3) for pace in (one, other, one, other)] == [True, True, True, False]
    assert other.allows("b", 3)
    redis = RedisServer(url, PATIENT)
    assert RedisPace(redis).count("c", 11) == 11
    with redis.asked() as client:
        assert {0 < client.ttl(key) <= 60 for key in client.scan_iter()} == {True}
        client.flushdb()  # as if the minute were over
    assert one.allows("a", 3)


def test_of_what_hardly_anybody_does_so_often_the_others_are_told_nothing_and_then_of_all_at_once() -> None:
    told = list[int]()

    def count(_who: str, more: int) -> int:
        told.append(more)
        return sum(told)

    pace = Pace(count, lambda: 0.0)
    assert all(pace.allows("a", 600) for _ in range(10))
    assert told == []
    assert [pace.allows("a", 600) for _ in range(591)] == [True] * 590 + [False]
    assert told == [11, *[1] * 590]


def test_where_it_cannot_be_added_up_each_process_counts_for_itself() -> None:
    def fails(_who: str, _more: int) -> int:
        raise StorageError("Redis 用不了")

    one, other = (Pace(fails, lambda: 0.0) for _ in range(2))
    assert [one.allows("a", 2) for _ in range(3)] == [True, True, False]
    assert other.allows("a", 2)

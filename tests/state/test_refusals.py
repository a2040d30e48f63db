from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.errors import Refusal, StorageError
from bot.state.redis_refusals import RedisRefusals
from bot.state.redis_server import RedisServer
from bot.state.refusals import Refusals, SqlRefusals
from tests.state.conftest import PATIENT

if TYPE_CHECKING:
    from bot.state.database import Database
    from tests.redis_server import Server
    from tests.state.conftest import Clock, Place


def test_what_several_processes_count_is_told_by_channel_and_reason_the_most_first(
    place: Place, clock: Clock
) -> None:
    one, other = (Refusals(place.refusals(), clock) for _ in range(2))
    for why in (Refusal.STALE, Refusal.SIGNATURE, Refusal.SIGNATURE):
        one.count("wechat", why)
    other.count("wecom", Refusal.SIGNATURE)
    for refusals in (one, other, one):
        refusals.write()
    assert list(other.since(clock.now - 1).items()) == [
        (("wechat", Refusal.SIGNATURE), 2),
        (("wechat", Refusal.STALE), 1),
        (("wecom", Refusal.SIGNATURE), 1),
    ]


def test_two_that_count_the_same_at_the_same_time_count_twice(place: Place, clock: Clock) -> None:
    for _ in range(2):
        refusals = Refusals(place.refusals(), clock)
        refusals.count("wechat", Refusal.STALE)
        refusals.write()
    assert Refusals(place.refusals(), clock).since(0) == {("wechat", Refusal.STALE): 2}


def test_what_is_older_is_not_told_and_after_a_day_is_gone(place: Place, clock: Clock) -> None:
    refusals = Refusals(place.refusals(), clock)
    refusals.count("wechat", Refusal.STALE)
    refusals.write()
    clock.now += 3601
    assert refusals.since(clock.now - 3600) == {}
    assert refusals.since(0) == {("wechat", Refusal.STALE): 1}
    clock.now += 86400
    refusals.count("wechat", Refusal.PLAIN)
    refusals.write()
    assert refusals.since(0) == {("wechat", Refusal.PLAIN): 1}


def test_redis_forgets_them_though_no_more_come(redis_server: Server, clock: Clock) -> None:
    redis = RedisServer(redis_server.new_database(), PATIENT)
    RedisRefusals(redis).add({("wechat", Refusal.STALE): 1}, clock.now)
    with redis.asked() as client:
        assert [0 < client.ttl(key) <= 86400 for key in client.scan_iter()] == [True]


def test_what_cannot_be_written_is_written_later(database: Database, clock: Clock) -> None:
    refusals = Refusals(SqlRefusals(database), clock)
    with database.writing() as connection:
        connection.exec_driver_sql("ALTER TABLE refusals RENAME TO away")
    refusals.count("wechat", Refusal.STALE)
    with pytest.raises(StorageError):
        refusals.write()
    with database.writing() as connection:
        connection.exec_driver_sql("ALTER TABLE away RENAME TO refusals")
    refusals.count("wechat", Refusal.STALE)
    refusals.write()
    assert refusals.since(0) == {("wechat", Refusal.STALE): 2}


def test_what_a_program_before_counted_was_of_the_one_channel_it_knew(
    database: Database, clock: Clock
) -> None:
    with database.writing() as connection:
        connection.exec_driver_sql("INSERT INTO refusals (at, why, count) VALUES (1.0, 'stale', 2)")
    assert Refusals(SqlRefusals(database), clock).since(0) == {("wechat", Refusal.STALE): 2}

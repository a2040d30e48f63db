from __future__ import annotations

import pytest

from bot.doctor.redis import check_redis
from bot.errors import StorageError
from bot.results.diagnosis import Severity
from tests.doctor.findings import bad, severities

WELL = {"aof_enabled": 1, "maxmemory_policy": "noeviction"}


def test_a_redis_that_cannot_be_written_is_an_error() -> None:
    def full() -> None:
        raise StorageError("Redis redis://h 用不了：内存用满了")

    (found,) = bad(check_redis(full, lambda: WELL))
    assert found.severity is Severity.ERROR
    assert "内存用满了" in found.what
    assert severities(check_redis(lambda: None, lambda: WELL)) == ["good"]


@pytest.mark.parametrize(
    ("said", "told"),
    [({"aof_enabled": 0}, "appendonly yes"), ({"maxmemory_policy": "allkeys-lru"}, "noeviction")],
)
def test_one_that_loses_what_it_was_given_is_a_warning(said: dict[str, object], told: str) -> None:
    (found,) = bad(check_redis(lambda: None, lambda: {**WELL, **said}))
    assert found.severity is Severity.WARNING
    assert told in found.step

from __future__ import annotations

import pytest

from bot.doctor.clock import check_clock
from tests.doctor.findings import bad, severities

AWAY = ("微信接口", lambda: None)


@pytest.mark.parametrize(("ours", "says"), [(1000 + 61, "快了 61 秒"), (1000 - 700, "慢了 700 秒")])
def test_a_clock_that_is_off_is_an_error(ours: float, says: str) -> None:
    (found,) = bad(check_clock(lambda: ours, [("微信接口", lambda: 1000.0)]))
    assert says in found.what


def test_a_clock_within_a_minute_is_good() -> None:
    assert severities(check_clock(lambda: 1060.0, [("微信接口", lambda: 1000.0)])) == ["good"]


def test_the_next_clock_is_asked_where_one_is_not_told_and_named() -> None:
    (found,) = bad(check_clock(lambda: 2000.0, [AWAY, ("网址", lambda: 1000.0)]))
    assert found.what == "本机时钟比网址的快了 1000 秒"


def test_where_no_clock_is_told_that_is_said() -> None:
    assert severities(check_clock(lambda: 0.0, [AWAY])) == ["warning"]

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from bot.state.tokens import SqlTokens

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.state.database import Database


@pytest.fixture
def databases(connect: Callable[[], Database]) -> list[Database]:
    """Two workers' connections to one database."""
    return [connect(), connect()]


def test_a_token_is_kept_for_its_lifetime_and_seen_by_every_worker(databases: list[Database]) -> None:
    now = [1000.0]
    one, other = (SqlTokens(database, lambda: now[0]) for database in databases)
    assert one.get("access_token") is None
    one.put("access_token", "t", 100)
    assert other.get("access_token") == "t"
    now[0] += 100
    assert other.get("access_token") is None


def test_a_newer_token_replaces_the_older(databases: list[Database]) -> None:
    tokens = SqlTokens(databases[0])
    tokens.put("a", "1", 100)
    tokens.put("a", "2", 100)
    assert tokens.get("a") == "2"


def test_workers_that_keep_one_at_once_all_go_on(databases: list[Database]) -> None:
    workers = [SqlTokens(database) for database in databases]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda n: workers[n % 2].put("a", str(n), 100), range(40)))
    assert workers[0].get("a") in {str(n) for n in range(40)}

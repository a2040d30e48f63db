from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from bot.state.tables import tokens as table
from bot.state.tokens import SqlTokens
from bot.state.upserts import put

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.state.database import Database

SECRET = b"secret"


@pytest.fixture
def databases(connect: Callable[[], Database]) -> list[Database]:
    """Two workers' connections to one database."""
    return [connect(), connect()]


def test_a_token_is_kept_for_its_lifetime_and_seen_by_every_worker(databases: list[Database]) -> None:
    now = [1000.0]
    one, other = (SqlTokens(database, SECRET, lambda: now[0]) for database in databases)
    assert one.get("access_token") is None
    one.put("access_token", "t", 100)
    assert other.get("access_token") == "t"
    now[0] += 100
    assert other.get("access_token") is None


def test_a_newer_token_replaces_the_older(databases: list[Database]) -> None:
    tokens = SqlTokens(databases[0], SECRET)
    tokens.put("a", "1", 100)
    tokens.put("a", "2", 100)
    assert tokens.get("a") == "2"


def test_workers_that_keep_one_at_once_all_go_on(databases: list[Database]) -> None:
    workers = [SqlTokens(database, SECRET) for database in databases]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda n: workers[n % 2].put("a", str(n), 100), range(40)))
    assert workers[0].get("a") in {str(n) for n in range(40)}


def test_a_token_stands_nowhere_in_the_clear_and_twice_the_same_token_looks_different(
    databases: list[Database],
) -> None:
    tokens = SqlTokens(databases[0], SECRET)
    for name in ("a", "b"):
        tokens.put(name, "geheimes-token", 100)
    with databases[0].reading() as connection:
        kept = [row[0] for row in connection.execute(select(table.c.value))]
    assert len(set(kept)) == 2
    assert not any("geheim" in value or "geheim" in bytes.fromhex(value).decode("latin-1") for value in kept)


@pytest.mark.parametrize("kept", ["in-the-clear", "abcd", "", "00" * 40])
def test_what_was_kept_otherwise_is_fetched_anew(databases: list[Database], kept: str) -> None:
    with databases[0].writing() as connection:
        put(connection, table, {"name": "a", "value": kept, "until": 9e9})
    assert SqlTokens(databases[0], SECRET).get("a") is None


def test_a_token_is_read_with_its_own_secret_and_name_alone(databases: list[Database]) -> None:
    ours = SqlTokens(databases[0], SECRET)
    ours.put("a", "t", 1e9)
    assert SqlTokens(databases[0], b"another").get("a") is None
    with databases[0].writing() as connection:
        row = connection.execute(select(table)).mappings().one()
        put(connection, table, {**row, "name": "b"})
    assert (ours.get("a"), ours.get("b")) == ("t", None)

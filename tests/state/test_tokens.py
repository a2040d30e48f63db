from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from bot.state.memory import connect
from bot.state.tokens import SqlTokens

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Engine


@pytest.fixture
def engines(tmp_path: Path) -> Iterator[list[Engine]]:
    """Two workers' connections to one database."""
    made = [connect(f"sqlite:///{tmp_path / 'b.db'}") for _ in range(2)]
    yield made
    for engine in made:
        engine.dispose()


def test_a_token_is_kept_for_its_lifetime_and_seen_by_every_worker(engines: list[Engine]) -> None:
    now = [1000.0]
    one, other = (SqlTokens(engine, lambda: now[0]) for engine in engines)
    assert one.get("access_token") is None
    one.put("access_token", "t", 100)
    assert other.get("access_token") == "t"
    now[0] += 100
    assert other.get("access_token") is None


def test_a_newer_token_replaces_the_older(engines: list[Engine]) -> None:
    tokens = SqlTokens(engines[0])
    tokens.put("a", "1", 100)
    tokens.put("a", "2", 100)
    assert tokens.get("a") == "2"


def test_workers_that_keep_one_at_once_all_go_on(engines: list[Engine]) -> None:
    workers = [SqlTokens(engine) for engine in engines]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda n: workers[n % 2].put("a", str(n), 100), range(40)))
    assert workers[0].get("a") in {str(n) for n in range(40)}

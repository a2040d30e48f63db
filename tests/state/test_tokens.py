from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from bot.state.memory import connect
from bot.state.tokens import SqlTokens

if TYPE_CHECKING:
    from pathlib import Path


def test_a_token_is_kept_for_its_lifetime_and_seen_by_every_worker(tmp_path: Path) -> None:
    now = [1000.0]
    url = f"sqlite:///{tmp_path / 'b.db'}"
    one, other = (SqlTokens(connect(url), lambda: now[0]) for _ in range(2))
    assert one.get("access_token") is None
    one.put("access_token", "t", 100)
    assert other.get("access_token") == "t"
    now[0] += 100
    assert other.get("access_token") is None


def test_a_newer_token_replaces_the_older(tmp_path: Path) -> None:
    tokens = SqlTokens(connect(f"sqlite:///{tmp_path / 'b.db'}"))
    tokens.put("a", "1", 100)
    tokens.put("a", "2", 100)
    assert tokens.get("a") == "2"


def test_workers_that_keep_one_at_once_all_go_on(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'b.db'}"
    workers = [SqlTokens(connect(url)) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda n: workers[n % 4].put("a", str(n), 100), range(40)))
    assert workers[0].get("a") in {str(n) for n in range(40)}

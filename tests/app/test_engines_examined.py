"""The doctor before real engines: what it tells of each when that is well, badly set, and away."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import psycopg
import pytest

from bot.app.examination import Examination
from bot.app.web_service import WebService
from bot.results.diagnosis import Severity
from bot.settings import load_settings
from tests.doctor.findings import bad
from tests.journeys.publishing import states
from tests.journeys.searching import publish
from tests.postgresql import running as postgresql_running
from tests.redis_server import running as redis_running

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from bot.results.diagnosis import Diagnosis
    from bot.retrieval.dictionary import Dictionary
    from tests.opensearch.cluster import Cluster
    from tests.postgresql import Server as PostgresqlServer

    Serving = Callable[..., AbstractContextManager[WebService]]

PATIENCE = 20.0
"""Seconds for which whoever called the doctor waits at most."""


@pytest.fixture
def serving(
    dictionary: Dictionary, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Callable[..., AbstractContextManager[WebService]]:
    @contextmanager
    def opened(**engines: str) -> Iterator[WebService]:
        """A service on engines; by its environment too, as whom it starts reads them there."""
        own = {"DATABASE_URL": f"sqlite:///{tmp_path / 'baigu.db'}", "SECRET_KEY": "test", **engines}
        for name, value in own.items():
            monkeypatch.setenv(f"BAIGU_{name}", value)
        service = WebService(load_settings(_env_file=None), dictionary=dictionary)
        yield service
        service.close()

    return opened


def found_of(name: str, service: WebService) -> list[Diagnosis]:
    """What the doctor finds of an engine, in time."""
    began = time.monotonic()
    found = [one for one in Examination(service).diagnoses() if name in one.what]
    assert time.monotonic() - began < PATIENCE
    return found


def the_bad(name: str, service: WebService) -> Diagnosis:
    (found,) = bad(found_of(name, service))
    return found


def test_a_postgresql_that_is_well_is_good(serving: Serving, postgresql: PostgresqlServer) -> None:
    with serving(DATABASE_URL=postgresql.new_database()) as service:
        found = found_of("数据库", service)
    assert not bad(found)
    assert "数据库能写" in [one.what for one in found]


def test_a_postgresql_that_may_only_be_read_is_told(serving: Serving, postgresql: PostgresqlServer) -> None:
    url = postgresql.new_database()
    with serving(DATABASE_URL=url) as service:
        service.database.make()
        with psycopg.connect(url, autocommit=True) as other:
            name = other.execute("SELECT current_database()").fetchone()
            assert name
            other.execute(f"ALTER DATABASE {name[0]} SET default_transaction_read_only = on".encode())
    with serving(DATABASE_URL=url) as service:
        found = the_bad("数据库写不进去", service)
    assert found.severity is Severity.ERROR


def test_a_postgresql_that_is_frozen_then_gone_is_told_in_time(serving: Serving) -> None:
    def examined(*, is_well: bool) -> None:
        with serving(DATABASE_URL=url) as service:  # as the command does, which knows no connection yet
            severities = {one.severity for one in found_of("数据库", service)}
        assert severities == {Severity.GOOD if is_well else Severity.ERROR}

    with postgresql_running() as server:
        url = server.new_database()
        examined(is_well=True)
        with server.frozen():
            examined(is_well=False)
        server.crash()
        examined(is_well=False)
        server.begin_again()
        examined(is_well=True)


def test_a_redis_that_is_well_frozen_full_or_gone_is_told_as_such(serving: Serving) -> None:
    with redis_running() as server, serving(REDIS_URL=server.new_database()) as service:
        server.client().config_set("maxmemory-policy", "noeviction")
        assert [one.what for one in found_of("Redis", service)] == ["Redis 能写"]
        server.client().config_set("maxmemory", "1")
        assert "内存用满了" in the_bad("Redis", service).what
        server.client().config_set("maxmemory", "0")
        with server.frozen():
            assert "没有答复" in the_bad("Redis", service).what
        server.crash()
        assert "连不上" in the_bad("Redis", service).what
        server.begin_again()
        assert not bad(found_of("Redis", service))


def test_a_redis_that_would_lose_what_it_is_given_is_told_how_to_be_set(serving: Serving) -> None:
    lossy = ("--appendonly", "no", "--maxmemory-policy", "allkeys-lru")
    with redis_running(*lossy) as server, serving(REDIS_URL=server.new_database()) as service:
        found = bad(found_of("Redis", service))
    assert [one.severity for one in found] == [Severity.WARNING] * 2
    assert ["appendonly yes" in found[0].step, "noeviction" in found[1].step] == [True, True]


def test_an_opensearch_is_told_by_what_it_has_of_the_release(
    serving: Serving, opensearch: Cluster, tmp_path: Path
) -> None:
    with serving(SEARCH_URL=opensearch.new_url(), SEARCH_REPLICAS="0") as service:
        assert "还没有索引" in the_bad("OpenSearch", service).what
        publish(service.settings.database_url)
        index, passages = held(service)
        told = [one.what.partition("，")[0] for one in found_of("OpenSearch", service)]
        assert told == ["OpenSearch 2.19.6 在应答", f"这一版的 {passages} 段都在 OpenSearch 里"]
        server = service.engine.server if service.engine else None
        assert server
        server.ask("PUT", f"/{index}/_settings", {"index": {"number_of_replicas": 1}})
        assert "yellow" in the_bad("OpenSearch", service).what
        server.ask("PUT", f"/{index}/_settings", {"index": {"number_of_replicas": 0}})
        server.ask("DELETE", f"/{index}/_doc/p0?refresh=true")
        assert the_bad("OpenSearch", service).what == (
            f"OpenSearch 里有 {passages - 1} 段，这一版有 {passages} 段"
        )
        publish(service.settings.database_url, states(tmp_path, 0)["乙"], after=1)
        service.editions.look()
        found = the_bad("OpenSearch", service)
        assert (found.severity, "不是这一版" in found.what) == (Severity.WARNING, True)


def test_an_opensearch_that_is_frozen_is_told_in_time(serving: Serving, opensearch: Cluster) -> None:
    with serving(SEARCH_URL=opensearch.new_url(), SEARCH_REPLICAS="0") as service:
        with opensearch.nodes[0].frozen():
            found = the_bad("OpenSearch", service)
        assert "OpenSearch 没有应答" in found.what
        assert "还没有索引" in the_bad("OpenSearch", service).what


def held(service: WebService) -> tuple[str, int]:
    """What a service answers from, once all of it is in the engine: the index and its passages."""
    service.editions.look()
    assert service.engine
    until = time.monotonic() + PATIENCE
    while not service.engine.is_complete:
        assert time.monotonic() < until
        service.engine.tend()
    index = service.stored_index()
    assert index
    return index

from __future__ import annotations

import secrets
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from bot.errors import SettingsError, StorageError
from bot.model import Answer, Conversation, Question, Reply, Status
from bot.state.redis_memory import RedisMemory
from bot.state.redis_outbox import RedisOutbox
from bot.state.redis_server import RedisServer, key_of
from tests.away import killed
from tests.journeys.service import free_port
from tests.redis_server import running
from tests.state.conftest import PATIENT
from tests.state.remembered import conversation, reply_to
from tests.waiting import wait

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.state.exchange import Exchange
    from tests.redis_cluster import Cluster
    from tests.redis_server import Server

ANSWER, REPLY, TALK = (
    Answer(Status.ANSWERED, "answered"),
    Reply("答", Status.ANSWERED),
    Conversation(unit="u"),
)


def memory(url: str, within: float = PATIENT) -> RedisMemory:
    return RedisMemory(RedisServer(url, within), lambda _person, _at: True)


def keep(held: RedisMemory, key: str) -> Reply:
    return held.keep(Question("问", person="p", key=key), ANSWER, REPLY, TALK)


def test_one_that_is_frozen_is_not_waited_for(redis_server: Server) -> None:
    held = memory(redis_server.new_database(), 0.5)
    wait(lambda: held_by(held) == Conversation())
    silence = pytest.raises(StorageError, match=r"0\.5 秒里没有答复")
    with ThreadPoolExecutor(1) as pool, redis_server.frozen(), silence:
        pool.submit(keep, held, "k").result(timeout=4.5)  # the library would wait for 5
    wait(lambda: held_by(held) == TALK)  # it did what it had been sent


def test_one_that_was_killed_is_used_again_when_it_is_back_with_what_it_had() -> None:
    with running() as server:
        held = memory(server.new_database())
        keep(held, "k")
        server.crash()
        with pytest.raises(StorageError, match="连不上"):
            conversation(held, "p")
        server.begin_again()
        assert conversation(held, "p") == TALK


def test_one_that_is_full_says_so_and_loses_nothing(redis_server: Server) -> None:
    held, client = memory(redis_server.new_database()), redis_server.client()
    keep(held, "k")
    client.config_set("maxmemory", "1")
    try:
        for write in (lambda: keep(held, "k2"), held.try_writing, lambda: held.forget("p")):
            with pytest.raises(StorageError, match="内存用满了"):
                write()
        assert reply_to(held, "k") == REPLY
        assert reply_to(held, "k2") is None
    finally:
        client.config_set("maxmemory", "0")
    assert keep(held, "k2") == REPLY


def test_a_password_that_is_wrong_is_told_and_none_is_shown(redis_server: Server) -> None:
    with pytest.raises(StorageError, match="密码不对") as told:
        memory(f"unix://nobody:geheim@{redis_server.socket}").try_writing()
    assert "geheim" not in str(told.value)


def test_an_address_that_is_none_is_told() -> None:
    with pytest.raises(SettingsError, match="BAIGU_REDIS_URL 里的 h:port"):
        RedisServer("redis://h:port")


def test_without_the_package_it_is_said_what_to_install() -> None:
    code = "import sys; sys.modules['redis'] = None; import bot.state.redis_server"
    said = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert "SettingsError: 用 Redis 还缺 redis 这个包；运行 pip install 'baigu[redis]'" in said.stderr


def test_what_waits_is_written_before_it_is_let_go_of(redis_server: Server) -> None:
    redis, taken = RedisServer(redis_server.new_database(), PATIENT), list[str]()
    held = RedisMemory(redis, lambda _person, _at: True)
    for key in "abc":
        keep(held, key)

    def fails(_entries: Sequence[Exchange]) -> None:
        raise StorageError("数据库用不了")

    with pytest.raises(StorageError):
        RedisOutbox(redis, fails, at_once=2).deliver()
    outbox = RedisOutbox(
        redis, lambda entries: taken.extend(one["entry"]["key"] for one in entries), at_once=2
    )
    assert outbox.count() == 3
    outbox.deliver()
    assert (outbox.count(), sorted(taken)) == (0, ["a", "b", "c"])


def test_when_the_first_of_those_that_are_watched_over_dies_the_other_goes_on() -> None:
    first_port, other_port, port = free_port(), free_port(), free_port()
    watching = f"sentinel monitor baigu 127.0.0.1 {first_port} 1\nsentinel failover-timeout baigu 3000\n"
    replica = (
        "--port",
        str(other_port),
        "--replicaof",
        f"127.0.0.1 {first_port}",
        "--repl-diskless-sync-delay",
        "0",
    )
    with (
        running("--port", str(first_port), "--repl-diskless-sync-delay", "0") as first,
        running(*replica),
        running("--sentinel", "--port", str(port), settings=watching) as sentinel,
    ):
        watcher = sentinel.client()
        wait(lambda: bool(watcher.execute_command("SENTINEL REPLICAS", "baigu")))
        held = memory(f"redis+sentinel://127.0.0.1:{port}/baigu")
        keep(held, "k")
        wait(lambda: first.client().wait(1, 5000) == 1)
        first.crash()
        # Only now, else a busy machine's may be taken for dead.
        watcher.execute_command("SENTINEL SET", "baigu", "down-after-milliseconds", 300)
        wait(lambda: held_by(held) == TALK)
        assert keep(held, "k2") == REPLY


def held_by(held: RedisMemory) -> Conversation | None:
    try:
        held.try_writing()
        return conversation(held, "p")
    except StorageError:
        return None


def test_of_a_cluster_only_the_server_is_asked_that_keeps_what_is_ours(redis_cluster: Cluster) -> None:
    redis = RedisServer(redis_cluster.emptied(), PATIENT)
    assert redis.about()["maxmemory_policy"] == "noeviction"
    with killed(redis_cluster.stranger().server):
        unheard = f"return '{secrets.token_hex(8)}'"  # which no server has run before
        assert redis.run(unheard, [key_of("tried")], [])
    redis_cluster.wait()
    redis.close()

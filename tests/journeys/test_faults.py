"""What goes wrong around a running service: each person gets an answer in time, and each exchange counts once."""

from __future__ import annotations

import os
import shutil
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, closing
from typing import TYPE_CHECKING

import pytest
from sqlalchemy.engine import make_url

from tests.http import Says, serving
from tests.journeys.disk import filled, small_disk
from tests.journeys.hostile import besieged
from tests.journeys.messages import now, reply_to, send
from tests.journeys.service import Running, running
from tests.link import laid
from tests.postgresql import running as postgresql_running
from tests.redis_server import running as redis_running
from tests.wechat.counterpart import text_message

if TYPE_CHECKING:
    from pathlib import Path

    from tests.link import Link
    from tests.postgresql import Server as PostgresqlServer
    from tests.redis_server import Server as RedisServer

QUESTION, ANSWER = "小区停车乱怎么办", "小区党员与我们一起积极帮忙联系车主挪车"
IN_TIME = 2.0
"""Seconds."""


class Phone:
    """Somebody who asks the same service again and again, and notes what comes back how late."""

    def __init__(self, service: Running) -> None:
        self.service = service
        self.asked = 0
        self.slowest = 0.0

    def ask(self, text: str = QUESTION, person: str = "oFault") -> str:
        self.asked += 1
        return self.again(text, person)

    def again(self, text: str = QUESTION, person: str = "oFault") -> str:
        """The same message once more, as WeChat delivers it where the first try failed."""
        started = time.monotonic()
        root = reply_to(self.service, text_message(text, person=person, msg_id=str(self.asked)))
        self.slowest = max(self.slowest, time.monotonic() - started)
        assert root is not None
        return root.findtext("Content") or ""

    def is_well(self) -> bool:
        """What health says; it may take a little until all is brought in."""
        return health(self.service)[0] == "ok"

    def recovers(self) -> bool:
        until = time.monotonic() + 20
        while time.monotonic() < until:
            # Each process looks for itself; a few in a row have asked both.
            if all(self.is_well() for _ in range(6)):
                return True
            time.sleep(0.3)
        return False


def health(service: Running) -> list[str]:
    return service.got("/readyz").splitlines()


def page(service: Running) -> str:
    return service.got("/")


def goes_through(phone: Phone) -> None:
    """What holds while the database is away."""
    assert ANSWER in phone.ask()
    assert ANSWER in phone.again()
    assert "读不到" in phone.ask("2")
    assert "<h1" in page(phone.service)
    assert health(phone.service)[0] == "degraded"
    assert phone.slowest < IN_TIME


def has_come_through(phone: Phone) -> None:
    """What holds once it is back."""
    assert phone.recovers()
    assert ANSWER in phone.ask()
    until = time.monotonic() + 10
    while phone.service.journal() != phone.asked and time.monotonic() < until:
        time.sleep(0.1)  # from Redis entries come a little later
    assert phone.service.journal() == phone.asked
    assert not any((phone.service.folder / "var" / "spool").glob("*/*"))


def test_a_log_that_cannot_be_written_costs_nobody_an_answer(tmp_path: Path) -> None:
    with running(tmp_path, log_to="/dev/full") as service:
        phone = Phone(service)
        assert ANSWER in phone.ask()
        assert service.journal() == 1


def test_another_writer_who_keeps_the_lock(tmp_path: Path) -> None:
    with running(tmp_path) as service:
        phone = Phone(service)
        assert ANSWER in phone.ask()
        with closing(sqlite3.connect(tmp_path / "baigu.db", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            goes_through(phone)
            other.execute("ROLLBACK")
        has_come_through(phone)


def test_a_database_file_that_vanishes_and_comes_back(tmp_path: Path) -> None:
    with running(tmp_path) as service:
        phone = Phone(service)
        assert ANSWER in phone.ask()
        (tmp_path / "elsewhere").mkdir()
        files = [*tmp_path.glob("baigu.db*")]
        for file in files:
            file.rename(tmp_path / "elsewhere" / file.name)
        goes_through(phone)
        for file in files:
            (tmp_path / "elsewhere" / file.name).rename(file)
        has_come_through(phone)


def test_a_database_that_is_damaged_when_the_service_starts(tmp_path: Path) -> None:
    with running(tmp_path) as service:
        phone = Phone(service)
        assert ANSWER in phone.ask()
    good = tmp_path / "good.db"
    (tmp_path / "baigu.db").rename(good)
    (tmp_path / "baigu.db").write_bytes(b"no database" * 1000)
    with running(tmp_path) as service:
        phone.service = service
        goes_through(phone)
        good.replace(tmp_path / "baigu.db")
        has_come_through(phone)


@pytest.mark.skipif(os.geteuid() != 0, reason="mounts a small file system, which takes root")
@pytest.mark.parametrize("is_spool_full", [False, True])
def test_a_disk_that_is_full(tmp_path: Path, *, is_spool_full: bool) -> None:
    with small_disk(tmp_path / "small") as small:
        home = small if is_spool_full else tmp_path
        with running(home, DATABASE_URL=f"sqlite:///{small / 'baigu.db'}") as service:
            phone = Phone(service)
            assert ANSWER in phone.ask()
            with filled(small):
                assert shutil.disk_usage(small).free == 0
                recorded = service.journal()
                assert ANSWER in phone.ask()
                assert ANSWER in phone.ask(person="oAnother")
                assert phone.slowest < IN_TIME
                if is_spool_full:
                    # SQLite writes over what its log has room for: as many messages as that takes.
                    more = (number for number in range(300) if "还没有记录" not in health(service)[-1])
                    for number in more:
                        assert ANSWER in phone.ask(person=f"o{number}")
                    told = {health(service)[-1] for _ in range(8)}  # whichever of its processes is asked
                    assert len(told) == 1
                    assert "还没有记录" in told.pop()
            assert service.journal() >= recorded
            has_come_through(phone)


def on_server(folder: Path, url: str) -> AbstractContextManager[Running]:
    return running(folder, DATABASE_URL=url, SECRET_KEY="the secret of these tests")


def test_a_server_that_is_frozen(tmp_path: Path) -> None:
    with postgresql_running() as server, on_server(tmp_path, server.new_database()) as service:
        phone = Phone(service)
        assert ANSWER in phone.ask()
        with server.frozen():
            for number in range(3):
                assert ANSWER in phone.ask(person=f"oFrozen{number}")
            goes_through(phone)
        has_come_through(phone)


def test_a_server_that_is_killed_and_comes_back(tmp_path: Path) -> None:
    with postgresql_running() as server, on_server(tmp_path, server.new_database()) as service:
        phone = Phone(service)
        assert ANSWER in phone.ask()
        server.crash()
        goes_through(phone)
        server.begin_again()
        has_come_through(phone)


def test_a_server_that_is_not_there_when_the_service_starts(tmp_path: Path) -> None:
    with postgresql_running() as server:
        url = server.new_database()
        server.crash()
        with on_server(tmp_path, url) as service:
            phone = Phone(service)
            goes_through(phone)
            server.begin_again()
            has_come_through(phone)


def survives(phone: Phone, link: Link) -> None:
    """What holds where a line is slower than anybody waits, or loses all that is sent."""
    assert ANSWER in phone.ask()
    for trouble in (link.slow(1.0), link.lost()):
        with trouble:
            goes_through(phone)
        has_come_through(phone)


def test_a_server_to_which_the_line_is_slow_then_lost(postgresql: PostgresqlServer, tmp_path: Path) -> None:
    with laid(postgresql.socket) as link:
        url = make_url(postgresql.new_database()).set(host="127.0.0.1", port=link.port, query={})
        with on_server(tmp_path, url.render_as_string()) as service:
            survives(Phone(service), link)


def test_redis_to_which_the_line_is_slow_then_lost(redis_server: RedisServer, tmp_path: Path) -> None:
    number = redis_server.new_database().rpartition("=")[2]
    with (
        laid(redis_server.socket) as link,
        running(tmp_path, REDIS_URL=f"redis://127.0.0.1:{link.port}/{number}") as service,
    ):
        survives(Phone(service), link)


def test_redis_that_two_services_share_is_not_there_then_fills_up_and_freezes(tmp_path: Path) -> None:
    home, database = tmp_path / "other", f"sqlite:///{tmp_path / 'baigu.db'}"
    home.mkdir()
    with redis_running() as redis:
        both = {"DATABASE_URL": database, "REDIS_URL": redis.new_database(), "SECRET_KEY": "of both"}
        redis.crash()
        with running(tmp_path, 1, **both) as one, running(home, 1, **both) as other:
            phone, twin = Phone(one), Phone(other)
            goes_through(phone)
            redis.begin_again()
            has_come_through(phone)
            redis.client().config_set("maxmemory", "1")
            assert ANSWER in phone.ask()
            assert "内存用满了" in health(one)[1]
            redis.client().config_set("maxmemory", "0")
            with redis.frozen():
                goes_through(phone)
            assert phone.recovers()
            are_one(phone, twin, tmp_path / "baigu.db")


def are_one(phone: Phone, twin: Phone, database: Path) -> None:
    """What holds of two services on one Redis, though their database is away."""
    with closing(sqlite3.connect(database, isolation_level=None)) as locking:
        locking.execute("BEGIN IMMEDIATE")
        assert "1" in phone.ask("防排处")
        twin.asked = phone.asked
        assert "泵站开放日" in twin.ask("2")
        assert "Redis 里等着" in health(phone.service)[1]
        assert max(phone.slowest, twin.slowest) < IN_TIME
        locking.execute("ROLLBACK")
    phone.asked = twin.asked = twin.asked + 1
    with ThreadPoolExecutor(2) as pool:  # one message, delivered to both
        assert len(set(pool.map(lambda which: which.again(), (phone, twin)))) == 1
    has_come_through(phone)
    assert "删除" in phone.ask("删除我的记录")
    assert phone.service.journal("person is not null") == 0
    twin.asked = phone.asked
    assert "泵站开放日" not in twin.ask("2")


def test_two_messages_of_one_person_at_once_get_two_answers(tmp_path: Path) -> None:
    with postgresql_running() as server, on_server(tmp_path, server.new_database()) as service:
        with ThreadPoolExecutor(8) as pool:
            told = list(
                pool.map(
                    lambda n: reply_to(service, text_message(QUESTION, person="oQuick", msg_id=str(n))),
                    range(40),
                )
            )
        assert all(root is not None and ANSWER in (root.findtext("Content") or "") for root in told)
        assert service.journal() == 40


def test_who_leaves_while_the_database_is_away_is_erased_when_it_is_back(tmp_path: Path) -> None:
    with running(tmp_path) as service:
        phone = Phone(service)
        phone.ask(person="oLeaving")
        phone.ask(person="oStaying")
        with closing(sqlite3.connect(tmp_path / "baigu.db", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            assert "已经记下" in phone.ask("删除我的记录", person="oLeaving")
            other.execute("ROLLBACK")
        assert phone.recovers()
        assert service.rows("replies", "reply <> ''") == 2  # who stayed, and to nobody that it will be done
        assert service.journal() == 3
        assert service.journal("person is not null") == 1
        assert service.journal("question like '%停车%'") == 1


def test_wechat_s_interface_that_is_away_holds_up_nobody(tmp_path: Path) -> None:
    with (
        serving(lambda _: Says(after=30)) as silent,
        running(tmp_path, APP_SECRET="secret", API_URL=silent) as service,
    ):
        phone = Phone(service)
        assert ANSWER in phone.ask()
        started = time.monotonic()
        service.got("/share?url=https://baigu.example/", 404)  # shared without a card
        assert "<h1" in page(service)
        assert time.monotonic() - started < IN_TIME
        assert phone.slowest < IN_TIME
        assert health(service) == ["ok"]
        assert service.journal() == 1


_JUMPING = """
import time
real = time.time
time.time = lambda: real() + float(open({file!r}).read())
"""
"""libfaketime would do for any program, but ends Python's sleep with an error."""


def test_a_clock_that_jumps(tmp_path: Path) -> None:
    file = tmp_path / "jump"

    def jumps(seconds: int) -> None:
        (tmp_path / "next").write_text(str(seconds), "ascii")
        (tmp_path / "next").replace(file)  # half a number would be another time

    jumps(0)
    with running(tmp_path, first=_JUMPING.format(file=str(file))) as service:
        phone = Phone(service)
        assert ANSWER in phone.ask()
        for seconds in (300, -300):  # within ten minutes messages are taken
            jumps(seconds)
            assert ANSWER in phone.ask()
            assert ANSWER in phone.again()
            assert health(service) == ["ok"]
        for seconds in (1200, -1200):
            jumps(seconds)
            refused = send(service, now().sent(text_message(QUESTION), "safe"))
            assert (refused.status, refused.body) == (403, b"stale\n")
            assert health(service) == ["ok"]
        jumps(0)
        has_come_through(phone)
        assert phone.slowest < IN_TIME
        assert 'baigu_refused_total{channel="wechat",why="stale"} 2.0' in service.got("/metrics")


def test_visitors_who_send_slowly_and_ask_long_do_not_keep_wechat_waiting(tmp_path: Path) -> None:
    with running(tmp_path) as service, besieged(service):
        phone = Phone(service)
        for number in range(10):
            assert ANSWER in phone.ask(person=f"oPatient{number}")
        assert phone.slowest < IN_TIME

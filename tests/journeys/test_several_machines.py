"""Three services that start at once behind nginx, on one PostgreSQL and one Redis: one service to those who write to it."""

from __future__ import annotations

import os
import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from bot.corpus.archive import pack
from bot.corpus.folder import KnowledgeFolder
from bot.model import Release
from bot.state.database import Database
from bot.state.releases import Releases
from tests.builders import KNOWLEDGE
from tests.journeys.messages import connect, reply_to
from tests.journeys.service import running
from tests.nginx import running as nginx_running
from tests.wechat.counterpart import text_message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.journeys.service import Running
    from tests.postgresql import Server as PostgresqlServer
    from tests.redis_server import Server as RedisServer

QUESTION, ANSWER = "小区停车乱怎么办", "小区党员与我们一起积极帮忙联系车主挪车"
PATIENCE = 20


class Office:
    """The machines, what stands before them, and how many different messages were sent."""

    def __init__(self, machines: list[Running], url: str) -> None:
        self.machines = machines
        self.front = replace(machines[0], url=url)
        self.sent = 0
        self._sending = threading.Lock()

    def ask(self, *machines: Running) -> tuple[set[str], float]:
        """What is replied to one new message, delivered at once to each of them, and how late; else through nginx."""
        with self._sending:
            self.sent += 1
            xml = text_message(QUESTION, person=f"o{self.sent}", msg_id=str(self.sent))
        began = time.monotonic()
        with ThreadPoolExecutor(3) as pool:
            replies = pool.map(lambda machine: reply_to(machine, xml), machines or (self.front,))
            told = {root.findtext("Content") or "" for root in replies if root is not None}
        return told, time.monotonic() - began

    def journal(self) -> int:
        """How many entries there are, once those in Redis have come."""
        until = time.monotonic() + PATIENCE
        while (count := self.front.journal()) < self.sent and time.monotonic() < until:
            time.sleep(0.1)
        return count


@pytest.fixture(scope="module")
def office(
    postgresql: PostgresqlServer, redis_server: RedisServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Office]:
    shared = {
        "DATABASE_URL": postgresql.new_database(),
        "REDIS_URL": redis_server.new_database(),
        "SECRET_KEY": "one for all",
    }
    with ExitStack() as until, ThreadPoolExecutor(3) as pool:

        def start(number: int) -> Running:
            home = tmp_path_factory.mktemp(f"machine{number}")
            return until.enter_context(running(home, workers=1, **shared))

        machines = list(pool.map(start, range(3)))
        hosts = [urlsplit(machine.url).netloc for machine in machines]
        url = until.enter_context(nginx_running(tmp_path_factory.mktemp("nginx"), hosts))
        yield Office(machines, url)
        for machine in machines:
            machine.process.terminate()  # all at once, for each takes its time


def test_who_start_at_once_on_an_empty_database_are_all_ready_and_tell_codes(office: Office) -> None:
    for machine in office.machines:
        assert machine.got("/readyz") == "ok\n"
        assert "用一次性口令" in (machine.folder / "service.log").read_text("utf-8")


def test_a_message_that_reaches_all_gets_one_reply_and_counts_once(office: Office) -> None:
    (told,), _ = office.ask(*office.machines)
    assert ANSWER in told
    assert office.journal() == office.sent


def test_what_somebody_asks_of_all_is_counted_together(office: Office) -> None:
    def search(number: int) -> int:
        connection = connect(office.machines[number % 3].url)
        with closing(connection):
            connection.request("GET", "/search?q=a", headers={"X-Forwarded-For": "203.0.113.9"})
            return connection.getresponse().status

    assert [search(number) for number in range(62)] == [200] * 60 + [429] * 2


def test_what_is_published_is_taken_up_by_all(office: Office) -> None:
    knowledge, database = KnowledgeFolder(KNOWLEDGE), Database(office.front.database)
    release = Release(knowledge.load().version, "小李", "第一次", 4)
    Releases(database).publish(release, pack(knowledge.files), 0)
    database.dispose()
    until = time.monotonic() + PATIENCE
    while not all("\nbaigu_release 1.0" in machine.got("/metrics") for machine in office.machines):
        assert time.monotonic() < until
        time.sleep(0.1)


def test_one_that_freezes_then_dies_costs_nobody_an_answer(office: Office) -> None:
    last = office.machines[2]
    processes = [last.process.pid, *last.workers()]
    for process in processes:
        os.kill(process, signal.SIGSTOP)
    with ThreadPoolExecutor(6) as pool:
        told = list(pool.map(lambda _: office.ask(), range(6)))
    assert all(ANSWER in reply for replies, _ in told for reply in replies)
    assert 1.9 < max(late for _, late in told) < 4
    for process in processes:
        os.kill(process, signal.SIGCONT)  # now it answers what it was sent, and nobody waits for that
    assert office.journal() == office.sent
    for process in processes:
        os.kill(process, signal.SIGKILL)
    told = [office.ask() for _ in range(6)]
    assert all(ANSWER in reply for replies, _ in told for reply in replies)
    assert max(late for _, late in told) < 1.5
    assert office.journal() == office.sent

"""Three services that start at once behind nginx, on one PostgreSQL and one Redis: one service to those who write to it."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from typing import TYPE_CHECKING

import pytest

from bot.corpus.archive import pack
from bot.corpus.folder import KnowledgeFolder
from bot.model import Release
from bot.state.database import Database
from bot.state.releases import Releases
from tests.away import together
from tests.builders import KNOWLEDGE
from tests.journeys.messages import connect, reply_to
from tests.journeys.several import MACHINES, opened
from tests.wechat.counterpart import text_message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.journeys.service import Running
    from tests.journeys.several import Office
    from tests.postgresql import Server as PostgresqlServer
    from tests.redis_server import Server as RedisServer

QUESTION, ANSWER = "小区停车乱怎么办", "小区党员与我们一起积极帮忙联系车主挪车"
PATIENCE = 20


class Residents:
    """Who writes to an office; each message is of somebody else."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.sent = 0
        self._sending = threading.Lock()

    def message(self) -> str:
        """A new one."""
        with self._sending:
            self.sent += 1
            return text_message(QUESTION, person=f"o{self.sent}", msg_id=str(self.sent))

    def ask(self, *machines: Running) -> tuple[set[str], float]:
        """What is replied to one new message, delivered at once to each of them, and how late; else through nginx."""
        xml = self.message()
        began = time.monotonic()
        with ThreadPoolExecutor(MACHINES) as pool:
            replies = pool.map(lambda machine: reply_to(machine, xml), machines or (self.office.front,))
            told = {root.findtext("Content") or "" for root in replies if root is not None}
        return told, time.monotonic() - began

    def are_recorded(self) -> bool:
        """Whether each message has one entry, once those in Redis have come; several machines may bring the same at first."""
        until = time.monotonic() + PATIENCE
        while (count := self.office.front.journal()) != self.sent and time.monotonic() < until:
            time.sleep(0.1)
        return count == self.sent


@pytest.fixture(scope="module")
def residents(
    postgresql: PostgresqlServer, redis_server: RedisServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Residents]:
    with opened(tmp_path_factory.mktemp("office"), postgresql, redis_server.new_database()) as office:
        yield Residents(office)


def test_who_start_at_once_on_an_empty_database_are_all_ready_and_tell_codes(residents: Residents) -> None:
    for machine in residents.office.machines:
        assert machine.got("/readyz") == "ok\n"
        assert "用一次性口令" in (machine.folder / "service.log").read_text("utf-8")


def test_a_message_that_reaches_all_gets_one_reply_and_counts_once(residents: Residents) -> None:
    (told,), _ = residents.ask(*residents.office.machines)
    assert ANSWER in told
    assert residents.are_recorded()


def test_what_somebody_asks_of_all_is_counted_together(residents: Residents) -> None:
    def search(number: int) -> int:
        connection = connect(residents.office.machines[number % MACHINES].url)
        with closing(connection):
            connection.request("GET", "/search?q=a", headers={"X-Forwarded-For": "203.0.113.9"})
            return connection.getresponse().status

    assert [search(number) for number in range(62)] == [200] * 60 + [429] * 2


def test_what_is_published_is_taken_up_by_all(residents: Residents) -> None:
    knowledge, database = KnowledgeFolder(KNOWLEDGE), Database(residents.office.front.database)
    release = Release(knowledge.load().version, "小李", "第一次", 4)
    Releases(database).publish(release, pack(knowledge.files), 0)
    database.dispose()
    until = time.monotonic() + PATIENCE
    while not all("\nbaigu_release 1.0" in one.got("/metrics") for one in residents.office.machines):
        assert time.monotonic() < until
        time.sleep(0.1)


def test_none_is_kept_waiting_because_all_were_silent_before(residents: Residents) -> None:
    messages, front = [residents.message() for _ in range(3 * MACHINES)], residents.office.front

    def try_in_vain(xml: str) -> None:
        with suppress(OSError, AssertionError):
            reply_to(front, xml)

    with together(map(residents.office.frozen, range(MACHINES))), ThreadPoolExecutor(len(messages)) as people:
        list(people.map(try_in_vain, messages))
    told = [reply_to(front, xml) for xml in messages]  # nginx answers by itself while it takes all to be dead
    assert all(root is not None and ANSWER in (root.findtext("Content") or "") for root in told)
    assert residents.are_recorded()


def test_one_that_freezes_then_dies_costs_nobody_an_answer(residents: Residents) -> None:
    with residents.office.frozen(2), ThreadPoolExecutor(6) as pool:
        told = list(pool.map(lambda _: residents.ask(), range(6)))
    assert all(ANSWER in reply for replies, _ in told for reply in replies)
    assert 1.9 < max(late for _, late in told) < 4
    assert (
        residents.are_recorded()
    )  # though the one that froze now answers as well, and nobody waits for that
    residents.office.kill(2)
    told = [residents.ask() for _ in range(6)]
    assert all(ANSWER in reply for replies, _ in told for reply in replies)
    assert max(late for _, late in told) < 1.5
    assert residents.are_recorded()

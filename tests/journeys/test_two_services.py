"""Two services, started in two folders, on one database: they are one service to those who write to it."""

from __future__ import annotations

import http.client
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from bot.state.database import Database
from bot.state.withholdings import Withholdings
from tests.journeys.messages import reply_to
from tests.journeys.service import running
from tests.wechat.counterpart import text_message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.journeys.service import Running
    from tests.postgresql import Server

PATIENCE = 20


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def settings(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What both are told."""
    if request.param == "sqlite":
        return {"DATABASE_URL": f"sqlite:///{tmp_path_factory.mktemp('shared') / 'baigu.db'}"}
    url: str = request.getfixturevalue("postgresql").new_database()
    return {"DATABASE_URL": url, "SECRET_KEY": "one for both"}


@pytest.fixture(scope="module")
def start(
    settings: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[], Running]]:
    """Starts a service in a folder of its own."""
    with ExitStack() as until:

        def start() -> Running:
            return until.enter_context(running(tmp_path_factory.mktemp("home"), workers=1, **settings))

        yield start


@pytest.fixture(scope="module")
def both(start: Callable[[], Running]) -> tuple[Running, Running]:
    return start(), start()


def said(service: Running, text: str, person: str, msg_id: str) -> str:
    root = reply_to(service, text_message(text, person=person, msg_id=msg_id))
    assert root is not None
    return root.findtext("Content") or ""


def test_a_message_delivered_to_both_counts_once_and_gets_one_reply(both: tuple[Running, Running]) -> None:
    before = both[0].journal()
    with ThreadPoolExecutor(2) as pool:
        for number in range(5):
            deliver = lambda service, n=number: said(service, "小区停车乱怎么办", "oTwice", f"10{n}")  # noqa: E731
            one, other = pool.map(deliver, both)
            assert one == other
            assert "市方志办" in one
    assert both[0].journal() == before + 5


def test_one_continues_the_conversation_of_the_other(both: tuple[Running, Running]) -> None:
    one, other = both
    assert "1" in said(one, "防排处", "oTalks", "201")
    assert "泵站开放日" in said(other, "2", "oTalks", "202")
    assert "泵站开放日" not in said(other, "2", "oStranger", "203")


def test_one_erases_what_the_other_keeps(both: tuple[Running, Running]) -> None:
    one, other = both
    said(one, "小区停车乱怎么办", "oLeaves", "301")
    kept = counts(one)
    assert "删除" in said(other, "删除我的记录", "oLeaves", "302")
    assert counts(one) == [count - 1 for count in kept]


def counts(service: Running) -> list[int]:
    """Of all that is kept of persons."""
    known = "person is not null"
    return [service.rows("replies", known), service.rows("conversations", known), service.journal(known)]


def test_entries_reach_the_journal_by_themselves(both: tuple[Running, Running]) -> None:
    said(both[1], "文明遛狗", "oWaits", "401")
    total, until = both[0].journal(), time.monotonic() + PATIENCE
    while both[0].rows("outbox") and time.monotonic() < until:
        time.sleep(0.2)
    assert (both[0].rows("outbox"), both[0].rows("journal")) == (0, total)


def test_what_is_withheld_is_quoted_by_neither_after_three_seconds(
    both: tuple[Running, Running], settings: dict[str, str]
) -> None:
    quote = "规划停车位"
    assert all(quote in said(service, "小区停车乱怎么办", "oAsks", "501") for service in both)
    database = Database(settings["DATABASE_URL"])
    acts = Withholdings(database)
    acts.record("fangzhiban-20240111#p1", "小李", "说错了", is_back=False)
    time.sleep(3)
    for service in both:  # the first is WeChat's retry, the second a new question
        assert not any(quote in said(service, "小区停车乱怎么办", "oAsks", key) for key in ("501", "502"))
        assert get(service, "/speeches/fangzhiban-20240111/p1") == HTTPStatus.GONE
    acts.record("fangzhiban-20240111#p1", "小李", "核实过了", is_back=True)
    until = time.monotonic() + PATIENCE
    while get(both[0], "/speeches/fangzhiban-20240111/p1") != HTTPStatus.OK and time.monotonic() < until:
        time.sleep(0.2)
    assert quote in said(both[0], "小区停车乱怎么办", "oAsks", "503")
    database.dispose()


def get(service: Running, path: str) -> int:
    """The status of a page."""
    connection = http.client.HTTPConnection(urlsplit(service.url).netloc, timeout=10)
    connection.request("GET", path)
    status = connection.getresponse().status
    connection.close()
    return status


def test_both_say_that_they_live_and_who_stops_says_so(
    both: tuple[Running, Running], settings: dict[str, str], tmp_path: Path
) -> None:
    assert both[0].rows("services") == 2
    with running(tmp_path, workers=1, **settings):
        assert both[0].rows("services") == 3
    assert both[0].rows("services") == 2


@pytest.mark.usefixtures("both")
def test_one_with_another_secret_does_not_start(settings: dict[str, str], tmp_path: Path) -> None:
    another = {**settings, "SECRET_KEY": "of its own"}
    with (
        pytest.raises(AssertionError, match="BAIGU_SECRET_KEY 不是数据库"),
        running(tmp_path, workers=1, **another),
    ):
        pass


def test_one_on_a_server_database_without_a_secret_does_not_start(postgresql: Server, tmp_path: Path) -> None:
    bare = {"DATABASE_URL": postgresql.new_database()}
    with pytest.raises(AssertionError, match="要填 BAIGU_SECRET_KEY"), running(tmp_path, workers=1, **bare):
        pass

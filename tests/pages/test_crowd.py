from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor, as_completed
from itertools import islice
from typing import TYPE_CHECKING

import pytest
from flask import Blueprint, Flask

from bot.pages import crowd as module
from bot.pages.crowd import AT_ONCE, WAITING, Crowd
from bot.state.pace import Pace

if TYPE_CHECKING:
    from collections.abc import Sequence

PATIENCE = 60
"""Seconds."""


class Door:
    """Pages behind a crowd's door, of which one takes until it is let go."""

    def __init__(self, trusted: Sequence[str] = ()) -> None:
        self.inside = threading.Semaphore(0)
        self.may_go = threading.Event()
        pace = Pace(clock=lambda: 0.0)
        self.crowd = Crowd(trusted, pace.allows, lambda *of: "#".join(of))
        pages, wechat = Blueprint("pages", __name__), Blueprint("wechat", __name__)
        pages.add_url_rule("/", "home", lambda: "home")
        pages.add_url_rule("/ask", "asked", lambda: "asked")
        pages.add_url_rule("/slow", "slow", self._slow)
        pages.add_url_rule("/readyz", "readyz", lambda: "ok")
        pages.add_url_rule("/who", "who", self.crowd.visitor)
        wechat.add_url_rule("/wechat", "receive", lambda: "answer")
        self.crowd.add_to(pages)
        self.app = Flask(__name__)
        for blueprint in (pages, wechat):
            self.app.register_blueprint(blueprint)

    def get(self, path: str, address: str = "203.0.113.1", passed_on: str | None = None) -> tuple[int, str]:
        headers = {"X-Forwarded-For": passed_on} if passed_on else {}
        response = self.app.test_client().get(path, environ_base={"REMOTE_ADDR": address}, headers=headers)
        return response.status_code, response.text

    def _slow(self) -> str:
        self.inside.release()
        self.may_go.wait(PATIENCE)
        return "slow"


def test_who_asks_too_often_is_turned_away_and_others_are_not() -> None:
    door = Door()
    statuses = [door.get("/ask")[0] for _ in range(61)]
    assert (statuses[:60], statuses[60]) == ([200] * 60, 429)
    assert door.get("/") == (200, "home")
    assert door.get("/ask", "203.0.113.2") == (200, "asked")


def test_addresses_where_nothing_is_count_as_well() -> None:
    door = Door()
    statuses = {door.get("/nothing")[0] for _ in range(600)}
    assert statuses == {404}
    assert door.get("/nothing")[0] == 429


def test_only_so_many_are_worked_on_at_once_and_so_many_wait_and_wechat_finds_room(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "_LONGEST_WAIT", PATIENCE)
    door = Door()
    with ThreadPoolExecutor(20) as pool:
        first = [pool.submit(door.get, "/slow") for _ in range(AT_ONCE)]
        for _ in range(AT_ONCE):
            assert door.inside.acquire(timeout=PATIENCE)
        more = [pool.submit(door.get, "/slow") for _ in range(WAITING + 3)]
        turned_away = list(islice(as_completed(more, timeout=PATIENCE), 3))
        assert door.get("/wechat") == (200, "answer")
        assert door.get("/readyz") == (200, "ok")
        assert door.get("/")[0] == 503
        door.may_go.set()
        statuses = [said.result()[0] for said in (*first, *more)]
    assert [said.result()[0] for said in turned_away] == [503] * 3
    assert statuses.count(200) == AT_ONCE + WAITING
    assert door.get("/") == (200, "home")


@pytest.mark.parametrize(
    ("address", "passed_on", "visitor"),
    [
        ("203.0.113.1", None, "203.0.113.1"),
        ("203.0.113.1", "198.51.100.7", "203.0.113.1"),  # nobody's word
        ("127.0.0.1", "198.51.100.7", "198.51.100.7"),
        (
            "127.0.0.1",
            "6.6.6.6, 198.51.100.7",
            "198.51.100.7",
        ),  # what stands before is the visitor's own word
        ("127.0.0.1", "198.51.100.7, 10.1.2.3", "198.51.100.7"),
        ("127.0.0.1", None, "127.0.0.1"),
        ("127.0.0.1", "not an address", "not an address"),
    ],
)
def test_the_visitor_is_who_stands_before_the_trusted_proxies(
    address: str, passed_on: str | None, visitor: str
) -> None:
    assert Door(["127.0.0.1", "10.0.0.0/8"]).get("/who", address, passed_on) == (200, visitor)


def test_who_works_on_this_machine_may_ask_as_often_as_they_like() -> None:
    door = Door(["127.0.0.1"])
    assert {door.get("/ask", "127.0.0.1")[0] for _ in range(70)} == {200}
    assert [door.get("/ask", "127.0.0.1", "198.51.100.7")[0] for _ in range(61)][60] == 429

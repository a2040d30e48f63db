from __future__ import annotations

from typing import TYPE_CHECKING

from bot.model.task import DONE, FAILED, RUNNING
from bot.state.tasks import Tasks

if TYPE_CHECKING:
    from bot.state.database import Database
    from tests.state.conftest import Clock


def test_the_one_that_has_waited_longest_is_done_first(database: Database, clock: Clock) -> None:
    tasks = Tasks(database, clock)
    first, second = (tasks.add("ask", "甲", {"q": number}) for number in (1, 2))
    taken = tasks.take()
    assert taken
    assert (taken.number, taken.given, taken.state) == (first, {"q": 1}, RUNNING)
    tasks.done(first, "好")
    assert (found := tasks.get(first))
    assert (found.state, found.told, found.is_over) == (DONE, "好", True)
    assert (taken := tasks.take())
    assert taken.number == second
    assert tasks.take() is None
    assert (last := tasks.latest("ask"))
    assert last.number == second


def test_one_whose_process_died_is_given_up(database: Database, clock: Clock) -> None:
    tasks = Tasks(database, clock)
    number = tasks.add("ask", "甲", {})
    tasks.take()
    clock.now += 200
    tasks.tell(number, "1/2")
    clock.now += 200
    assert tasks.take() is None
    assert (found := tasks.get(number))
    assert found.state == RUNNING
    clock.now += 301
    tasks.take()
    assert (found := tasks.get(number))
    assert found.state == FAILED

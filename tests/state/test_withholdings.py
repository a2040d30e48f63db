from __future__ import annotations

from typing import TYPE_CHECKING

from bot.model import Withholding
from bot.state.withholdings import Withholdings

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.state.database import Database
    from tests.state.conftest import Clock


def test_the_last_act_of_a_passage_holds_and_all_acts_are_kept(
    connect: Callable[[], Database], clock: Clock
) -> None:
    one, other = (Withholdings(connect(), clock) for _ in range(2))
    assert other.current() == frozenset()
    one.record("a#p1", "小李", "说错了", is_back=False)
    one.record("b#p1", "小李", "说错了", is_back=False)
    assert other.current() == {"a#p1", "b#p1"}
    clock.now += 60
    other.record("a#p1", "小王", "核实过了", is_back=True)
    assert one.current() == {"b#p1"}
    assert one.acts() == [
        Withholding("a#p1", clock.now, "小王", "核实过了", is_back=True),
        Withholding("b#p1", clock.now - 60, "小李", "说错了"),
        Withholding("a#p1", clock.now - 60, "小李", "说错了"),
    ]
    one.record("a#p1", "小李", "还是不行", is_back=False)
    assert other.current() == {"a#p1", "b#p1"}

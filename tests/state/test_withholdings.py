from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.errors import StorageError
from bot.model import Withholding
from bot.state.withholdings import Withheld, Withholdings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

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


class Away(Withholdings):
    """Those of a database that can be taken away."""

    is_away = False

    def current(self) -> frozenset[str]:
        if self.is_away:
            raise StorageError("数据库用不了")
        return super().current()


def test_what_is_withheld_is_known_while_the_database_is_away_even_to_who_starts_then(
    database: Database, clock: Clock, tmp_path: Path
) -> None:
    acts, file = Away(database, clock), tmp_path / "var" / "withheld.json"
    running = Withheld(acts, file)
    assert running.current() == frozenset()
    acts.record("a#p1", "小李", "说错了", is_back=False)
    assert running.current() == {"a#p1"}
    acts.is_away = True
    assert running.current() == Withheld(acts, file).current() == {"a#p1"}
    assert file.stat().st_mode & 0o777 == 0o600
    acts.is_away = False
    acts.record("a#p1", "小李", "核实过了", is_back=True)
    assert running.current() == frozenset()
    acts.is_away = True
    assert Withheld(acts, file).current() == frozenset()


@pytest.mark.parametrize("content", [None, "", "[", "{}"])
def test_a_machine_that_was_never_told_says_that_it_does_not_know(
    database: Database, clock: Clock, tmp_path: Path, content: str | None
) -> None:
    acts, file = Away(database, clock), tmp_path / "withheld.json"
    acts.is_away = True
    if content is not None:
        file.write_text(content)
    with pytest.raises(StorageError):
        assert Withheld(acts, file).current() == {"never"}


def test_a_disk_that_is_full_keeps_nothing_from_being_withheld(
    database: Database, clock: Clock, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    acts = Withholdings(database, clock)
    acts.record("a#p1", "小李", "说错了", is_back=False)
    assert Withheld(acts, tmp_path / "file" / "withheld.json").current() == {"a#p1"}

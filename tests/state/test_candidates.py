from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.errors import OperatorError
from bot.state.candidates import Candidates

if TYPE_CHECKING:
    from bot.state.database import Database
    from tests.state.conftest import Clock

STEPS = ("初审", "终审")


def test_a_candidate_passes_its_steps_in_order_each_by_somebody_else(
    database: Database, clock: Clock
) -> None:
    candidates = Candidates(database, clock)
    number = candidates.keep("甲", 3, {"版": "一"}, b"content")
    assert candidates.pass_(number, STEPS, "甲", "好") == "初审"
    with pytest.raises(OperatorError, match="每一步要不同的人"):
        candidates.pass_(number, STEPS, "甲", "")
    assert candidates.pass_(number, STEPS, "乙", "") == "终审"
    with pytest.raises(OperatorError, match="没有要审核的了"):
        candidates.pass_(number, STEPS, "丙", "")
    kept = candidates.latest()
    assert kept
    assert (kept.number, kept.after, kept.told) == (number, 3, {"版": "一"})
    assert [(review.step, review.who, review.note) for review in kept.passed] == [
        ("初审", "甲", "好"),
        ("终审", "乙", ""),
    ]
    assert candidates.content(number) == b"content"


def test_the_last_few_are_kept(database: Database, clock: Clock) -> None:
    candidates = Candidates(database, clock)
    numbers = [candidates.keep("甲", 0, {}, b"") for _ in range(7)]
    assert numbers == [1, 2, 3, 4, 5, 6, 7]
    assert candidates.get(2) is None
    assert candidates.get(3)

"""Short versions of the runs in publishing.py; that file prints the figures of long ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.journeys.publishing import killed, under_load

if TYPE_CHECKING:
    from pathlib import Path


def test_while_versions_are_switched_every_answer_is_whole_and_none_is_lost(tmp_path: Path) -> None:
    figures = under_load(tmp_path, switches=2, rate=10, questions=0, settles=3)
    assert figures["switches"] == 2
    assert figures["messages"] >= 50
    assert (figures["faults"], figures["differing"], figures["neither_old_nor_new"]) == ({}, 0, 0)
    assert figures["slowest_answer"] < 5


def test_publishing_that_is_killed_leaves_the_old_or_the_new_version_whole(tmp_path: Path) -> None:
    figures = killed(tmp_path, 3, questions=0)
    assert figures.get("old", 0) + figures.get("new", 0) == 3
    assert figures["asked"] >= 20
    assert figures["neither_old_nor_new"] == 0

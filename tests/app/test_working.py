from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from bot.app import working
from bot.model.task import Task

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def task(number: int) -> Task:
    return Task(number, "ask", "甲", {}, 0.0, "running", "")


def test_one_works_alone_and_ends_when_nothing_has_come_for_a_while(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(working, "LINGERS", 0.3)
    monkeypatch.setattr(working, "stand_back", lambda: None)  # of the process that tests
    waiting, done = [task(1), task(2)], list[int]()

    def take() -> Task | None:
        working.start(tmp_path, tmp_path)  # begins nobody else, for this one holds the lock
        return waiting.pop(0) if waiting else None

    begun = list[object]()
    monkeypatch.setattr(subprocess, "Popen", lambda *given, **_: begun.append(given))
    working.work(tmp_path, take, lambda one: done.append(one.number))
    assert done == [1, 2]
    assert begun[:-1] == []  # but the last look, when the lock was free again
    begun.clear()
    working.start(tmp_path, tmp_path)
    assert len(begun) == 1

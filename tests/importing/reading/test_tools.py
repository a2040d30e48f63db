from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import pytest

from bot.errors import SourceError
from bot.importing.reading.tools import run

if TYPE_CHECKING:
    from pathlib import Path


def test_a_program_runs_in_its_folder_with_nothing_of_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BAIGU_SECRET", "x")
    said = run(["env"], tmp_path).stdout.decode()
    assert "BAIGU" not in said
    assert f"HOME={tmp_path}" in said
    assert run(["pwd"], tmp_path).stdout.decode().strip() == str(tmp_path)


def test_what_takes_too_long_is_ended_with_all_that_it_started(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="还没有转换完"):
        run(["sh", "-c", "sleep 60 & echo $! > started; wait"], tmp_path, seconds=0.5)
    started = int((tmp_path / "started").read_text())
    for _ in range(50):
        if _is_gone(started):
            return
        time.sleep(0.1)
    pytest.fail("what it started still runs")


def _is_gone(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    with open(f"/proc/{process}/stat", encoding="ascii") as stat:  # noqa: PTH123 # not yet collected counts as gone
        return stat.read().rpartition(")")[2].split()[0] == "Z"

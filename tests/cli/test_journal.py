from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from bot.cli import main
from bot.exchange.csv_file import read_csv
from bot.model import Answer, Conversation, Question, Reply, Status
from bot.state.database import Database
from bot.state.memory import SqlMemory
from bot.state.privacy import Pseudonyms

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

MONDAY = datetime(2026, 11, 23, 9, 30).astimezone().timestamp()
ANNA = Pseudonyms(b"test").of("openid-of-anna")


@pytest.fixture(autouse=True)
def _kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BAIGU_DATABASE_URL", f"sqlite:///{tmp_path / 'b.db'}")
    monkeypatch.setenv("BAIGU_SECRET_KEY", "test")
    database = Database(f"sqlite:///{tmp_path / 'b.db'}")
    for later, person, text in ((0, ANNA, "停车"), (60, "other", "遛狗"), (86400 * 2, ANNA, "积水")):
        SqlMemory(database, lambda later=later: MONDAY + later).keep(  # type: ignore[misc] # a default that is bound
            Question(text, person=person, channel="wechat"),
            Answer(Status.ANSWERED, "answered", 0.9),
            Reply(f'关于{text}的原话 <a href="https://b.example/">看</a>', Status.ANSWERED, release=4),
            Conversation(),
        )
    database.dispose()


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["journal", *map(str, arguments)])


def asked(*arguments: object) -> list[str]:
    return [json.loads(line)["question"] for line in run("show", "--json", *arguments).stdout.splitlines()]


def test_what_was_told_on_a_day_can_be_found() -> None:
    assert asked("--on", "2026-11-23") == ["遛狗", "停车"]
    assert asked("--on", "2026-11-23", "--openid", "openid-of-anna") == ["停车"]
    assert asked("--since", "2026-11-24") == ["积水"]
    assert asked("--until", "2026-11-24", "--saying", "关于停") == ["停车"]
    assert asked("--most", "1") == ["积水"]
    assert "停车" in run("show").output


def test_one_entry_tells_everything_of_it() -> None:
    number = json.loads(run("show", "--json", "--saying", "停车").stdout)["id"]
    told = run("show", number).output
    assert "2026-11-23 09:30:00，wechat" in told
    assert "问：停车" in told
    assert "用的是第 4 版" in told
    assert "  关于停车的原话 看 https://b.example/" in told
    assert run("show", 999).exit_code == 2


def test_entries_are_taken_out_into_a_new_file_that_only_its_owner_reads(tmp_path: Path) -> None:
    path = tmp_path / "j.csv"
    assert run("export", "--to", path, "--on", "2026-11-23").output == f"{path}：2 条\n"
    assert path.stat().st_mode & 0o777 == 0o600
    assert [row.cells[4] for row in read_csv(path.read_bytes()).rows[1:]] == ["遛狗", "停车"]
    assert "已经有了" in run("export", "--to", path).output
    assert "用 .jsonl、.csv 或 .xlsx 结尾" in run("export", "--to", tmp_path / "j.txt").output


def test_entries_are_erased_by_day_or_by_person() -> None:
    assert run("purge", "--before", "2026-11-24").exit_code == 2  # nobody has agreed
    assert run("purge", "--yes").exit_code == 2
    assert run("purge", "--openid", "openid-of-anna", "--yes").output == "删掉了\n"
    assert asked() == ["［已删除］", "遛狗", "［已删除］"]
    assert run("purge", "--before", "2026-11-24", "--yes").output == "删掉了 2 条\n"
    assert asked() == ["［已删除］"]

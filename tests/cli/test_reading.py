"""Commands that only read, in a home in which nothing was ever kept."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from bot.cli import main
from tests.builders import KNOWLEDGE

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / "home"
    shutil.copytree(KNOWLEDGE, home / "knowledge")
    monkeypatch.setenv("BAIGU_HOME", str(home))
    return home


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


@pytest.mark.parametrize(
    "command",
    [
        "releases",
        "journal show",
        "journal show --openid o",
        "journal purge --openid o --yes",
        "unanswered",
        "withhold",
        "console audit",
    ],
)
def test_reading_where_nothing_was_kept_says_so_and_makes_nothing(home: Path, command: str) -> None:
    done = run(*command.split())
    assert done.exit_code == 0, done.output
    assert f"还没有数据库 {home}/var/baigu.db：这里什么也没有记录过" in done.stderr
    assert [path.name for path in (home / "var").rglob("*") if "shelves" not in path.parts] in (
        [],
        ["shelves"],
    )


def test_what_is_read_by_programs_is_there_all_the_same(home: Path) -> None:
    assert json.loads(run("releases", "--json").stdout) == {"releases": [], "switches": []}
    assert run("journal", "show", "--json").stdout == ""
    assert not list(home.rglob("*.db"))


def test_nothing_is_backed_up_or_copied_where_there_is_nothing(home: Path, tmp_path: Path) -> None:
    for command in (["backup", str(tmp_path / "b.tar.gz")], ["copy-data", f"sqlite:///{tmp_path}/c.db"]):
        done = run(*command)
        assert done.exit_code == 1
        assert f"还没有数据库 {home}/var/baigu.db，没有做什么" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["home"]

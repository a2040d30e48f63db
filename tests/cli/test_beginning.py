from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.corpus.folder import KnowledgeFolder
from bot.model import City

if TYPE_CHECKING:
    from pathlib import Path


def run(*arguments: str, knowledge: Path | None = None) -> Result:
    return CliRunner().invoke(main, arguments, env={"BAIGU_KNOWLEDGE": str(knowledge)} if knowledge else {})


def test_init_makes_a_folder_that_check_passes_and_says_every_next_step(tmp_path: Path) -> None:
    new = tmp_path / "guilin"
    done = run("init", str(new), "--city", "桂林", "--campaign", "全国文明城市", "--account", "漓江问答")
    assert done.exit_code == 0, done.output
    assert KnowledgeFolder(new).load().city == City("漓江问答", "桂林", "全国文明城市")
    steps = [
        f"BAIGU_KNOWLEDGE={new}",
        "baigu import",
        "units.toml",
        "baigu check",
        "baigu publish",
        "baigu serve",
    ]
    places = [done.stdout.index(step) for step in steps]
    assert places == sorted(places)
    checked = run("check", knowledge=new)
    assert checked.exit_code == 0
    assert checked.stdout == (
        "还要做：speeches:1: 还没有演讲稿；用 baigu import 导入\n没有毛病：0 篇，0 段，0 个单位\n"
    )


def test_the_account_is_called_after_the_city_where_nobody_says_otherwise(tmp_path: Path) -> None:
    assert run("init", str(tmp_path / "new"), "--city", " 桂林 ").exit_code == 0
    assert KnowledgeFolder(tmp_path / "new").load().city == City("桂林问答", "桂林")


def test_a_folder_with_something_in_it_is_refused_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "units.toml").write_text("mine", "utf-8")
    refused = run("init", str(tmp_path), "--city", "桂林")
    assert (refused.exit_code, refused.stderr.count("\n")) == (1, 1)
    assert (tmp_path / "units.toml").read_text("utf-8") == "mine"


@pytest.mark.parametrize("name", ["", " ", "字" * 21, "桂\x1b林"])
def test_a_name_that_cannot_stand_in_a_sentence_is_used_wrongly(tmp_path: Path, name: str) -> None:
    assert run("init", str(tmp_path / "new"), "--city", name).exit_code == 2
    assert not (tmp_path / "new").exists()


def test_there_is_nothing_to_publish_yet(tmp_path: Path) -> None:
    run("init", str(tmp_path / "new"), "--city", "桂林")
    refused = run("publish", "--yes", "--why", "试试", knowledge=tmp_path / "new")
    assert refused.exit_code == 1
    assert refused.stderr == "还没有演讲稿，没有可以发布的；先用 baigu import 导入\n"

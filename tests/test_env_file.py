from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from bot.cli import main
from bot.env_file import names_in
from bot.errors import SettingsError
from bot.settings import load_settings, passed_over

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def env(tmp_path: Path) -> Path:
    """Of the home, which is also the folder that one stands in."""
    return tmp_path / ".env"


@pytest.mark.parametrize("encoding", ["gbk", "utf-16"])
def test_a_file_that_notepad_did_not_save_as_utf_8_is_one_line_that_says_so(env: Path, encoding: str) -> None:
    env.write_bytes("# 注意\nBAIGU_HANDLER=柳州市文明办\n".encode(encoding))
    told = CliRunner().invoke(main, ["releases"])
    assert told.exit_code == 1
    assert told.output == f"{env}:1: 不是 UTF-8 编码；用记事本另存为 UTF-8\n"


def test_the_mark_that_notepad_puts_before_utf_8_hides_no_setting(env: Path) -> None:
    env.write_text("BAIGU_HOTLINE=12345\n", "utf-8-sig")
    assert load_settings().hotline == "12345"


def test_a_file_of_another_program_may_be_written_as_it_likes(env: Path, tmp_path: Path) -> None:
    for content in ("名字=柳州".encode("gbk"), b'a="b', b"export c"):
        env.write_bytes(content)
        assert passed_over(tmp_path / "home") is None


def test_lines_that_are_no_settings_are_told_by_their_numbers_and_not_by_what_they_hold(env: Path) -> None:
    env.write_text('\n# 电话\n\nBAIGU_HOTLINE\nBAIGU_TOKEN="geheim\nBAIGU_ICP=a\n', "utf-8")
    with pytest.raises(SettingsError) as refused:
        load_settings()
    without, unclosed = refused.value.mistakes
    assert without == f"{env}:4: BAIGU_HOTLINE 后面没有等号；写成 BAIGU_HOTLINE=值，不用就删掉这一行"
    assert unclosed.startswith(f"{env}:5: 这一行看不懂，多半是引号没有配对")
    assert "geheim" not in str(refused.value)


def test_what_others_take_from_the_file_is_theirs(env: Path) -> None:
    env.write_text("export BAIGU_ICP='a b' # c\nPATH\nbaigu_hotline=\n", "utf-8")
    assert names_in(env) == ["BAIGU_ICP", "baigu_hotline"]

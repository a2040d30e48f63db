import shutil
from pathlib import Path

from click.testing import CliRunner

from bot.cli import main
from tests.builders import KNOWLEDGE


def test_check_says_that_good_knowledge_is_good() -> None:
    done = CliRunner().invoke(main, ["check"], env={"BAIGU_KNOWLEDGE": str(KNOWLEDGE)})
    assert done.exit_code == 0
    assert "没有毛病" in done.output


def test_check_lists_all_faults_and_exits_with_one(tmp_path: Path) -> None:
    shutil.copytree(KNOWLEDGE, tmp_path / "k")
    (tmp_path / "k" / "speeches" / "a.md").write_text("x", "utf-8")
    (tmp_path / "k" / "phrases.toml").write_text("x = [", "utf-8")
    done = CliRunner().invoke(main, ["check"], env={"BAIGU_KNOWLEDGE": str(tmp_path / "k")})
    assert done.exit_code == 1
    assert "speeches/a.md:1:" in done.stderr
    assert "phrases.toml:" in done.stderr


def test_what_still_wants_doing_is_told_with_its_file_and_line(tmp_path: Path) -> None:
    shutil.copytree(KNOWLEDGE, tmp_path / "k")
    speech = tmp_path / "k" / "speeches" / "fangpaichu-20240111.md"
    lines = speech.read_text("utf-8").split("\n")
    at = lines.index("plain:") + 1
    del lines[at]
    speech.write_text("\n".join(lines), "utf-8")
    done = CliRunner().invoke(main, ["check"], env={"BAIGU_KNOWLEDGE": str(tmp_path / "k")})
    assert f"还要做：speeches/{speech.name}:{at}: p1 没有大白话的小标题" in done.stdout


def test_an_error_is_one_line_without_a_traceback(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["ask", "停车"], env={"BAIGU_KNOWLEDGE": str(tmp_path / "nowhere")})
    assert done.exit_code == 1
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.output
    assert "BAIGU_KNOWLEDGE" in done.stderr

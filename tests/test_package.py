"""What is installed from the wheel, in a place where there is no checkout."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.builders import KNOWLEDGE, ROOT

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., subprocess.CompletedProcess[str]]


def pip(*arguments: str | Path) -> None:
    quiet = ("-m", "pip", "--quiet", "--disable-pip-version-check")
    subprocess.run([sys.executable, *quiet, *arguments], check=True)


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the package alone; its libraries are those of the tests."""
    pytest.importorskip("pip")  # environments made by uv have none
    folder = tmp_path_factory.mktemp("package")
    source = folder / "source"
    source.mkdir()
    for name in ("bot", "knowledge", "pyproject.toml", "README.md", "LICENSE", ".env.example"):
        (source / name).symlink_to(ROOT / name)
    pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", folder, source)
    (wheel,) = folder.glob("baigu-*.whl")
    pip("install", "--no-deps", "--ignore-installed", "--prefix", folder, wheel)
    return Path(sysconfig.get_path("purelib", "posix_prefix", {"base": str(folder), "platbase": str(folder)}))


@pytest.fixture
def run(installed: Path, tmp_path: Path) -> Run:
    """Runs the command as somebody who has just installed it, somewhere."""
    own = {"PYTHONPATH": str(installed), "HOME": str(tmp_path)}
    rest = {name: value for name, value in os.environ.items() if not name.startswith(("BAIGU_", "XDG_"))}

    def run(*arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", "from bot.cli import main; main(prog_name='baigu')", *arguments]
        return subprocess.run(
            command, check=False, capture_output=True, text=True, cwd=tmp_path, env={**rest, **own, **env}
        )

    return run


def test_the_first_command_makes_a_home_with_the_sample_and_answers(run: Run, tmp_path: Path) -> None:
    home = tmp_path / ".local" / "share" / "baigu"
    first, second = run("ask", "文明遛狗"), run("ask", "文明遛狗")
    assert (first.returncode, second.returncode) == (0, 0), first.stderr
    assert "——市防洪排涝工程管理处 胥梦" in first.stdout
    assert (str(home) in first.stderr, second.stderr) == (True, "")
    names = {path.relative_to(KNOWLEDGE) for path in KNOWLEDGE.rglob("*") if path.is_file()}
    made = {p.relative_to(home) for p in home.rglob("*") if p.is_file()}
    derived = {p for p in made if p.parts[:2] == ("var", "shelves")}
    assert made - derived == {"knowledge" / name for name in names if name.parts[0] != "drafts"}


def test_what_is_changed_at_home_stays(run: Run, tmp_path: Path) -> None:
    run("ask", "谢谢")
    home = tmp_path / ".local" / "share" / "baigu"
    (home / "knowledge" / "wording" / "thanks.txt").write_text("不谢", "utf-8")
    assert "不谢" in run("ask", "谢谢").stdout


def test_a_home_that_cannot_be_made_is_one_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = run("ask", "谢谢", XDG_DATA_HOME=str(tmp_path / "file"))
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "BAIGU_HOME" in done.stderr


def test_a_backup_comes_back_where_there_is_no_home_yet(run: Run, tmp_path: Path) -> None:
    kept = str(tmp_path / "kept.tar.gz")
    published = run("publish", "--yes", "--why", "第一版")
    assert published.returncode == 0, published.stderr
    assert run("backup", kept).returncode == 0
    done = run("restore", kept, XDG_DATA_HOME=str(tmp_path / "other"))
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "other" / "baigu" / "knowledge" / "city.toml").is_file()


def pinned(name: str) -> dict[str, set[str]]:
    """The hashes of each package that a file pins, by its name and version."""
    entries = re.split(r"^(?=\S)", (ROOT / name).read_text("utf-8"), flags=re.MULTILINE)
    return {entry.split()[0]: set(re.findall(r"--hash=(sha256:\w{64})", entry)) for entry in entries if entry}


def test_what_serves_is_what_was_tested_and_brings_no_test_tools() -> None:
    serving, testing = pinned("requirements.txt"), pinned("requirements-test.txt")
    assert {package: testing.get(package) for package in serving} == serving
    names = {package.partition("==")[0] for package in serving}
    assert names.isdisjoint({"pytest", "mypy", "ruff", "playwright", "setuptools"})


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-test.txt"])
def test_every_package_is_pinned_by_its_hashes_and_comes_from_wherever_one_gets_packages(name: str) -> None:
    assert all("==" in package and hashes for package, hashes in pinned(name).items())
    assert "://" not in (ROOT / name).read_text("utf-8")

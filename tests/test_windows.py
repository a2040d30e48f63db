"""What clerks do works where there is no POSIX: each command runs, its children too, without what Windows lacks."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.builders import KNOWLEDGE, ROOT

if TYPE_CHECKING:
    from pathlib import Path

# click takes termios for granted on anything but Windows, where it uses msvcrt; it only reads single keys with it.
BLOCKER = """
import os, signal, sys

MISSING = {"fcntl", "grp", "pwd", "resource", "pty", "posix_ipc", "syslog", "crypt", "nis", "readline"}

class Blocker:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in MISSING:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, Blocker())
for name in MISSING & sys.modules.keys():
    del sys.modules[name]
for name in ("fork", "forkpty", "killpg", "getuid", "geteuid", "getgid", "getpgid", "setsid", "fchmod", "chown", "statvfs"):
    if hasattr(os, name):
        delattr(os, name)
for name in ("SIGKILL", "SIGQUIT", "SIGHUP", "SIGALRM", "SIGUSR1", "alarm"):
    if hasattr(signal, name):
        delattr(signal, name)
"""

PAPER = "让小区更干净\n\n市水务局 李清\n\n一是清淤。我们组织3支队伍清理河道淤泥。\n\n二是种树。沿着河岸种下柳树500棵。\n"


class Desk:
    """A clerk's folder, on a machine that lacks what Windows lacks."""

    def __init__(self, root: Path) -> None:
        self.root = root
        shutil.copytree(KNOWLEDGE, root / "knowledge")
        (root / "blocked").mkdir()
        (root / "blocked" / "sitecustomize.py").write_text(BLOCKER, "utf-8")

    def run(self, *arguments: str, said: str | None = None, encoding: str = "utf-8") -> tuple[int, str]:
        """Exit code and all that was printed."""
        rest = {name: value for name, value in os.environ.items() if not name.startswith("BAIGU_")}
        own = {"BAIGU_HOME": str(self.root), "USERNAME": "clerk", "PYTHONIOENCODING": encoding}
        path = os.pathsep.join((str(self.root / "blocked"), str(ROOT)))
        done = subprocess.run(
            [sys.executable, "-c", "from bot.cli import main; main()", *arguments],
            cwd=self.root,
            env={**rest, **own, "PYTHONPATH": path},
            input=said.encode(encoding) if said else None,
            capture_output=True,
            check=False,
            timeout=120,
        )
        return done.returncode, (done.stdout + done.stderr).decode(encoding)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk(tmp_path_factory.mktemp("clerk"))


def test_what_is_missing_is_missing_in_this_test(desk: Desk) -> None:
    code, told = desk.run("serve")
    assert (code, "服务要在 Linux 上启动" in told, "Traceback" in told) == (1, True, False)


def test_a_clerk_imports_accepts_checks_exports_and_asks(desk: Desk) -> None:
    (desk.root / "稿子.txt").write_text(PAPER, "utf-8")
    code, told = desk.run("import", "稿子.txt")
    assert (code, "Traceback" in told) == (0, False), told
    drafts = [str(path) for path in (desk.root / "knowledge" / "drafts").glob("*.md")]
    assert drafts
    for command in (["accept", *drafts, "--all-sure"], ["check"]):
        code, told = desk.run(*command)
        assert (code in (0, 1), "Traceback" in told) == (True, False), told
    code, told = desk.run("export", "--to", "表格.xlsx")
    assert (code, (desk.root / "表格.xlsx").is_file()) == (0, True), told
    code, told = desk.run("import", "表格.xlsx", "--dry-run")
    assert code == 0, told
    code, told = desk.run("ask", "小区停车乱怎么办")
    assert (code, "市方志办" in told) == (0, True), told


@pytest.mark.parametrize("command", ["--help", "doctor", "releases", "withhold"])
def test_nothing_else_ends_in_a_traceback(desk: Desk, command: str) -> None:
    code, told = desk.run(command)
    assert (code in (0, 1), "Traceback" in told) == (True, False), told


def test_a_console_of_another_encoding_shows_what_it_can(desk: Desk) -> None:
    code, told = desk.run("ask", "小区停车乱怎么办", encoding="gbk")
    assert (code, "市方志办" in told) == (0, True), told
    code, told = desk.run("ask", "€£ 😀 한글", encoding="gbk")
    assert (code, "Traceback" in told) == (0, False), told


def test_each_package_that_is_installed_is_told_to_be_there_for_windows() -> None:
    pinned = (ROOT / "requirements.txt").read_text("utf-8").splitlines()
    wanted = {line.partition("==")[0] for line in pinned if "==" in line and "< '3.11'" not in line}
    listed = set(re.findall(r"[a-z0-9-]+", (ROOT / "docs" / "windows.md").read_text("utf-8").lower()))
    assert len(wanted) > 50
    assert sorted(wanted - listed) == []  # ask pip as docs/windows.md says, and list what it finds

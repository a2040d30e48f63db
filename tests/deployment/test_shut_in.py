"""What takes long is done in a process that the service starts: shut in as the unit shuts it in, that still works."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from docx import Document

from tests.builders import KNOWLEDGE, ROOT
from tests.deployment.shut_in import allowed, lines_of, shut_in
from tests.deployment.test_deployment import DEPLOY, needed

if TYPE_CHECKING:
    from pathlib import Path

UNIT = DEPLOY / "system" / "baigu.service"
BROUGHT = """
import os, sys, time
from bot.app.console import StaffedService
from bot.settings import load_settings
service = StaffedService(load_settings(_env_file=None))
number = service.begin("import", "甲", {"sources": [sys.argv[1]], "folder": None})
while not (task := service.tasks.get(number)).is_over:
    time.sleep(0.1)
try:
    open("/etc/motd", "a")
except OSError as error:
    print(task.state, task.told, error.strerror, sep="\\n")
"""


def test_a_document_is_read_where_next_to_nothing_is_allowed(tmp_path: Path) -> None:
    needed("systemd-analyze")
    if subprocess.run(["unshare", "--map-root-user", "--mount", "true"], check=False).returncode:
        pytest.skip("this machine makes no name spaces")
    shutil.copytree(KNOWLEDGE, tmp_path / "knowledge")
    document = Document()
    for line in ("给电动车安个家", "市城管局 李小明", "一是建集中充电棚。我们建了四十个集中充电棚。"):
        document.add_paragraph(line)
    document.save(str(tmp_path / "a.docx"))
    rest = {name: value for name, value in os.environ.items() if not name.startswith("BAIGU_")}
    own = {**rest, "BAIGU_HOME": str(tmp_path), "PYTHONPATH": str(ROOT)}
    command = shut_in(UNIT, tmp_path, sys.executable, "-c", BROUGHT, str(tmp_path / "a.docx"))
    done = subprocess.run(command, check=False, capture_output=True, text=True, cwd=ROOT, env=own)
    state, told, refused = (done.stdout.splitlines() or [done.stderr, "", ""])[:3]
    assert state == "done", told
    assert json.loads(told)[0]["drafts"] == 1
    assert refused == "Read-only file system"


def test_what_the_worker_would_like_and_may_not_is_refused_and_not_deadly() -> None:
    needed("systemd-analyze")
    left = allowed(UNIT)
    assert {"setpriority", "sched_setaffinity", "mount", "ptrace"}.isdisjoint(left)
    assert {"execve", "setsid", "flock", "prlimit64"} <= left  # what it does without asking twice


def test_where_memory_runs_short_what_takes_long_ends_and_not_the_service() -> None:
    assert lines_of(UNIT, "OOMPolicy") == ["continue"]

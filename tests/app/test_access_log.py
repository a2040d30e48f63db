from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING

import pytest
from flask import Flask

from bot.app.access_log import AccessLog

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 11, 25, 12, 0).astimezone().timestamp()


def served(folder: Path, now: float = NOW) -> Flask:
    app = Flask(__name__)
    AccessLog(folder, lambda _: "203.0.113.7", lambda: now).watch(app)
    app.add_url_rule("/wechat", "wechat", lambda: "success", methods=["GET", "POST"])
    app.add_url_rule("/broken", "broken", lambda: str(1 / 0))
    return app


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_each_request_is_a_line_with_who_asked_for_what_and_what_came_of_it(tmp_path: Path) -> None:
    client = served(tmp_path / "log").test_client()
    client.post("/wechat?openid=oSecret&signature=abc", data="<xml>问</xml>")
    client.get("/nothing?q=我的病")
    client.get("/broken")
    (path,) = (tmp_path / "log").iterdir()
    assert path.name == "access-2026-11-25.log"
    told = lines(path)
    assert [(line["method"], line["path"], line["status"]) for line in told] == [
        ("POST", "/wechat", 200),
        ("GET", "/nothing", 404),
        ("GET", "/broken", 500),
    ]
    assert {line["from"] for line in told} == {"203.0.113.7"}
    assert str(told[0]["at"]).startswith("2026-11-25T12:00:00.000")
    assert not any(word in path.read_text("utf-8") for word in ("oSecret", "abc", "病", "问"))


def test_only_its_owner_reads_it(tmp_path: Path) -> None:
    served(tmp_path / "log").test_client().get("/wechat")
    (path,) = (tmp_path / "log").iterdir()
    assert (path.stat().st_mode & 0o077, path.parent.stat().st_mode & 0o077) == (0, 0)


@pytest.mark.parametrize(("day", "is_kept"), [("2025-11-24", True), ("2025-11-23", False)])
def test_it_is_kept_for_a_year_and_others_files_are_left_alone(
    tmp_path: Path, day: str, *, is_kept: bool
) -> None:
    for name in (f"access-{day}.log", "access-old.log", "notes.txt"):
        (tmp_path / name).write_text("x")
    AccessLog(tmp_path, str, lambda: NOW).sweep()
    assert (tmp_path / f"access-{day}.log").exists() is is_kept
    assert (tmp_path / "access-old.log").exists()
    assert (tmp_path / "notes.txt").exists()


def test_a_log_that_cannot_be_written_costs_no_answer(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert served(tmp_path / "file" / "log").test_client().get("/wechat").data == b"success"

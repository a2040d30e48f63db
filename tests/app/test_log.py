from __future__ import annotations

import ast
import io
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import structlog

import bot
from bot.app.log import keep_quiet, log_to

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    before = structlog.get_config()
    log = io.StringIO()
    log_to(log)
    yield log
    structlog.configure(**before)


def test_an_event_is_a_line_with_time_and_level(stream: io.StringIO) -> None:
    structlog.get_logger().warning("refused", reason="签名不对", status=403)
    (line,) = stream.getvalue().splitlines()
    assert "warning" in line
    assert "refused" in line
    assert "签名不对" in line


def test_a_traceback_does_not_show_what_variables_hold(stream: io.StringIO) -> None:
    def answer(asked: str) -> None:
        raise LookupError(len(asked))

    try:
        answer("".join(("我家", "在哪")))  # noqa: FLY002 # as a literal it would stand in the quoted line
    except LookupError:
        structlog.get_logger().exception("not_replied")
    assert "LookupError" in stream.getvalue()
    assert "我家在哪" not in stream.getvalue()


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def terminal() -> Iterator[io.StringIO]:
    before = structlog.get_config()
    log = Terminal()
    log_to(log)
    yield log
    structlog.configure(**before)


def events() -> Iterator[tuple[str, set[str]]]:
    """Every event of the log, and the names of its values."""
    for file in Path(bot.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("_log."):
                (event,) = node.args
                yield ast.literal_eval(event), {str(value.arg) for value in node.keywords}


def test_a_terminal_shows_a_sentence_for_every_event(terminal: io.StringIO) -> None:
    for event, names in events():
        structlog.get_logger().error(event, **{name: f"<{name}>" for name in names if name != "exc_info"})
    shown = re.sub(r"\x1b\[[0-9;]*m", "", terminal.getvalue())
    lines = shown.splitlines()
    assert len(lines) == len(list(events())) > 15
    assert [line for line in lines if not re.match(r"[0-9:]{8} [^a-z]*[\u4e00-\u9fff]", line)] == []
    assert "<release>" in shown
    structlog.get_logger().error("cannot", what="sign", why="磁盘满了")
    assert "现在做不了，过一会儿再试（报到）：磁盘满了" in terminal.getvalue()


def test_who_calls_a_command_is_shown_no_log(stream: io.StringIO) -> None:
    keep_quiet()
    structlog.get_logger().error("release_taken_up", release=1)
    assert stream.getvalue() == ""


def test_what_was_replied_is_told_where_somebody_watches(stream: io.StringIO) -> None:
    said = {"channel": "wechat", "status": "answered", "wording": "answered", "ms": 1.2}
    structlog.get_logger().debug("replied", **said)
    assert stream.getvalue() == ""
    structlog.reset_defaults()
    log_to(terminal := Terminal())
    structlog.get_logger().debug("replied", **said)
    assert "答了一条" in terminal.getvalue()

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
import structlog

from bot.app.log import log_to

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

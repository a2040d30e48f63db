from __future__ import annotations

import socket

import pytest
from click.testing import CliRunner

from bot.cli import main
from bot.cli.context import Context


@pytest.mark.parametrize("by_setting", [False, True])
def test_a_port_in_use_is_told_before_anything_is_loaded(*, by_setting: bool) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        arguments = ["serve"] if by_setting else ["serve", "--port", port]
        done = CliRunner().invoke(main, arguments, env={"BAIGU_PORT": port if by_setting else "1"})
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith(f"127.0.0.1 的端口 {port} 已经有程序在用")
    assert done.stderr.count("\n") == 1


def test_links_lead_to_the_port_that_is_given_to_serve() -> None:
    context = Context()
    context.give(host=None, port=8123)
    assert (context.settings.host, context.settings.public_url) == ("127.0.0.1", "http://127.0.0.1:8123")

"""The least that a webhook does: Flask and wechatpy, and the text comes back. Served as Baigu is.

`python -m tests.benchmarks.echo PORT WORKERS [werobot]`
"""

from __future__ import annotations

import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import Flask, request
from wechatpy import create_reply, parse_message
from wechatpy.crypto import WeChatCrypto

from bot.server import Server
from tests.builders import ROOT
from tests.journeys.service import free_port
from tests.wechat.counterpart import Counterpart

if TYPE_CHECKING:
    from collections.abc import Iterator


def echo() -> Flask:
    """The application."""
    wechat = Counterpart()
    crypto = WeChatCrypto(wechat.token, wechat.aes_key, wechat.app_id)
    app = Flask("echo")

    @app.post("/wechat")
    def receive() -> Any:
        asked = request.args
        signature, timestamp, nonce = asked["msg_signature"], asked["timestamp"], asked["nonce"]
        message = parse_message(crypto.decrypt_message(request.data, signature, timestamp, nonce))
        return crypto.encrypt_message(create_reply(message.content, message).render(), nonce, timestamp)

    return app


def werobot() -> Any:
    """WeRoBot doing the same, without its sessions."""
    from werobot import WeRoBot  # noqa: PLC0415 # compared with where it is installed

    wechat = Counterpart()
    robot = WeRoBot(
        token=wechat.token, encoding_aes_key=wechat.aes_key, app_id=wechat.app_id, enable_session=False
    )
    robot.add_handler(lambda message: message.content, type="text")
    return robot.wsgi


def installed() -> list[str]:
    """What can be served, ours first."""
    return ["echo", *(name for name in ("werobot",) if find_spec(name))]


@dataclass(frozen=True)
class Served:
    """A server, its workers by their process ids."""

    port: int
    workers: list[int]


@contextmanager
def serving(workers: int, name: str = "echo") -> Iterator[Served]:
    """An echo, served."""
    port = free_port()
    command = [sys.executable, "-m", "tests.benchmarks.echo", str(port), str(workers), name]
    quiet = subprocess.DEVNULL  # waitress tells of each message that has to wait
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=quiet, cwd=ROOT) as process:
        assert process.stdout
        process.stdout.readline()
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
        while len(children.read_text("ascii").split()) < workers:
            time.sleep(0.1)
        try:
            yield Served(port, [int(child) for child in children.read_text("ascii").split()])
        finally:
            process.terminate()


if __name__ == "__main__":
    Server(
        werobot() if sys.argv[3:] == ["werobot"] else echo(),
        [f"127.0.0.1:{sys.argv[1]}"],
        int(sys.argv[2]),
        lambda: print("ready", flush=True),
        when_forked=lambda _: None,
        when_ended=lambda _: None,
        when_stopped=lambda: None,
    ).run()

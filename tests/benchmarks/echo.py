"""The least that a webhook does: Flask and wechatpy, and the text comes back. Served as Baigu is, by one worker.

`python -m tests.benchmarks.echo PORT`
"""

from __future__ import annotations

import sys
from typing import Any

from flask import Flask, request
from wechatpy import create_reply, parse_message
from wechatpy.crypto import WeChatCrypto

from bot.server import Server
from tests.wechat.counterpart import Counterpart


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


if __name__ == "__main__":
    Server(
        echo(),
        [f"127.0.0.1:{sys.argv[1]}"],
        1,
        lambda: print("ready", flush=True),
        when_forked=lambda _: None,
        when_stopped=lambda: None,
    ).run()

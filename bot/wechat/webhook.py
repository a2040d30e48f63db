"""GET and POST /wechat: the whole path of a message, from request to passive reply."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import structlog
from flask import Blueprint, Response, request

from bot.errors import RefusedRequest
from bot.model import Question
from bot.wechat.message import parse_message
from bot.wechat.reply import passive_reply

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.dialogue.reception import Reception
    from bot.wechat.envelope import Envelope, Opened
    from bot.wechat.message import Message

SUCCESS = "success"
"""Tells WeChat that there is nothing to show, and not to try again."""

_OCCASIONS = {
    "image": "picture",
    "voice": "voice",
    "video": "video",
    "shortvideo": "video",
    "location": "location",
    "link": "link",
    "file": "file",
}
_log = structlog.get_logger()


class Webhook:
    """Answers WeChat's requests for one account.

    Args:
        pseudonym: keyed hash of texts, in place of OpenIDs and message identities.
    """

    def __init__(self, envelope: Envelope, reception: Reception, pseudonym: Callable[..., str]) -> None:
        self._envelope = envelope
        self._reception = reception
        self._pseudonym = pseudonym

    def blueprint(self) -> Blueprint:
        """The routes."""
        routes = Blueprint("wechat", __name__)
        routes.add_url_rule("/wechat", "verify", self._verify, methods=["GET"])
        routes.add_url_rule("/wechat", "receive", self._receive, methods=["POST"])
        routes.register_error_handler(RefusedRequest, _refused)
        return routes

    def _verify(self) -> Response:
        return _plain(self._envelope.verify(request.args))

    def _receive(self) -> Response:
        opened = self._envelope.open(request.args, request.get_data(cache=False))
        message = parse_message(opened.body)
        question = self._question(message)
        return self._reply(message, question, opened) if question else _plain(SUCCESS)

    def _question(self, message: Message) -> Question | None:
        """What a message asks; None where WeChat would not show a reply."""
        occasion = _OCCASIONS.get(message.kind)
        if message.kind == "event":
            occasion = "welcome" if message.event == "subscribe" else None
        elif message.kind != "text" and occasion is None:
            occasion = "unknown"
        if message.content:
            occasion = None
        elif occasion is None:
            return None
        return Question(
            text=message.content,
            occasion=occasion,
            person=self._pseudonym(message.person),
            key=self._pseudonym(message.account, *message.identity),
            channel="wechat",
        )

    def _reply(self, message: Message, question: Question, opened: Opened) -> Response:
        reply = self._reception.reply(question)
        xml = passive_reply(reply, to=message.person, account=message.account, now=int(time.time()))
        return Response(opened.seal(xml), content_type="application/xml; charset=utf-8")


def not_configured(missing: str) -> Blueprint:
    """The routes of a service that has no account yet: they say what is missing."""
    routes = Blueprint("wechat", __name__)
    text = f"摆古在本机模式运行，还不能接公众号：{missing}。填好后重新启动。\n"
    routes.add_url_rule("/wechat", "missing", lambda: (_plain(text), 503), methods=["GET", "POST"])
    return routes


def _plain(text: str) -> Response:
    return Response(text, content_type="text/plain; charset=utf-8")


def _refused(error: RefusedRequest) -> tuple[Response, int]:
    _log.warning("refused", reason=str(error), status=error.http_status)
    return _plain(f"{type(error).__name__}\n"), error.http_status

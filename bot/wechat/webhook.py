"""GET and POST /wechat: the whole path of a message, from request to passive reply."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Protocol

import structlog
from flask import Blueprint, Response, request
from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from werkzeug.exceptions import RequestEntityTooLarge

from bot.errors import Oversized, RefusedRequest
from bot.model import Question, Wording
from bot.wechat.message import parse_message
from bot.wechat.passive import passive_reply
from bot.wechat.utterance import utterance

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.errors import Refusal
    from bot.model import Reply
    from bot.wechat.envelope import Envelope
    from bot.wechat.message import Message

SUCCESS = "success"
"""Tells WeChat that there is nothing to show, and not to try again."""

_FASTEST = RateLimitItemPerMinute(600)
"""Messages of one person; many times what anybody types."""

_log = structlog.get_logger()


class Receiving(Protocol):
    """Where questions are put; dialogue's Reception."""

    def reply(self, question: Question) -> Reply:
        """The reply; the same one if the same message comes again."""
        ...

    def courtesy(self, wording: Wording) -> Reply:
        """What to say where a question is not met."""
        ...

    def forget(self, person: str, at: float) -> bool:
        """Erase every trace of a person who asked for it then; False where that has to wait."""
        ...


class Webhook:
    """Answers WeChat's requests for one account.

    Args:
        pseudonym: keyed hash of texts, in place of OpenIDs and message identities.
        refused: is told why a request was refused.
    """

    def __init__(
        self,
        envelope: Envelope,
        reception: Receiving,
        pseudonym: Callable[..., str],
        refused: Callable[[Refusal], None] = lambda _: None,
    ) -> None:
        self._envelope = envelope
        self._reception = reception
        self._pseudonym = pseudonym
        self._count_refused = refused
        self._pace = MovingWindowRateLimiter(MemoryStorage())

    def blueprint(self) -> Blueprint:
        """The routes."""
        routes = Blueprint("wechat", __name__)
        routes.add_url_rule("/wechat", "verify", self._verify, methods=["GET"])
        routes.add_url_rule("/wechat", "receive", self._receive, methods=["POST"])
        routes.register_error_handler(RefusedRequest, self._refused)
        routes.register_error_handler(
            RequestEntityTooLarge, lambda _: self._refused(Oversized("正文超过 64 KiB"))
        )
        return routes

    def _verify(self) -> Response:
        return Response(self._envelope.verify(request.args), mimetype="text/plain")

    def _receive(self) -> Response:
        opened = self._envelope.open(request.args, request.get_data(cache=False))
        message = parse_message(opened.body)
        try:
            reply = self._reply(message)
        except Exception:  # noqa: BLE001 # whatever it is, the phone must not show WeChat's own fault
            _log.exception("not_replied")
            reply = self._reception.courtesy(Wording.APOLOGY)
        if reply is None:
            return Response(SUCCESS, mimetype="text/plain")
        xml = passive_reply(reply, to=message.person, account=message.account, now=int(time.time()))
        return Response(opened.seal(xml), content_type="application/xml; charset=utf-8")

    def _refused(self, error: RefusedRequest) -> Response:
        _log.warning("refused", reason=str(error), status=error.http_status)
        self._count_refused(error.why)
        return Response(f"{error.why.value}\n", error.http_status, mimetype="text/plain")

    def _reply(self, message: Message) -> Reply | None:
        """The reply; None where there is nothing to show."""
        person = self._pseudonym(message.person)
        if message.event == "unsubscribe":
            # The platform's rules: whoever unfollows, all that is kept of them is to be deleted.
            self._reception.forget(person, message.at)
            return None
        what = utterance(message)
        if what is None:
            return None
        if not self._pace.hit(_FASTEST, person):
            return self._reception.courtesy(Wording.BUSY)
        key = self._pseudonym(message.account, *message.identity)
        return self._reception.reply(Question(what.text, what.occasion, person, key, "wechat", message.at))


def not_configured(missing: str) -> Blueprint:
    """The routes of a service that has no account yet: they say what is missing."""
    routes = Blueprint("wechat", __name__)
    text = f"服务在本机模式运行，还不能接公众号：{missing}。填好后重新启动。\n"
    routes.add_url_rule(
        "/wechat", "missing", lambda: Response(text, 503, mimetype="text/plain"), methods=["GET", "POST"]
    )
    return routes

"""The whole path of a message, from a platform's request to the passive reply."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import structlog
from flask import Blueprint, Response, request
from werkzeug.exceptions import RequestEntityTooLarge

from bot.errors import Oversized, RefusedRequest
from bot.model import Question, Wording
from bot.web.plain import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.channel.message import Message
    from bot.channel.seal import Opened
    from bot.channel.utterance import Utterance
    from bot.errors import Refusal
    from bot.model import Reply

_FASTEST = 600
"""Messages of one person in a minute; many times what anybody types."""

_log = structlog.get_logger()


class Opening(Protocol):
    """What proves that requests are the platform's; what is not raises RefusedRequest."""

    def verify(self, query: Mapping[str, str]) -> bytes:
        """What answers a verification."""
        ...

    def open(self, query: Mapping[str, str], body: bytes) -> Opened:
        """The plain message in a request."""
        ...


@dataclass(frozen=True)
class Channel:
    """What is a platform's own.

    Attributes:
        name: of the channel, and of its address below the service's.
        nothing: what tells the platform that there is nothing to show, and not to try again.
        parse: reads a plain message, else raises RefusedRequest.
        utterance: what a message asks; None where no reply is awaited.
        passive: the XML that puts a reply to a message on the phone, at a time in seconds since 1970.
    """

    name: str
    nothing: str
    envelope: Opening
    parse: Callable[[bytes], Message]
    utterance: Callable[[Message], Utterance | None]
    passive: Callable[[Reply, Message, int], str]


class Receiving(Protocol):
    """Where questions are put; dialogue's Reception."""

    def reply(self, question: Question) -> Reply:
        """The reply; the same one if the same message comes again."""
        ...

    def courtesy(self, wording: Wording, channel: str) -> Reply:
        """What to say where a question is not met."""
        ...

    def forget(self, person: str, at: float) -> bool:
        """Erase every trace of a person who asked for it then; False where that has to wait."""
        ...


class Webhook:
    """Answers a platform's requests for one account.

    Args:
        pseudonym: keyed hash of texts, in place of people's names and message identities.
        refused: is told why a request was refused.
        is_first_today: whether a person, by this message and its retries, is met for the first time in a day.
        allows: whether one more of somebody is not too many, where so many may be in a minute.
    """

    def __init__(  # noqa: PLR0913, PLR0917 # what stands before and behind it
        self,
        channel: Channel,
        reception: Receiving,
        pseudonym: Callable[..., str],
        refused: Callable[[Refusal], None] = lambda _: None,
        is_first_today: Callable[[str, str, float], bool] = lambda *_: True,
        allows: Callable[[str, int], bool] = lambda *_: True,
    ) -> None:
        self._channel = channel
        self._reception = reception
        self._pseudonym = pseudonym
        self._count_refused = refused
        self._is_first_today = is_first_today
        self._allows = allows

    def blueprint(self) -> Blueprint:
        """The routes."""
        name = self._channel.name
        routes = Blueprint(name, __name__)
        routes.add_url_rule(f"/{name}", "verify", self._verify, methods=["GET"])
        routes.add_url_rule(f"/{name}", "receive", self._receive, methods=["POST"])
        routes.register_error_handler(RefusedRequest, self._refused)
        routes.register_error_handler(
            RequestEntityTooLarge, lambda _: self._refused(Oversized("正文超过 64 KiB"))
        )
        return routes

    def _verify(self) -> Response:
        return plain(self._channel.envelope.verify(request.args))

    def _receive(self) -> Response:
        opened = self._channel.envelope.open(request.args, request.get_data(cache=False))
        message = self._channel.parse(opened.body)
        try:
            reply = self._reply(message)
        except Exception:  # noqa: BLE001 # whatever it is, the phone must not show the platform's own fault
            _log.exception("not_replied", channel=self._channel.name)
            reply = self._reception.courtesy(Wording.APOLOGY, self._channel.name)
        if reply is None:
            return plain(self._channel.nothing)
        xml = self._channel.passive(reply, message, int(time.time()))
        return Response(opened.seal(xml), content_type="application/xml; charset=utf-8")

    def _refused(self, error: RefusedRequest) -> Response:
        _log.warning("refused", channel=self._channel.name, reason=str(error), status=error.http_status)
        self._count_refused(error.why)
        return plain(f"{error.why.value}\n", error.http_status)

    def _reply(self, message: Message) -> Reply | None:
        """The reply; None where there is nothing to show, or nobody to show it to."""
        if not message.person:
            return None
        person, name = self._pseudonym(*message.who), self._channel.name
        if message.event == "unsubscribe":
            # The platforms' rules: whoever leaves, all that is kept of them is to be deleted.
            self._reception.forget(person, message.at)
            return None
        what, key = self._channel.utterance(message), self._pseudonym(*message.identity)
        if what is None or (what.is_daily and not self._is_first_today(person, key, message.at)):
            return None
        if not self._allows(person, _FASTEST):
            return self._reception.courtesy(Wording.BUSY, name)
        return self._reception.reply(Question(what.text, what.occasion, person, key, name, message.at))


def not_configured(name: str, missing: str) -> Blueprint:
    """The routes of a channel that has no account yet: they say what is missing."""
    routes = Blueprint(name, __name__)
    routes.add_url_rule(f"/{name}", "missing", lambda: plain(f"{missing}\n", 503), methods=["GET", "POST"])
    return routes

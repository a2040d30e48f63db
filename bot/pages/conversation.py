"""/ask: the dialogue of WeChat in a browser, with or without JavaScript.

A question is a POST; only a POST is recorded, so that reloads, prefetching and crawlers ask nothing. The name of the
conversation stands in the address a question is sent to, `/ask?talk=NAME.TURN`, given with the first question. It is
random, is kept by nobody but the page that shows it, and takes the place of a cookie. A question sent again to the
same turn is the same message, and gets the stored reply.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import redirect, request, url_for

from bot.dialogue.markup import pieces
from bot.dialogue.typed import LONGEST
from bot.model import Conversation, Occasion, Question, Status
from bot.pages.searching import worth_showing

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Blueprint, Response
    from werkzeug.wrappers import Response as Redirect

    from bot.dialogue.edition import Edition
    from bot.dialogue.reception import Reception
    from bot.model import Match, Reply
    from bot.pages.press import Press

_TALK = re.compile(r"(?P<name>[A-Za-z0-9_-]{22})\.(?P<turn>[1-9]\d{0,3})")
_BESIDES = 3
_SEARCHED = (Status.ANSWERED, Status.SUGGESTED, Status.UNANSWERED)
_WELCOME = Question(occasion=Occasion.WELCOME, channel="web")


@dataclass(frozen=True)
class Talk:
    """Where a conversation stands: its random name, and the number of the next question."""

    name: str
    turn: int = 1

    def __str__(self) -> str:
        return f"{self.name}.{self.turn}"


class AskPage:
    """The page.

    Args:
        base: the public address of the site, by which a proxy may know it alone.
        pseudonym: keyed hash of texts, in place of conversations' and messages' names.
    """

    def __init__(
        self,
        edition: Callable[[], Edition],
        reception: Reception,
        press: Press,
        base: str,
        pseudonym: Callable[..., str],
    ) -> None:
        self._edition = edition
        self._reception = reception
        self._press = press
        self._host = urlsplit(base).netloc
        self._pseudonym = pseudonym

    def add_to(self, routes: Blueprint) -> None:
        """Register the routes."""
        routes.add_url_rule("/ask", "ask", self._welcome, methods=["GET"])
        routes.add_url_rule("/ask", "asked", self._answer, methods=["POST"])

    def _welcome(self) -> Response:
        return self._page(self._edition().ask(_WELCOME, Conversation()).reply)

    def _answer(self) -> Response | Redirect:
        if not self._is_from_here():
            return self._press.page("foreign.html", 403)
        asked = request.form.get("q", "").strip()
        if not asked:
            return redirect(url_for("pages.ask"), 303)
        talk = _talk(request.args.get("talk", ""))
        if talk is None:
            # 307 sends the question once more, to an address where sending it again counts no more.
            return redirect(url_for("pages.asked", talk=Talk(secrets.token_urlsafe(16))), 307)
        reply, talk = self._reply(talk, asked), replace(talk, turn=talk.turn + 1)
        return self._page(reply, asked, talk)

    def _is_from_here(self) -> bool:
        """Whether a form of ours was sent; browsers too old to say where one stands are believed."""
        origin = request.headers.get("Origin")
        return origin is None or urlsplit(origin).netloc in (request.host, self._host)

    def _reply(self, talk: Talk, asked: str) -> Reply:
        person = self._pseudonym("web", talk.name)
        if talk.turn == 1:
            # The page has shown the welcome: a number typed first means a choice of its list.
            key = self._pseudonym("web", talk.name, "welcome")
            self._reception.reply(replace(_WELCOME, person=person, key=key))
        key = self._pseudonym("web", str(talk), asked)
        return self._reception.reply(Question(asked, person=person, key=key, channel="web"))

    def _page(self, reply: Reply, asked: str = "", talk: Talk | None = None) -> Response:
        return self._press.page(
            "ask.html",
            asked=asked,
            longest=LONGEST,
            pieces=list(pieces(reply.text)),
            card=reply.article,
            found=self._found(asked, reply),
            talk=talk,
        )

    def _found(self, asked: str, reply: Reply) -> list[tuple[str, Match]]:
        """What search finds besides, and of which units, so that one line serves for asking and for searching."""
        if reply.status not in _SEARCHED or not asked:
            return []
        edition = self._edition()
        found = worth_showing(edition.verdict(asked), edition.corpus)
        besides = (m for m in found if m.quote.text not in reply.text)
        return [(edition.corpus.speech_of(m.passage).unit.name, m) for m in islice(besides, _BESIDES)]


def _talk(written: str) -> Talk | None:
    found = _TALK.fullmatch(written)
    return Talk(found["name"], int(found["turn"])) if found else None

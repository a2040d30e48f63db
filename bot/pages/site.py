"""The pages people open on their phones."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flask import Blueprint, abort, render_template, request

from bot.dialogue.markup import pieces
from bot.model import Question

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.dialogue.edition import Edition
    from bot.dialogue.links import Links
    from bot.dialogue.reception import Reception
    from bot.model import Passage

_LONGEST_QUESTION = 500
_SPAN = re.compile(r"(\d{1,6})-(\d{1,6})")


class Site:
    """Server-rendered pages over the same corpus the bot answers from."""

    def __init__(self, edition: Callable[[], Edition], reception: Reception, links: Links) -> None:
        self._edition = edition
        self._reception = reception
        self._links = links

    def blueprint(self) -> Blueprint:
        """The routes."""
        routes = Blueprint("pages", __name__, template_folder="templates", static_folder="static")
        routes.add_url_rule("/", "home", self._home)
        routes.add_url_rule("/ask", "ask", self._ask)
        routes.add_url_rule("/speeches/<slug>", "speech", self._speech)
        routes.add_url_rule("/healthz", "healthz", lambda: ("ok\n", {"Content-Type": "text/plain"}))
        return routes

    def _home(self) -> str:
        return render_template("home.html", corpus=self._edition().corpus)

    def _ask(self) -> str:
        asked = request.args.get("q", "").strip()[:_LONGEST_QUESTION]
        question = Question(asked, channel="web") if asked else Question(occasion="welcome", channel="web")
        reply = self._reception.reply(question)
        return render_template("ask.html", asked=asked, pieces=list(pieces(reply.text)))

    def _speech(self, slug: str) -> str:
        speech = self._edition().corpus.speech(slug)
        if speech is None:
            abort(404)
        return render_template("speech.html", speech=speech, parts=_parts)


def _parts(passage: Passage) -> tuple[str, str, str]:
    """The text before, inside and behind the span that the address marks (`?anchor=start-end`)."""
    span = _SPAN.fullmatch(request.args.get(passage.anchor, ""))
    start, end = (int(span[1]), int(span[2])) if span else (0, 0)
    return passage.text[:start], passage.text[start:end], passage.text[end:]

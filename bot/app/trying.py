"""The same words said to what answers now and to the knowledge folder as it stands, and why each answers so."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from rich.console import Console

from bot.dialogue.edition import Replied
from bot.errors import BaiguError
from bot.model import Conversation, Occasion, Question
from bot.terminal.explanation import explain

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.app.service import Service
    from bot.dialogue.edition import Edition

_WIDTH = 76


class Trying:
    """Asks both; keeps what was built for the next question."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._folder: tuple[object, Edition] | None = None

    def ask(self, messages: Sequence[str]) -> dict[str, Any]:
        """What both reply to each of the messages, said one after another, and why to the last."""
        return {"live": _tried(self._live, messages), "candidate": _tried(self._candidate, messages)}

    def _live(self) -> Edition:
        self._service.editions.look()
        return self._service.editions.current()

    def _candidate(self) -> Edition:
        knowledge, withheld = self._service.knowledge, self._service.withholdings.current()
        files = ((name, (knowledge.folder.root / name).stat()) for name in knowledge.folder.names())
        seen = (withheld, [(name, file.st_mtime_ns, file.st_size) for name, file in files])
        if self._folder is None or self._folder[0] != seen:
            self._folder = (seen, self._service.edition_of(knowledge.load().without(withheld)))
        return self._folder[1]


def _tried(edition: Callable[[], Edition], messages: Sequence[str]) -> dict[str, Any]:
    try:
        return _asked(edition(), messages)
    except BaiguError as error:
        return {"fault": str(error)}


def _asked(edition: Edition, messages: Sequence[str]) -> dict[str, Any]:
    conversation, replied = Conversation(), list[Replied]()
    for text in messages:
        replied.append(edition.ask(_question(text), conversation))
        conversation = replied[-1].conversation
    told = io.StringIO()
    explain(Console(file=told, width=_WIDTH), replied[-1].answer, edition.corpus)
    return {"turns": [_turn(one) for one in replied], "why": told.getvalue()}


def _question(text: str) -> Question:
    """What a text means; an occasion is written as the journal writes it."""
    name = text.strip("［］")
    is_occasion = text == f"［{name}］" and name in set(map(str, Occasion))
    return (
        Question(occasion=Occasion(name), channel="terminal")
        if is_occasion
        else Question(text, channel="terminal")
    )


def _turn(replied: Replied) -> dict[str, Any]:
    reply = replied.reply
    article = reply.article
    card = (
        {"title": article.title, "description": article.description, "url": article.url} if article else None
    )
    return {"text": reply.text, "card": card, "status": reply.status.value}

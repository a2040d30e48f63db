"""What is kept of a question and its answer, on its way to wherever that is."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypedDict

from bot.model import Article, Choice, Conversation, Reply, Status
from bot.state.journal import ERASED, entry
from bot.state.masking import mask

if TYPE_CHECKING:
    from bot.model import Answer, Question

CONVERSATION_TTL = 1800.0
"""Seconds after which a conversation is forgotten."""

REPLY_TTL = 3600.0
"""Seconds for which the same message gets the stored reply; WeChat's retries end within 15."""

NO_REPLY = {"person": None, "reply": ""}
"""In place of a reply that was erased; its key stays for as long as its message may come again, and counts once."""

NOBODYS = {
    "person": None,
    "question": ERASED,
    "request": None,
    "quoted": None,
    "fingerprint": None,
    "reply": None,
}

_LOST = Conversation(is_lost=True)

_json = json.JSONEncoder(ensure_ascii=False, default=vars).encode


class Exchange(TypedDict):
    """What is kept of a question and its answer, as rows of tables and as JSON has it; masked."""

    at: float
    asked: float
    reply: dict[str, Any] | None
    conversation: dict[str, Any] | None
    entry: dict[str, Any]


def exchange(
    question: Question, answer: Answer, reply: Reply, conversation: Conversation, at: float
) -> Exchange:
    """What is to be kept; no reply without a key, no conversation of nobody, nor one that is lost and did not go on."""
    person, given, spoken = question.person, None, None
    if question.key:
        given = {"key": question.key, "person": person, "reply": _told(reply), "at": at}
    if person and conversation != _LOST:
        trail = tuple(mask(asked) for asked in conversation.trail)
        vain = mask(conversation.vain) if conversation.vain else None
        told = _json({**vars(conversation), "trail": trail, "vain": vain, "is_lost": False})
        spoken = {"person": person, "conversation": told, "at": at}
    return {
        "at": at,
        "asked": question.at,
        "reply": given,
        "conversation": spoken,
        "entry": entry(question, answer, reply, at),
    }


def nobodys(kept: Exchange) -> Exchange:
    """What counts of an exchange whose person was erased."""
    told = {**kept["reply"], **NO_REPLY} if kept["reply"] else None
    return {**kept, "reply": told, "conversation": None, "entry": {**kept["entry"], **NOBODYS}}


def _told(reply: Reply) -> str:
    """A reply as JSON; without its quote, which has been held against the speech."""
    told = {
        "text": reply.text,
        "status": reply.status.value,
        "article": reply.article,
        "passages": reply.quoted,
        "wants_person": reply.wants_person,
    }
    return _json(told)


def reply_of(kept: str) -> Reply:
    """A reply as JSON keeps it."""
    data = json.loads(kept)
    card = data.get("article")
    return Reply(
        data["text"],
        Status(data["status"]),
        article=Article(**card) if card else None,
        kept_passages=tuple(data.get("passages", ())),
        wants_person=data.get("wants_person", False),
    )


def conversation_of(kept: str) -> Conversation:
    """A conversation as JSON keeps it, whose tuples are lists; one of an earlier version lacks what came later."""
    data = json.loads(kept)
    return Conversation(
        choices=tuple(Choice(**choice) for choice in data["choices"]),
        waiting=tuple(Choice(**choice) for choice in data["waiting"]),
        trail=tuple(data["trail"]),
        passage=data["passage"],
        unit=data["unit"],
        seen=tuple(data["seen"]),
        listed=data.get("listed", False),
        unanswered=data.get("unanswered", 0),
        vain=data.get("vain"),
        polled=data.get("polled", False),
    )

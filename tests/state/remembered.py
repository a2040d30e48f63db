"""What a store remembers, asked one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.model import Conversation, Reply

if TYPE_CHECKING:
    from bot.state.enduring import Store


def reply_to(store: Store, key: str) -> Reply | None:
    known = store.recall(key, None)
    return known if isinstance(known, Reply) else None


def conversation(store: Store, person: str) -> Conversation:
    known = store.recall(None, person)
    assert isinstance(known, Conversation)
    return known

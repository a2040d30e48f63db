"""What a store remembers, asked one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.dialogue.ports import Memory
    from bot.model import Conversation, Reply
    from bot.state.enduring import Store


def reply_to(store: Memory | Store, key: str) -> Reply | None:
    return store.recall(key, None)[0]


def conversation(store: Memory | Store, person: str) -> Conversation:
    return store.recall(None, person)[1]

"""What people type to ask for something other than a practice, as knowledge/phrases.toml lists it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

INTENTS = ("help", "units", "themes", "more", "another", "back", "again", "forget")
"""What the dialogue acts on. Any other phrase is a courtesy, met by the text of its name in knowledge/wording."""

_MARKS = re.compile(r"[^\w\u3400-\u9fff]+")
_TAIL = re.compile(r"[啊呀吧呢哈哦喔哟噢啦嘛咯了的]+$")


class Phrases:
    """Recognises a whole message as one of the phrases, never a part of one."""

    def __init__(self, phrases: Mapping[str, tuple[str, ...]], normalise: Callable[[str], str]) -> None:
        self._normalise = normalise
        self._intents = {
            self._bare(phrase): intent for intent, listed in phrases.items() for phrase in listed
        }

    def intent(self, text: str) -> str | None:
        """The intent of a message, None where it is none of the phrases."""
        bare = self._bare(text)
        return self._intents.get(bare) or self._intents.get(_TAIL.sub("", bare))

    def _bare(self, text: str) -> str:
        plain = self._normalise(text)
        return _MARKS.sub("", plain) or plain

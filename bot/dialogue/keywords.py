"""What editors answer by fixed words: the reply to a message that says them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.dialogue.markup import link
from bot.model import Answer, Conversation, Status

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.dialogue.guide import Guide
    from bot.model import Corpus, Keyword

    Turn = tuple[Answer, Conversation]

WORDING = "keyword"
"""What logs call such an answer; its text is its own and stands in no file."""


class Keywords:
    """The fixed replies of one corpus. A whole message goes before a beginning, a long beginning before a short one."""

    def __init__(self, corpus: Corpus, normalise: Callable[[str], str], guide: Guide) -> None:
        self._corpus = corpus
        self._guide = guide
        self._normalise = normalise
        said = [(self._key(says), keyword) for keyword in corpus.keywords for says in keyword.says]
        self._exact = {says: keyword for says, keyword in said if not keyword.prefix}
        beginnings = [(says, keyword) for says, keyword in said if keyword.prefix]
        self._beginnings = sorted(beginnings, key=lambda pair: -len(pair[0]))

    def turn(self, text: str, conversation: Conversation) -> Turn | None:
        """The reply to a message, and the conversation as it was before; None where it says none of the words."""
        if not self._exact and not self._beginnings:
            return None
        key = self._key(text)
        keyword = self._exact.get(key) or next(
            (k for says, k in self._beginnings if key.startswith(says)), None
        )
        return self._reply(keyword, conversation) if keyword else None

    def _key(self, text: str) -> str:
        return "".join(self._normalise(text).split())

    def _reply(self, keyword: Keyword, conversation: Conversation) -> Turn | None:
        if keyword.practice:
            passage = self._corpus.passage(keyword.practice)
            return self._guide.show(passage, conversation) if passage else None  # one that was withheld
        return Answer(Status.COURTESY, WORDING, text=fixed(keyword)), conversation


def fixed(keyword: Keyword) -> str:
    """The whole text of a fixed reply."""
    return f"{keyword.text}\n{link('点这里看', keyword.link)}" if keyword.link else keyword.text

"""What is shown, told in another way: whole, in short, by whom; or what else it may have been."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.dialogue.verdict import verdict

if TYPE_CHECKING:
    from bot.dialogue.answering import Answering
    from bot.dialogue.intent import Intent
    from bot.dialogue.pointing import Pointing
    from bot.dialogue.ports import Searching
    from bot.dialogue.remembering import Remembering, Turn
    from bot.model import Conversation, Corpus, Passage


@dataclass(frozen=True)
class Retelling:
    """Tells what is shown of one corpus. What tells of nothing shown gets no turn."""

    corpus: Corpus
    search: Searching
    pointing: Pointing
    answering: Answering
    remembering: Remembering

    def whole(self, reading: Intent, conversation: Conversation) -> Turn | None:
        """All words of the passage meant; of a unit that is named only where that is of it."""
        last = self.pointing.last(conversation)
        if last and reading.unit not in (None, self.corpus.speech_of(last).unit):
            last = None
        passage = self.pointing.numbered(reading, conversation) or last
        return self.remembering.turn(self.answering.whole(passage), None, conversation) if passage else None

    def told(self, reading: Intent, conversation: Conversation) -> Turn | None:
        """Who told the passage meant, where and when."""
        passage = self._meant(reading, conversation)
        return self.remembering.turn(self.answering.told(passage), None, conversation) if passage else None

    def brief(self, reading: Intent, conversation: Conversation) -> Turn:
        """The passage shown in one sentence."""
        last = self.pointing.last(conversation)
        if last is None:
            return self.wrong(reading, conversation)
        answer = self.answering.brief(last, self.pointing.asked(conversation) or "")
        return self.remembering.turn(answer, None, conversation)

    def wrong(self, _: Intent, conversation: Conversation) -> Turn:
        """Something else than what was quoted, or offered in vain."""
        asked = self.pointing.asked(conversation)
        found = verdict(self.search, self.corpus.calibration, asked) if asked else None
        seen = tuple(dict.fromkeys((*conversation.seen, *self.pointing.offered(conversation))))
        answer = self.answering.sorry(found, seen)
        return self.remembering.turn(answer, None, replace(conversation, seen=seen))

    def _meant(self, reading: Intent, conversation: Conversation) -> Passage | None:
        """The passage of the ordinal or unit in a message; else what was quoted, or offered first."""
        unit, numbered = reading.unit, self.pointing.numbered(reading, conversation)
        if numbered or unit is None:
            return numbered or next(iter(self.pointing.shown(conversation)), None)
        return self.pointing.shown_of(unit, conversation) or next(iter(self.corpus.passages_of(unit)), None)

"""What is shown, told in another way: whole, in short, by whom; or what else it may have been."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.dialogue.slots import ORDINAL
from bot.dialogue.verdict import verdict
from bot.model import Wording

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.dialogue.answering import Answering
    from bot.dialogue.guide import Guide
    from bot.dialogue.intent import Intent
    from bot.dialogue.pointing import Pointing
    from bot.dialogue.ports import Searching
    from bot.dialogue.remembering import Remembering, Turn
    from bot.model import Answer, Conversation, Corpus, Passage


@dataclass(frozen=True)
class Retelling:
    """Tells what is shown of one corpus. What tells of nothing shown gets no turn."""

    corpus: Corpus
    search: Searching
    pointing: Pointing
    guide: Guide
    answering: Answering
    remembering: Remembering

    def whole(self, reading: Intent, conversation: Conversation) -> Turn | None:
        """All words of the passage meant; of a unit that is named only where that is of it."""
        if reading.slotted.of(ORDINAL):
            opened = self.guide.ordinal(reading, conversation)
            is_card = opened is not None and opened[0].wording == Wording.UNIT
            return opened if is_card else self._retold(opened, self.answering.whole)
        last = self.pointing.last(conversation)
        if last is None or reading.unit not in (None, self.corpus.speech_of(last).unit):
            return None
        return self.remembering.turn(self.answering.whole(last), None, conversation)

    def told(self, reading: Intent, conversation: Conversation) -> Turn | None:
        """Who told the passage meant, where and when."""
        if reading.slotted.of(ORDINAL):
            return self._retold(self.guide.ordinal(reading, conversation), self.answering.told)
        passage = self._meant(reading, conversation)
        return self.remembering.turn(self.answering.told(passage), None, conversation) if passage else None

    def _retold(self, opened: Turn | None, tell: Callable[[Passage], Answer]) -> Turn | None:
        """What was opened, told in another way where it is one passage."""
        if opened is None or len(opened[0].quotes) != 1:
            return opened
        answer, after = opened
        return self.remembering.turn(tell(answer.quotes[0].passage), None, after)

    def brief(self, reading: Intent, conversation: Conversation) -> Turn | None:
        """The passage shown in one sentence."""
        last = self.pointing.last(conversation)
        if last is None:
            return None if reading.topic or reading.unit else self.wrong(reading, conversation)
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
        """The passage of the unit in a message; else what was quoted, or offered first."""
        unit = reading.unit
        if unit is None:
            return next(iter(self.pointing.shown(conversation)), None)
        return self.pointing.shown_of(unit, conversation) or next(iter(self.corpus.passages_of(unit)), None)

"""What was shown before, again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.dialogue.pointing import LISTS
from bot.model import Wording

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.dialogue.answering import Answering
    from bot.dialogue.guide import Guide
    from bot.dialogue.intent import Intent
    from bot.dialogue.pointing import Pointing
    from bot.dialogue.remembering import Remembering, Turn
    from bot.model import Conversation


@dataclass(frozen=True)
class Returning:
    """Goes back in a conversation.

    Attributes:
        ask: what a text gets, as if it were said now.
    """

    pointing: Pointing
    guide: Guide
    answering: Answering
    remembering: Remembering
    ask: Callable[[str, Conversation], Turn]

    def again(self, reading: Intent, conversation: Conversation) -> Turn:
        """What is shown, once more; of what a message names, what was shown of it."""
        return self._named(reading, conversation) or self._shown(conversation)

    def back(self, reading: Intent, conversation: Conversation) -> Turn:
        """What was shown before that, first, or of what is named; what is shown still, where the last message got no answer."""
        trail = conversation.trail if conversation.unanswered else conversation.trail[:-1]
        trail = conversation.trail[:1] if reading.to_beginning else trail
        return (
            self._named(reading, conversation)
            or (self._list(trail, conversation) if reading.to_list else None)
            or self._replay(trail, conversation)
        )

    def to_named(self, reading: Intent, conversation: Conversation) -> Conversation:
        """The conversation after what was last shown of the unit that a message names; as it is where nothing was."""
        turn = self._named(reading, conversation) if reading.unit else None
        return turn[1] if turn else conversation

    def _shown(self, conversation: Conversation) -> Turn:
        last = self.pointing.last(conversation)
        if last:
            answer = self.answering.practice(last, conversation.choices)
            return self.remembering.turn(answer, None, conversation)
        return self._replay(conversation.trail, conversation)

    def _named(self, reading: Intent, conversation: Conversation) -> Turn | None:
        """What was last shown of the unit or the subject that a message names (刚才停车那条)."""
        if not (reading.unit or reading.topic):
            return None
        # A list speaks of none, and would leave the one spoken of now.
        turns = self._replays(conversation.trail, replace(conversation, unit=None))
        return next((turn for asked, turn in turns if _is_of(reading, asked, turn)), None)

    def _list(self, trail: tuple[str, ...], conversation: Conversation) -> Turn | None:
        """The list that was shown last."""
        turns = (turn for _, turn in self._replays(trail, conversation))
        return next((turn for turn in turns if turn[1].listed or turn[0].wording == Wording.UNIT), None)

    def _replays(self, trail: tuple[str, ...], conversation: Conversation) -> Iterator[tuple[str, Turn]]:
        """Each of the trail with what it got, the latest first."""
        for end in range(len(trail), 0, -1):
            yield trail[end - 1], self._replay(trail[:end], conversation)

    def _replay(self, trail: tuple[str, ...], conversation: Conversation) -> Turn:
        """What the last of the trail got, as if nothing had been said since."""
        if not trail:
            return self.guide.list_of(Wording.HELP, conversation)
        before = replace(conversation, trail=trail[:-1], passage=None, choices=(), waiting=())
        return (self.guide.list_of if trail[-1] in LISTS else self.ask)(trail[-1], before)


def _is_of(reading: Intent, asked: str, turn: Turn) -> bool:
    """Whether what was asked, and what it got, is of the unit that a message names, or else of its subject."""
    answer, after = turn
    if reading.unit:
        return after.unit == reading.unit.slug
    return any(reading.topic in text for text in (asked, *(match.passage.text for match in answer.matches)))

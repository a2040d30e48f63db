"""A unit that is named, and what of it is meant: after another unit what was asked of that."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.dialogue.slots import ORDINAL
from bot.model import Role

if TYPE_CHECKING:
    from bot.dialogue.answering import Answering
    from bot.dialogue.guide import Guide
    from bot.dialogue.intent import Intent
    from bot.dialogue.interpreter import Interpreter
    from bot.dialogue.leaning import Leaning
    from bot.dialogue.pointing import Pointing
    from bot.dialogue.remembering import Remembering, Turn
    from bot.model import Conversation, Unit, Verdict

_HOW = re.compile("怎么|怎样|如何|[靠用][这此]")
"""Says how, and leaves what to the question before."""


@dataclass(frozen=True)
class Instead:
    """Answers messages that name a unit and little else. What names none gets no turn."""

    reader: Interpreter
    pointing: Pointing
    leaning: Leaning
    guide: Guide
    answering: Answering
    remembering: Remembering

    def unit(self, reading: Intent, conversation: Conversation) -> Turn | None:
        """What a unit told of what else the message says, its answer to what was asked (某局是怎么做的), or its card."""
        unit = self.guide.unit_meant(reading, conversation)
        if unit is None:
            return None
        told = self._told(reading, unit, conversation)
        if told is None and _HOW.search(reading.slotted.text):
            told = self._turn(self._found(unit, conversation), conversation)
        return told or self.guide.card(unit, conversation)

    def instead(self, reading: Intent, conversation: Conversation) -> Turn | None:
        """Another unit after a unit: what was shown of it, its practice of that number, the same question, or its card."""
        unit = self.guide.unit_meant(reading, conversation)
        if unit is None:
            return None
        told = self._told(reading, unit, conversation)
        if told:
            return told
        is_of_list = conversation.listed and not self.pointing.is_of_one(conversation)
        shown = self.pointing.shown_of(unit, conversation) if reading.points or is_of_list else None
        if shown:  # as an answer to what was asked, so that that can be asked of yet another
            answer = self.answering.practice(shown, conversation.choices)
            return self.remembering.turn(answer, None, replace(conversation, seen=()))
        found = self._found(unit, conversation)
        same = self.pointing.same_of(unit, self._number(self._asked(conversation)), conversation)
        if same and not (found and reading.points):
            return self.guide.walk(same, conversation)
        return self._turn(found, conversation) or self.guide.card(unit, conversation)

    def _asked(self, conversation: Conversation) -> str | None:
        return conversation.vain or self.pointing.asked(conversation)

    def _found(self, unit: Unit, conversation: Conversation) -> Verdict | None:
        """What a unit told of what was asked last."""
        asked = self._asked(conversation)
        words = self.reader.without_units(asked) if asked else None
        return self.leaning.told_of(words, unit, if_near=True) if words else None

    def _turn(self, found: Verdict | None, conversation: Conversation) -> Turn | None:
        if found is None:
            return None
        return self.remembering.turn(self.answering.found(found), self._asked(conversation), conversation)

    def _told(self, reading: Intent, unit: Unit, conversation: Conversation) -> Turn | None:
        """The practice of a unit that tells of what a message says beside its name; how many it has, its card says."""
        rest = self.reader.without_units(reading.question)
        if reading.unit is None or reading.number or not self.reader.tells(rest):
            return None
        found = self.leaning.told_of(rest, unit)
        if found is None or found.finding.matches[0].passage.role is Role.OPENING:
            return None
        return self.remembering.turn(self.answering.found(found), reading.question, conversation)

    def _number(self, asked: str | None) -> int:
        """The number of a practice that was asked for of no unit; 0 of any other question."""
        before = self.reader.read(asked) if asked else None
        is_only = before is not None and before.slotted.of(ORDINAL) and not before.topic
        return before.number if before and is_only else 0

"""The unit that a message means by its place: 第三家, 中间那篇, 最开始那家."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.dialogue.pointing import nth
from bot.dialogue.slots import NUMBER, OF_UNITS, ORDINAL

if TYPE_CHECKING:
    from bot.dialogue.intent import Intent
    from bot.dialogue.interpreter import Interpreter
    from bot.dialogue.pointing import Pointing
    from bot.dialogue.ports import Searching
    from bot.model import Conversation, Corpus, Unit

_EARLIEST = re.compile(
    r"(?:最开始|一开始|最初|最早)(?:的|那|𠮶|说|讲|问)*一?(?:个?(?:单位|部门)|家|篇)"
    r"|(?<=回到)(?:第一|头一?|最前面?那?一?)(?:个?(?:单位|部门)|家|篇)"
)
"""The unit first spoken of."""


class Placing:
    """Finds units by their places in one corpus, or in what was shown of it."""

    def __init__(self, corpus: Corpus, search: Searching, reader: Interpreter, pointing: Pointing) -> None:
        self._corpus, self._search = corpus, search
        self._reader, self._pointing = reader, pointing

    def named(self, text: str, reading: Intent, conversation: Conversation) -> str | None:
        """A message with the unit's name where its place was; None where it tells no place, or nothing else."""
        plain = self._reader.plain(text)
        earliest = _EARLIEST.search(plain)
        if earliest:
            return self._put(plain, earliest[0], self._first(conversation))
        slots = self._reader.slots(plain).slots
        places = [slot for slot in slots if slot.kind == ORDINAL and slot.measure in OF_UNITS]
        is_more = len([slot for slot in slots if slot.kind in (ORDINAL, NUMBER)]) > 1 or bool(reading.topic)
        if not places or reading.unit or not (is_more or reading.act == "told"):
            return None
        units = self._pointing.units(conversation)
        return self._put(plain, places[0].text, nth(units, places[0].number))

    @staticmethod
    def _put(plain: str, place: str, unit: Unit | None) -> str | None:
        return plain.replace(place, unit.name, 1) if unit else None

    def _first(self, conversation: Conversation) -> Unit | None:
        """The unit that a conversation spoke of first, as far as it is remembered."""
        found = (self._search.search(text) for text in conversation.trail)
        first = (f.unit or self._corpus.speech_of(f.matches[0].passage).unit for f in found if f.matches)
        return next(first, None)

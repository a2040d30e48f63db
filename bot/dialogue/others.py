"""What else there is on a question, of other units where they are asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.dialogue.verdict import verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.dialogue.answering import Answering
    from bot.dialogue.intent import Intent
    from bot.dialogue.interpreter import Interpreter
    from bot.dialogue.ports import Searching
    from bot.dialogue.remembering import Remembering, Turn
    from bot.model import Conversation, Corpus, Unit


class Others:
    """Finds more of the same in one corpus."""

    def __init__(
        self,
        corpus: Corpus,
        search: Searching,
        reader: Interpreter,
        answering: Answering,
        remembering: Remembering,
    ) -> None:
        self._corpus = corpus
        self._search = search
        self._reader = reader
        self._answering = answering
        self._remembering = remembering

    def turn(self, question: str, reading: Intent, conversation: Conversation) -> Turn:
        """What else there is on a question, of other units where they are asked for."""
        asked = self._reader.read(question)
        excluded = self._excluded(asked, reading, conversation)
        words = asked.question if asked.excluded else question
        found = verdict(
            self._search,
            self._corpus.calibration,
            self._reader.without_units(words) if excluded else words,
        )
        # Whoever names what is not wanted may get again what was shown.
        is_named = bool(reading.excluded or reading.excludes_shown)
        seen = () if is_named else conversation.seen
        names = "、".join(unit.name for unit in excluded)
        return self._remembering.turn(
            self._answering.another(found, seen, excluded),
            f"除了{names}，{words}" if is_named else question,
            conversation,
        )

    def _excluded(self, asked: Intent, reading: Intent, conversation: Conversation) -> tuple[Unit, ...]:
        """The units that are not wanted: those that a message names, those shown, or the one shown."""
        if reading.excludes_shown:
            return tuple(dict.fromkeys((*asked.excluded, *self._shown(reading.shown, conversation))))
        last = self._unit_of(conversation.passage) if reading.besides else None
        return reading.excluded or ((last,) if last else ())

    def _shown(self, most: int, conversation: Conversation) -> Iterator[Unit]:
        """The units last told of, the latest first."""
        seen = map(self._unit_of, reversed(conversation.seen))
        told = dict.fromkeys(unit for unit in seen if unit)
        for text in reversed(conversation.trail):
            if len(told) >= most:
                break
            first = verdict(self._search, self._corpus.calibration, text).finding.matches[:1]
            told.update(dict.fromkeys(self._corpus.speech_of(match.passage).unit for match in first))
        yield from list(told)[:most]

    def _unit_of(self, passage_id: str | None) -> Unit | None:
        passage = self._corpus.passage(passage_id) if passage_id else None
        return self._corpus.speech_of(passage).unit if passage else None

"""What else there is on a question, of other units where they are asked for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.dialogue.verdict import verdict
from bot.model import Status, Wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.dialogue.answering import Answering
    from bot.dialogue.guide import Guide
    from bot.dialogue.intent import Intent
    from bot.dialogue.interpreter import Interpreter
    from bot.dialogue.pointing import Pointing
    from bot.dialogue.ports import Searching
    from bot.dialogue.remembering import Remembering, Turn
    from bot.model import Conversation, Corpus, Unit


@dataclass(frozen=True)
class Others:
    """Finds more of the same in one corpus."""

    corpus: Corpus
    search: Searching
    reader: Interpreter
    pointing: Pointing
    guide: Guide
    answering: Answering
    remembering: Remembering

    def another(self, reading: Intent, conversation: Conversation) -> Turn:
        """What comes next for somebody who walks through a speech; else what else there is on the last question."""
        pointed = self.guide.other(reading, conversation) or self.of_them(reading, conversation)
        if pointed:
            return pointed
        last = self.pointing.last(conversation)
        wants_else = reading.besides or reading.wants_another
        walked = self.pointing.walked_to(conversation)
        if walked and not wants_else:
            return self.guide.beside(walked, 1, conversation)
        question = self.pointing.asked(conversation)
        if question is None:
            return self.guide.list_of(Wording.UNITS if reading.besides else Wording.HELP, conversation)
        others = self._on(question, reading, conversation)
        # What else there is on a question is told before what else its speech tells.
        following = self.pointing.following(last) if last and not wants_else else None
        is_told = others[0].status is Status.ANSWERED
        if reading.unit and not is_told:
            return self.guide.card(reading.unit, conversation)
        if is_told or following is None or following.id in conversation.seen:
            return others
        return self.guide.walk(following, conversation)

    def of_them(self, reading: Intent, conversation: Conversation) -> Turn | None:
        """What else the unit that was shown tells, for whoever wants that (他们还做了别的没); in the end its card."""
        last = self.pointing.last(conversation)
        is_of_all = reading.act == "unit" and not reading.wants_another
        if last is None or is_of_all or not reading.wants_theirs:
            return None
        following = self.pointing.following(last)
        if following:
            return self.guide.walk(following, conversation)
        return self.guide.card(self.corpus.speech_of(last).unit, conversation)

    def besides(self, reading: Intent, conversation: Conversation) -> Turn:
        """What others did than the units named or shown: on what it asks, else on what was asked last."""
        asked = reading.question if reading.topic else self.pointing.asked(conversation)
        return self.turn(asked or reading.question, reading, conversation)

    def _on(self, question: str, reading: Intent, conversation: Conversation) -> Turn:
        """What else there is on the last question; where it was about one unit, on the one before."""
        others = self.turn(question, reading, conversation)
        before = replace(conversation, trail=conversation.trail[:-1])
        asked = self.pointing.asked(before) if reading.besides else None
        if others[0].status is Status.ANSWERED or asked is None:
            return others
        earlier = self.turn(asked, reading, conversation)
        return earlier if earlier[0].status is Status.ANSWERED else others

    def turn(self, question: str, reading: Intent, conversation: Conversation) -> Turn:
        """What else there is on a question, of other units where they are asked for."""
        asked = self.reader.read(question)
        excluded = self._excluded(asked, reading, conversation)
        words = asked.question if asked.excluded else question
        found = verdict(
            self.search,
            self.corpus.calibration,
            self.reader.without_units(words) if excluded else words,
        )
        # Whoever names what is not wanted may get again what was shown.
        is_named = bool(reading.excluded or reading.excludes_shown)
        seen = () if is_named else conversation.seen
        names = "、".join(unit.name for unit in excluded)
        return self.remembering.turn(
            self.answering.another(found, seen, excluded),
            f"除了{names}，{words}" if is_named else question,
            conversation,
        )

    def _excluded(self, asked: Intent, reading: Intent, conversation: Conversation) -> tuple[Unit, ...]:
        """The units that are not wanted: those that a message names, those shown, or the one shown."""
        if reading.excludes_shown:
            return tuple(dict.fromkeys((*asked.excluded, *self._shown(reading.shown, conversation))))
        if reading.excluded:  # one more, where nothing else is asked: 再除了某局呢
            before = () if reading.topic else asked.excluded
            return tuple(dict.fromkeys((*before, *reading.excluded)))
        last = self._unit_of(conversation.passage) if reading.besides else None
        return (last,) if last else ()

    def _shown(self, most: int, conversation: Conversation) -> Iterator[Unit]:
        """The units last told of, the latest first."""
        seen = map(self._unit_of, reversed(conversation.seen))
        told = dict.fromkeys(unit for unit in seen if unit)
        for text in reversed(conversation.trail):
            if len(told) >= most:
                break
            first = verdict(self.search, self.corpus.calibration, text).finding.matches[:1]
            told.update(dict.fromkeys(self.corpus.speech_of(match.passage).unit for match in first))
        yield from list(told)[:most]

    def _unit_of(self, passage_id: str | None) -> Unit | None:
        passage = self.corpus.passage(passage_id) if passage_id else None
        return self.corpus.speech_of(passage).unit if passage else None

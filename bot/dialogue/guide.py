"""Lists, and what is pointed at in them or in a speech: a unit, a theme, a number, the next one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.dialogue.pointing import Pointing
from bot.model import Answer, Status, Wording

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.dialogue.answering import Answering
    from bot.dialogue.directory import Directory
    from bot.dialogue.intent import Intent
    from bot.dialogue.remembering import Remembering, Turn
    from bot.model import Conversation, Corpus, Passage, Theme, Unit


_COUNTED = {"单位": Wording.UNITS, "部门": Wording.UNITS, "家": Wording.UNITS, "主题": Wording.THEMES}
"""What may be counted beside practices, and the list of it."""

_TWO = 2


def list_of_counted(counted: str) -> Wording | None:
    """The list of what a message wants counted, where that is units or themes (家单位)."""
    return next((name for noun, name in _COUNTED.items() if noun in counted), None)


class Guide:
    """Leads through one corpus. What points at nothing here gets no turn."""

    def __init__(
        self,
        corpus: Corpus,
        directory: Directory,
        answering: Answering,
        remembering: Remembering,
        ask: Callable[[str, Conversation], Turn],
    ) -> None:
        self._corpus = corpus
        self._directory = directory
        self._pointing = Pointing(corpus, directory)
        self._answering = answering
        self._remembering = remembering
        self._ask = ask

    def named(self, text: str, conversation: Conversation) -> Turn | None:
        """What a text names to the letter, as every tap does."""
        passage, unit = self._directory.passage(text), self._directory.unit(text)
        theme = self._directory.theme(text)
        if passage:
            return self.show(passage, conversation)
        if unit:
            return self.card(unit, conversation)
        return self.theme(theme, conversation) if theme else None

    def list_of(self, name: str, conversation: Conversation) -> Turn:
        """The units, the themes, or help with questions to try, by the name of the text that carries them.

        A list of one shows that one.
        """
        lists = {"units": self._directory.units, "help": self._directory.questions}
        choices = lists.get(name, self._directory.themes)()
        is_list = name != Wording.HELP
        only = self.named(choices[0].says, conversation) if is_list and len(choices) == 1 else None
        if only:
            return only
        return self._remembering.turn(
            Answer(Status.DIRECTORY, name, choices=choices), str(name), conversation
        )

    def theme(self, theme: Theme, conversation: Conversation) -> Turn:
        """The practices of a theme; the practice itself where there is one."""
        choices = self._directory.of_theme(theme)
        only = self._directory.passage(choices[0].says) if len(choices) == 1 else None
        if only:
            return self.show(only, conversation)
        answer = Answer(Status.DIRECTORY, Wording.THEME, choices=choices, subject=theme.name)
        return self._remembering.turn(answer, theme.name, conversation)

    def card(self, unit: Unit, conversation: Conversation) -> Turn:
        """A unit, as somebody gets it who asks for nothing else."""
        return self._remembering.turn(self._answering.card(unit), unit.name, conversation)

    def show(self, passage: Passage, conversation: Conversation) -> Turn:
        """A passage, asked for by its name."""
        answer = self._answering.practice(passage, conversation.choices)
        (choice,) = self._directory.choices([passage])
        return self._remembering.turn(answer, choice.says, conversation)

    def walk(self, passage: Passage, conversation: Conversation) -> Turn:
        """A passage of the speech that one walks through, whatever was offered beside it."""
        return self.show(passage, replace(conversation, choices=(), waiting=()))

    def beside(self, last: Passage, step: int, conversation: Conversation) -> Turn:
        """The next passage or the one before, of the list that the last was opened from, else of its speech."""
        passage = self._pointing.beside(last, step, conversation)
        if passage:
            is_listed = self._pointing.is_listed(last, conversation)
            return self.show(passage, conversation) if is_listed else self.walk(passage, conversation)
        if self._pointing.is_listed(last, conversation):
            return self._end_of_list(conversation, Status.DIRECTORY)
        answer = self._answering.counted(self._corpus.speech_of(last), Wording.PAST_END, Status.DIRECTORY)
        return self._remembering.turn(answer, None, conversation)

    def number(self, reading: Intent, conversation: Conversation) -> Turn | None:
        """The entry of a list, or the practice, of a bare number; one past the list of a practice is the speech's."""
        if conversation.choices:
            return self._beyond(reading, conversation) or self._entry(reading.number, conversation)
        return self.ordinal(reading, conversation)

    def other(self, reading: Intent, conversation: Conversation) -> Turn | None:
        """The second of a list of two, for whoever wants the other one (另一家呢)."""
        is_of_two = conversation.listed and len(self._pointing.entries(conversation)) == _TWO
        return self._entry(_TWO, conversation) if is_of_two and reading.wants_second else None

    def _beyond(self, reading: Intent, conversation: Conversation) -> Turn | None:
        """The practice of that number, where the list beside what is shown has no such entry."""
        last = None if conversation.listed else self._pointing.last(conversation)
        if last is None or self._pointing.entry(reading.number, conversation):
            return None
        passage = self._pointing.practice(self._corpus.speech_of(last), reading.number)
        return self.walk(passage, conversation) if passage else None

    def _entry(self, number: int, conversation: Conversation) -> Turn:
        """An entry of the list last shown, which may be a question, or how many it has."""
        choice = self._pointing.entry(number, conversation)
        if choice is None:
            return self._end_of_list(conversation, Status.UNANSWERED)
        return self._ask(choice.says, conversation)

    def _end_of_list(self, conversation: Conversation, status: Status) -> Turn:
        """How many entries the list last shown has, whose speech it is where it is all of one."""
        entries = self._pointing.entries(conversation)
        subject = self._pointing.speaker(conversation)
        answer = Answer(status, Wording.PAST_END, choices=entries, subject=subject.name if subject else None)
        return self._remembering.turn(answer, None, conversation)

    def ordinal(self, reading: Intent, conversation: Conversation) -> Turn | None:
        """The practice of that number of the unit that is named, the entry of the list, or the practice shown."""
        if reading.many > 1:
            return self.count(reading, conversation)
        unit = self.unit_meant(reading, conversation)
        if unit:
            return self._practice_of(unit, reading.number, conversation)
        if _COUNTED.get(reading.measure) is Wording.UNITS and self._pointing.is_of_one(conversation):
            all_units = replace(conversation, choices=self._directory.units(), waiting=())
            return self._entry(reading.number, all_units)
        if self._pointing.means_list(reading, conversation):
            return self._beyond(reading, conversation) or self._entry(reading.number, conversation)
        return self._of_speech(reading.number, conversation)

    def _of_speech(self, number: int, conversation: Conversation) -> Turn | None:
        """The practice of that number of the speech shown, or of the unit that all of the list last shown is of."""
        last = self._pointing.last(conversation)
        if last is None:
            unit = self._pointing.speaker(conversation)
            return self._practice_of(unit, number, conversation) if unit else None
        speech = self._corpus.speech_of(last)
        passage = self._pointing.practice(speech, number)
        if passage:
            return self.walk(passage, conversation)
        none = self._answering.counted(speech, Wording.PAST_END, Status.UNANSWERED)
        return self._remembering.turn(none, None, conversation)

    def next(self, reading: Intent, conversation: Conversation) -> Turn | None:
        """What follows the passage shown, or the next page of a list; of passages that were only offered the first."""
        last = self._pointing.last(conversation)
        if conversation.waiting and (conversation.listed or last is None):
            return self._page(conversation)
        if last:
            return self.beside(last, reading.steps, conversation)
        offered = next(iter(self._pointing.shown(conversation)), None)
        return self.show(offered, conversation) if offered else None

    def previous(self, reading: Intent, conversation: Conversation) -> Turn | None:
        """What stands before the passage shown; where several are asked for, all of its speech."""
        last = self._pointing.last(conversation)
        if last and reading.number > 1:
            return self.count(reading, conversation)
        return self.beside(last, -reading.steps, conversation) if last else None

    def more(self, reading: Intent, conversation: Conversation) -> Turn | None:
        """The next page or passage, as long as there is one."""
        last = self._pointing.last(conversation)
        if conversation.listed or last is None or not self._pointing.beside(last, 1, conversation):
            return self._page(conversation) if conversation.waiting else None
        return self.next(reading, conversation)

    def _page(self, conversation: Conversation) -> Turn:
        answer = Answer(Status.DIRECTORY, Wording.MORE, choices=conversation.waiting)
        return self._remembering.turn(answer, None, conversation)

    def _practice_of(self, unit: Unit, number: int, conversation: Conversation) -> Turn:
        passage = self._pointing.practice_of(unit, number)
        if passage is None and number in (1, -1):
            passage = self._pointing.only_of(unit)
        if passage:
            return self.walk(passage, conversation)
        return self._counted(unit, Wording.PAST_END, conversation)

    def count(self, reading: Intent, conversation: Conversation) -> Turn:
        """How many practices a unit or the speech shown has, or how many units or themes there are."""
        listed = list_of_counted(reading.counted)
        if listed:
            return self.list_of(listed, conversation)
        unit, last = self.unit_meant(reading, conversation), self._pointing.last(conversation)
        if last and not unit:
            speech = self._corpus.speech_of(last)
            answer = self._answering.counted(speech, Wording.COUNTED, Status.ANSWERED)
            return self._remembering.turn(answer, None, conversation)
        if unit:
            return self._counted(unit, Wording.COUNTED, conversation)
        return self.list_of(Wording.UNITS, conversation)

    def _counted(self, unit: Unit, wording: Wording, conversation: Conversation) -> Turn:
        speeches = self._corpus.speeches_of(unit)
        if not speeches:
            return self.card(unit, conversation)
        choices = self._directory.of_unit(unit)
        status = Status.UNANSWERED if wording is Wording.PAST_END else Status.ANSWERED
        answer = Answer(status, wording, choices=choices, subject=unit.name)
        return self._remembering.turn(answer, unit.name, conversation)

    def unit_meant(self, reading: Intent, conversation: Conversation) -> Unit | None:
        """The unit that a message names, or means by 他们."""
        if reading.unit or not reading.they or not conversation.unit:
            return reading.unit
        return self._corpus.unit(conversation.unit)

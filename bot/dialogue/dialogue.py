"""Question + Conversation -> Answer + Conversation: what a message wants, and what is remembered of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.dialogue.answering import Answering
from bot.dialogue.directory import Directory
from bot.dialogue.leaning import Leaning
from bot.dialogue.pointing import Pointing
from bot.dialogue.reading import Reader
from bot.dialogue.remembering import Remembering
from bot.dialogue.verdict import verdict
from bot.model import Answer, Conversation, Occasion, Status, Why, Wording

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.dialogue.ports import Searching
    from bot.dialogue.reading import Reading
    from bot.model import Corpus, Passage, Question, Theme, Unit, Verdict

    Turn = tuple[Answer, Conversation]

_LISTS = (Wording.HELP, Wording.UNITS, Wording.THEMES)


class Dialogue:
    """Decides the answer to each message over one corpus."""

    def __init__(self, corpus: Corpus, search: Searching, normalise: Callable[[str], str]) -> None:
        self._corpus = corpus
        self._search = search
        self._directory = Directory(corpus, normalise)
        self._reader = Reader(corpus, normalise)
        self._pointing = Pointing(corpus, self._directory)
        self._leaning = Leaning(corpus, search, normalise)
        self._answering = Answering(corpus, search, self._directory)
        self._remembering = Remembering(corpus)
        self._acts: dict[str, Callable[[Reading, Conversation], Turn]] = {
            "forget": self._forget,
            "help": self._list,
            "units": self._list,
            "themes": self._list,
            "number": self._number,
            "ordinal": self._ordinal,
            "next": self._next,
            "previous": self._previous,
            "unit": self._unit,
            "theme": lambda reading, before: self._theme(reading.theme, before),
            "count": self._count,
            "more": self._more,
            "another": self._another,
            "detail": self._detail,
            "brief": self._brief,
            "unclear": self._brief,
            "wrong": self._wrong,
            "told": self._told,
            "again": self._again,
            "back": self._back,
            "close": lambda _, before: self._courtesy("goodbye", before),
        }

    def answer(self, question: Question, conversation: Conversation) -> Turn:
        """The answer to a question, and the conversation after it."""
        if question.occasion:
            return self._of_occasion(question.occasion, question.text, conversation)
        return self._of_text(question.text, conversation)

    def _of_occasion(self, occasion: Occasion, about: str, conversation: Conversation) -> Turn:
        """What meets something other than text; a scanned code that names something leads there instead."""
        named = (self._directory.unit, self._directory.theme, self._directory.passage)
        if any(find(about) for find in named):
            return self._of_text(about, conversation)
        choices = self._directory.themes() if occasion is Occasion.WELCOME else ()
        return self._remembering.turn(
            Answer(Status.COURTESY, occasion.wording, choices=choices), None, conversation
        )

    def _of_text(self, text: str, conversation: Conversation) -> Turn:
        """What a message wants: what it names to the letter, as every tap does, or what it is read to want."""
        passage, unit = self._directory.passage(text), self._directory.unit(text)
        if passage:
            return self._show(passage, conversation)
        if unit:
            return self._card(unit, conversation)
        reading = self._reader.read(text)
        if reading.act is None:
            return self._question(reading, conversation)
        act = self._acts.get(reading.act)
        return act(reading, conversation) if act else self._courtesy(reading.act, conversation)

    # Lists

    def _list(self, reading: Reading, conversation: Conversation) -> Turn:
        return self._list_of(reading.act or Wording.HELP, conversation)

    def _list_of(self, name: str, conversation: Conversation) -> Turn:
        choices = self._directory.units() if name == Wording.UNITS else self._directory.themes()
        return self._remembering.turn(
            Answer(Status.DIRECTORY, name, choices=choices), str(name), conversation
        )

    def _theme(self, theme: Theme | None, conversation: Conversation) -> Turn:
        if theme is None:
            return self._list_of(Wording.THEMES, conversation)
        choices = self._directory.of_theme(theme)
        only = self._directory.passage(choices[0].says) if len(choices) == 1 else None
        if only:
            return self._show(only, conversation)
        answer = Answer(Status.DIRECTORY, Wording.THEME, choices=choices, subject=theme.name)
        return self._remembering.turn(answer, theme.name, conversation)

    def _card(self, unit: Unit, conversation: Conversation) -> Turn:
        """A unit, as somebody gets it who asks for nothing else."""
        found = verdict(self._search, self._corpus.calibration, unit.name)
        return self._remembering.turn(self._answering.found(found), unit.name, conversation)

    # Pointing

    def _show(self, passage: Passage, conversation: Conversation) -> Turn:
        answer = self._answering.practice(passage, conversation.choices)
        (choice,) = self._directory.choices([passage])
        return self._remembering.turn(answer, choice.says, conversation)

    def _show_or_end(self, passage: Passage | None, last: Passage, conversation: Conversation) -> Turn:
        """A passage, or that its speech has no more."""
        if passage:
            return self._show(passage, conversation)
        answer = self._answering.counted(self._corpus.speech_of(last), Wording.PAST_END)
        return self._remembering.turn(answer, None, conversation)

    def _number(self, reading: Reading, conversation: Conversation) -> Turn:
        last = self._pointing.last(conversation)
        if conversation.choices:
            return self._entry(reading.number, conversation)
        return self._ordinal(reading, conversation) if last else self._question(reading, conversation)

    def _entry(self, number: int, conversation: Conversation) -> Turn:
        """An entry of the list last shown, or how many it has."""
        choice = self._pointing.entry(number, conversation)
        if choice:
            return self._of_text(choice.says, conversation)
        entries = self._pointing.entries(conversation)
        answer = Answer(Status.DIRECTORY, Wording.PAST_END, choices=entries)
        return self._remembering.turn(answer, None, conversation)

    def _ordinal(self, reading: Reading, conversation: Conversation) -> Turn:
        unit, last = self._unit_meant(reading, conversation), self._pointing.last(conversation)
        if unit:
            passage = self._pointing.practice_of(unit, reading.number)
            return (
                self._show(passage, conversation)
                if passage
                else self._counted(unit, Wording.PAST_END, conversation)
            )
        if self._pointing.means_list(reading, conversation):
            return self._entry(reading.number, conversation)
        if last is None:
            return self._question(reading, conversation)
        passage = self._pointing.practice(self._corpus.speech_of(last), reading.number)
        return self._show_or_end(passage, last, conversation)

    def _next(self, reading: Reading, conversation: Conversation) -> Turn:
        last = self._pointing.last(conversation)
        if conversation.listed and conversation.waiting:
            return self._more(reading, conversation)
        if last is None:
            return self._another(reading, conversation)
        return self._show_or_end(self._pointing.beside(last, 1, conversation), last, conversation)

    def _previous(self, reading: Reading, conversation: Conversation) -> Turn:
        last = self._pointing.last(conversation)
        if last is None:
            return self._back(reading, conversation)
        if reading.number > 1:
            return self._count(reading, conversation)
        return self._show_or_end(self._pointing.beside(last, -1, conversation), last, conversation)

    def _unit(self, reading: Reading, conversation: Conversation) -> Turn:
        """Another unit after a unit: the passage of it that stands there, the same question of it, or its card."""
        unit = self._unit_meant(reading, conversation)
        if unit is None:
            return self._question(reading, conversation)
        shown = self._pointing.shown_of(unit, conversation) if reading.points else None
        if shown:
            return self._show(shown, conversation)
        asked = self._asked(conversation) if reading.is_bare else None
        if asked:
            found = self._leaning.of_unit(self._reader.without_units(asked), unit)
            if found.status is Status.ANSWERED and found.why is not Why.UNIT:
                return self._remembering.turn(self._answering.found(found), asked, conversation)
        return self._card(unit, conversation)

    def _count(self, reading: Reading, conversation: Conversation) -> Turn:
        unit, last = self._unit_meant(reading, conversation), self._pointing.last(conversation)
        if last and not unit:
            answer = self._answering.counted(self._corpus.speech_of(last), Wording.COUNTED)
            return self._remembering.turn(answer, None, conversation)
        if unit:
            return self._counted(unit, Wording.COUNTED, conversation)
        return self._list_of(Wording.UNITS, conversation)

    def _counted(self, unit: Unit, wording: Wording, conversation: Conversation) -> Turn:
        speeches = self._corpus.speeches_of(unit)
        if not speeches:
            return self._card(unit, conversation)
        choices = self._directory.of_unit(unit)
        answer = Answer(Status.DIRECTORY, wording, choices=choices, subject=unit.name)
        return self._remembering.turn(answer, unit.name, conversation)

    # Going on

    def _more(self, reading: Reading, conversation: Conversation) -> Turn:
        if conversation.waiting:
            answer = Answer(Status.DIRECTORY, Wording.MORE, choices=conversation.waiting)
            return self._remembering.turn(answer, None, conversation)
        last = self._pointing.last(conversation)
        following = self._pointing.beside(last, 1, conversation) if last else None
        if following:
            return self._show(following, conversation)
        return self._another(reading, conversation)

    def _another(self, reading: Reading, conversation: Conversation) -> Turn:
        last, asked = self._pointing.last(conversation), conversation.trail[-1:]
        if last and asked and not reading.besides and self._directory.passage(asked[0]):
            return self._show_or_end(self._pointing.beside(last, 1, conversation), last, conversation)
        question = self._asked(conversation)
        if question is None:
            return self._list_of(Wording.UNITS if reading.besides else Wording.HELP, conversation)
        return self._others(question, reading, conversation)

    def _others(self, question: str, reading: Reading, conversation: Conversation) -> Turn:
        """What else there is on a question, of other units where they are asked for."""
        last = self._pointing.last(conversation)
        excluded = reading.excluded or (
            (self._corpus.speech_of(last).unit,) if reading.besides and last else ()
        )
        found = verdict(self._search, self._corpus.calibration, question)
        return self._remembering.turn(
            self._answering.another(found, conversation.seen, excluded), question, conversation
        )

    def _detail(self, reading: Reading, conversation: Conversation) -> Turn:
        last = self._pointing.last(conversation)
        if last is None:
            return self._another(reading, conversation)
        return self._remembering.turn(self._answering.whole(last), None, conversation)

    def _again(self, _: Reading, conversation: Conversation) -> Turn:
        last = self._pointing.last(conversation)
        if last:
            return self._remembering.turn(
                self._answering.practice(last, conversation.choices), None, conversation
            )
        if not conversation.trail:
            return self._list_of(Wording.HELP, conversation)
        return self._replay(conversation.trail, conversation)

    def _back(self, _: Reading, conversation: Conversation) -> Turn:
        trail = conversation.trail if conversation.unanswered else conversation.trail[:-1]
        return self._replay(trail, conversation) if trail else self._list_of(Wording.HELP, conversation)

    def _replay(self, trail: tuple[str, ...], conversation: Conversation) -> Turn:
        """What the last of the trail got, as if nothing had been said since."""
        before = replace(conversation, trail=trail[:-1], passage=None, choices=(), waiting=())
        is_list = trail[-1] in _LISTS
        return self._list_of(trail[-1], before) if is_list else self._of_text(trail[-1], before)

    # About what is shown, and what was wrong with it

    def _told(self, reading: Reading, conversation: Conversation) -> Turn:
        passage = self._passage_meant(reading, conversation)
        if passage is None:
            return self._list_of(Wording.HELP, conversation)
        return self._remembering.turn(self._answering.told(passage), None, conversation)

    def _passage_meant(self, reading: Reading, conversation: Conversation) -> Passage | None:
        unit = reading.unit
        if unit is None:
            return self._pointing.last(conversation)
        speeches = self._corpus.speeches_of(unit)
        return self._pointing.shown_of(unit, conversation) or (speeches[0].passages[0] if speeches else None)

    def _brief(self, reading: Reading, conversation: Conversation) -> Turn:
        last = self._pointing.last(conversation)
        if last is None:
            return self._wrong(reading, conversation)
        answer = self._answering.brief(last, self._asked(conversation) or "")
        return self._remembering.turn(answer, None, conversation)

    def _wrong(self, _: Reading, conversation: Conversation) -> Turn:
        asked = self._asked(conversation)
        found = verdict(self._search, self._corpus.calibration, asked) if asked else None
        shown = (self._directory.passage(choice.says) for choice in conversation.choices)
        seen = {p.id for p in shown if p} if conversation.listed else set[str]()
        return self._remembering.turn(
            self._answering.sorry(found, seen.union(conversation.seen)), None, conversation
        )

    # Courtesies, questions

    def _courtesy(self, wording: str, conversation: Conversation) -> Turn:
        return self._remembering.turn(Answer(Status.COURTESY, wording), None, conversation)

    @staticmethod
    def _forget(_: Reading, __: Conversation) -> Turn:
        return Answer(Status.COURTESY, Wording.FORGOTTEN, forgets=True), Conversation()

    def _question(self, reading: Reading, conversation: Conversation) -> Turn:
        last = self._pointing.last(conversation)
        if reading.excluded or (reading.besides and last):
            asks = reading.cut.unread or reading.theme
            asked = reading.question if asks else self._asked(conversation)
            return self._others(asked or reading.question, reading, conversation)
        fact = self._leaning.fact(reading, last)
        if fact:
            return self._remembering.turn(self._answering.fact(fact), None, conversation)
        unit = self._corpus.unit(conversation.unit) if conversation.unit else None
        found = self._leaning.verdict(reading, unit)
        if last and found.status is not Status.ANSWERED:
            topic = self._leaning.topic(reading, self._corpus.speech_of(last))
            if topic:
                return self._show(topic, conversation)
            found = _less_what_was_read(found, last)
        return self._remembering.turn(
            self._answering.found(found), self._standing_alone(reading, found), conversation
        )

    @staticmethod
    def _standing_alone(reading: Reading, found: Verdict) -> str:
        """A question as it can be asked again later: with the unit it was understood to mean."""
        unit = found.finding.unit
        leans = unit and not reading.unit
        return f"{unit.name}：{reading.question}" if unit and leans else reading.question

    def _unit_meant(self, reading: Reading, conversation: Conversation) -> Unit | None:
        if reading.unit or not reading.they or not conversation.unit:
            return reading.unit
        return self._corpus.unit(conversation.unit)

    def _asked(self, conversation: Conversation) -> str | None:
        """The last question: no list and nothing named to the letter."""
        names = (self._directory.passage, self._directory.theme, self._directory.unit)
        trail = (t for t in reversed(conversation.trail) if t not in _LISTS)
        return next((text for text in trail if not any(find(text) for find in names)), None)


def _less_what_was_read(found: Verdict, last: Passage) -> Verdict:
    """Where the nearest is what the person has just read, there is nothing to suggest."""
    matches = found.finding.matches
    is_read = bool(matches) and matches[0].passage == last
    return replace(found, status=Status.UNANSWERED) if is_read else found

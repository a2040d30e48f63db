"""Question + Conversation -> Answer + Conversation: what a message wants, and what is remembered of it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.dialogue import follow_up
from bot.dialogue.answering import Answering
from bot.dialogue.directory import Directory
from bot.dialogue.phrases import Phrases
from bot.dialogue.verdict import verdict
from bot.model import Answer, Conversation, Occasion, Status, Wording

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.dialogue.ports import Searching
    from bot.model import Corpus, Passage, Question, Unit

    Turn = tuple[Answer, Conversation]

PAGE = 8
"""How many choices a message shows; a phone shows about that many lines."""

_TRAIL = 5
_NUMBER = re.compile(r"(?:选|第|看|no\.?|\()?\s*(\d{1,2})\s*(?:个|号|项|\)|[.、。])?")


class Dialogue:
    """Decides the answer to each message over one corpus."""

    def __init__(self, corpus: Corpus, search: Searching, normalise: Callable[[str], str]) -> None:
        self._corpus = corpus
        self._search = search
        self._normalise = normalise
        self._directory = Directory(corpus, normalise)
        self._phrases = Phrases(corpus.phrases, normalise)
        self._answering = Answering(corpus, search, self._directory)

    def answer(self, question: Question, conversation: Conversation) -> Turn:
        """The answer to a question, and the conversation after it."""
        if question.occasion:
            return self._of_occasion(question.occasion, question.text, conversation)
        text = self._chosen(question.text, conversation)
        intent = self._phrases.intent(text)
        return self._of_intent(intent, conversation) if intent else self._of_text(text, conversation)

    def _chosen(self, text: str, conversation: Conversation) -> str:
        """What a typed number stands for, or the text itself."""
        found = _NUMBER.fullmatch(self._normalise(text))
        number = int(found[1]) if found else 0
        return conversation.choices[number - 1].says if 1 <= number <= len(conversation.choices) else text

    def _of_occasion(self, occasion: Occasion, about: str, conversation: Conversation) -> Turn:
        """What meets something other than text; a scanned code that names something leads there instead."""
        named = (self._directory.unit, self._directory.theme, self._directory.passage)
        if any(find(about) for find in named):
            return self._of_text(about, conversation)
        choices = self._directory.themes() if occasion is Occasion.WELCOME else ()
        return self._said(Answer(Status.COURTESY, occasion.wording, choices=choices), None, conversation)

    # Messages that are one of knowledge/phrases.toml

    def _of_intent(self, intent: str, conversation: Conversation) -> Turn:
        if intent == "forget":
            return Answer(Status.COURTESY, Wording.FORGOTTEN, forgets=True), Conversation()
        if intent in ("help", "units", "themes"):
            choices = self._directory.units() if intent == "units" else self._directory.themes()
            return self._said(Answer(Status.DIRECTORY, intent, choices=choices), intent, conversation)
        leaning = {"more": self._more, "another": self._another, "back": self._back, "again": self._again}
        if intent in leaning:
            return leaning[intent](conversation)
        return self._said(Answer(Status.COURTESY, intent), None, conversation)

    def _more(self, conversation: Conversation) -> Turn:
        if not conversation.waiting:
            return self._another(conversation)
        return self._said(
            Answer(Status.DIRECTORY, Wording.MORE, choices=conversation.waiting), None, conversation
        )

    def _another(self, conversation: Conversation) -> Turn:
        last, asked = self._last(conversation), conversation.trail[-1:]
        if last and asked and self._directory.passage(asked[0]):
            following = follow_up.following(self._corpus, last)
            if following:
                return self._said(self._answering.practice(following), asked[0], conversation)
        if not asked:
            return self._of_intent("help", conversation)
        found = verdict(self._search, self._corpus.calibration, asked[0])
        return self._said(self._answering.another(found, conversation.seen), None, conversation)

    def _back(self, conversation: Conversation) -> Turn:
        if len(conversation.trail) < 2:  # noqa: PLR2004 # the latest, and the one before it
            return self._of_intent("help", conversation)
        before = replace(conversation, trail=conversation.trail[:-2], passage=None)
        asked = conversation.trail[-2]
        return (
            self._of_intent(asked, before)
            if asked in ("help", "units", "themes")
            else self._of_text(asked, before)
        )

    def _again(self, conversation: Conversation) -> Turn:
        last = self._last(conversation)
        if last is None:
            return self._of_intent("help", conversation)
        return self._said(self._answering.practice(last), None, conversation)

    # Messages that ask

    def _of_text(self, text: str, conversation: Conversation) -> Turn:
        passage = self._passage_meant(text, conversation)
        if passage:
            return self._said(self._answering.practice(passage), text, conversation)
        theme = self._directory.theme(text)
        if theme:
            choices = self._directory.of_theme(theme)
            answer = Answer(Status.DIRECTORY, Wording.THEME, choices=choices, subject=theme.name)
            return self._said(answer, text, conversation)
        question, unit = self._standing_alone(text, conversation)
        found = verdict(self._search, self._corpus.calibration, question, unit)
        return self._said(self._answering.found(found), question, conversation)

    def _passage_meant(self, text: str, conversation: Conversation) -> Passage | None:
        """The passage that a message names by itself, or by its place beside the one last quoted."""
        last = self._last(conversation)
        beside = follow_up.practice_meant(self._normalise(text), self._corpus, last) if last else None
        return beside or self._directory.passage(text) or self._practice_of_unit(text)

    def _practice_of_unit(self, text: str) -> Passage | None:
        """The practice of that number in the unit's latest speech that has one."""
        told = follow_up.of_unit(self._normalise(text))
        unit = self._directory.unit(told[0]) if told else None
        speeches = self._corpus.speeches_of(unit) if unit else ()
        numbered = (p for speech in speeches for p in speech.practices if told and p.number == told[1])
        return next(numbered, None)

    def _standing_alone(self, text: str, conversation: Conversation) -> tuple[str, Unit | None]:
        """A message with what it leans on put in: the question to search, and the unit to keep to."""
        spoken_of = self._corpus.unit(conversation.unit) if conversation.unit else None
        if spoken_of:
            text = follow_up.with_unit_named(text, spoken_of)
        about = follow_up.what_about(self._normalise(text))
        unit = self._directory.unit(about) if about else None
        return (conversation.trail[-1], unit) if unit and conversation.trail else (text, None)

    # What is remembered

    def _last(self, conversation: Conversation) -> Passage | None:
        return self._corpus.passage(conversation.passage) if conversation.passage else None

    def _said(self, answer: Answer, asked: str | None, before: Conversation) -> Turn:
        """The answer as far as one message shows it, and the conversation after it.

        Args:
            asked: what it answers, where that is a question of its own.
        """
        shown, waiting = answer.choices[:PAGE], answer.choices[PAGE:]
        quoted = answer.quote.passage.id if answer.quote else None
        seen = before.seen if asked is None or asked in before.trail[-1:] else ()
        after = Conversation(
            choices=shown or before.choices,
            waiting=waiting if shown else before.waiting,
            trail=(*before.trail, asked)[-_TRAIL:]
            if asked and asked not in before.trail[-1:]
            else before.trail,
            passage=quoted or (before.passage if answer.status is Status.COURTESY else None),
            unit=self._unit_of(answer) or before.unit,
            seen=(*seen, quoted) if quoted else seen,
        )
        return replace(answer, choices=shown, more=len(waiting)), after

    def _unit_of(self, answer: Answer) -> str | None:
        """The unit an answer speaks of."""
        if answer.verdict and answer.verdict.finding.unit:
            return answer.verdict.finding.unit.slug
        return self._corpus.speech_of(answer.matches[0].passage).unit.slug if answer.matches else None

"""Question + Conversation -> Answer + Conversation: whether to answer, with what, and what to offer besides."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.dialogue.directory import Directory
from bot.dialogue.phrases import Phrases
from bot.model import Answer, Choice, Conversation, Match, Status

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.dialogue.ports import Searching
    from bot.model import Corpus, Finding, Passage, Question, Theme

SUGGESTIONS = 3
_NUMBER = re.compile(r"(?:第|选|no\.?)?\s*(\d{1,2})\s*(?:个|条|号|项|[.、。])?")


@dataclass(frozen=True)
class Thresholds:
    """From which confidence an answer is given, and from which one is offered.

    Attributes:
        answer: at least this, 0…1, quotes.
        suggest: at least this offers practices without quoting them as the answer.
    """

    answer: float = 0.62
    suggest: float = 0.25


class Dialogue:
    """Decides the answer to each question over one corpus."""

    def __init__(
        self, corpus: Corpus, search: Searching, normalise: Callable[[str], str], thresholds: Thresholds
    ) -> None:
        self._corpus = corpus
        self._search = search
        self._normalise = normalise
        self._thresholds = thresholds
        self._directory = Directory(corpus, normalise)
        self._phrases = Phrases(corpus.phrases, normalise)

    def answer(self, question: Question, conversation: Conversation) -> tuple[Answer, Conversation]:
        """The answer to a question, and the conversation after it."""
        if question.occasion:
            answer = self._met(question.occasion, question.text)
        else:
            answer = self._answer(self._chosen(question.text, conversation))
        return answer, self._after(answer, question, conversation)

    def _met(self, occasion: str, about: str) -> Answer:
        """What a scanned code names exactly (a unit, a theme, a practice), else the wording of the occasion."""
        named = (self._directory.unit, self._directory.theme, self._directory.passage)
        return self._answer(about) if any(find(about) for find in named) else self._courtesy(occasion)

    def _chosen(self, text: str, conversation: Conversation) -> str:
        """What a typed number stands for, or the text itself."""
        found = _NUMBER.fullmatch(self._normalise(text))
        number = int(found[1]) if found else 0
        return conversation.choices[number - 1].says if 1 <= number <= len(conversation.choices) else text

    def _answer(self, text: str) -> Answer:
        intent = self._phrases.intent(text)
        if intent:
            return self._of_intent(intent)
        passage = self._directory.passage(text)
        if passage:
            return self._practice(passage)
        theme = self._directory.theme(text)
        if theme:
            return self._theme(theme)
        return self._found(self._search.search(text))

    def _of_intent(self, intent: str) -> Answer:
        lists: dict[str, tuple[Choice, ...]] = {
            "units": self._directory.units(),
            "themes": self._directory.themes(),
            "help": self._directory.themes(),
        }
        if intent in lists:
            return Answer(Status.DIRECTORY, intent, choices=lists[intent])
        return self._courtesy(intent)

    def _courtesy(self, occasion: str) -> Answer:
        return Answer(Status.COURTESY, occasion, choices=self._directory.themes()[:SUGGESTIONS])

    def _theme(self, theme: Theme) -> Answer:
        return Answer(Status.DIRECTORY, "theme", choices=self._directory.of_theme(theme), subject=theme.name)

    def _practice(self, passage: Passage) -> Answer:
        match = Match(self._search.quote("", passage), 1.0)
        others = (p for p in self._corpus.speech_of(passage).practices if p != passage)
        return Answer(
            Status.ANSWERED,
            "answered",
            1.0,
            matches=(match,),
            choices=self._directory.choices(others)[:SUGGESTIONS],
        )

    def _found(self, finding: Finding) -> Answer:
        if finding.asks_only_unit and finding.unit and finding.matches:
            choices = self._directory.of_unit(finding.unit)
            return Answer(Status.ANSWERED, "unit", 1.0, finding.matches, choices, subject=finding.unit.name)
        if finding.matches and finding.confidence >= self._thresholds.answer:
            others = self._directory.choices(match.passage for match in finding.matches[1 : 1 + SUGGESTIONS])
            return Answer(Status.ANSWERED, "answered", finding.confidence, finding.matches, others)
        if finding.matches and finding.confidence >= self._thresholds.suggest:
            near = self._directory.choices(match.passage for match in finding.matches[:SUGGESTIONS])
            return Answer(Status.SUGGESTED, "suggested", finding.confidence, finding.matches, near)
        return Answer(Status.UNANSWERED, "unanswered", finding.confidence, choices=self._directory.themes())

    def _after(self, answer: Answer, question: Question, before: Conversation) -> Conversation:
        return replace(
            before,
            choices=answer.choices,
            passage=answer.quote.passage.id if answer.quote else before.passage,
            question=question.text or before.question,
        )

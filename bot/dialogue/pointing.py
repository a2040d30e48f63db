"""What a number, an ordinal or a direction means, seen from what was last shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from bot.dialogue.slots import MIDDLE
from bot.model import Role, Wording

if TYPE_CHECKING:
    from bot.dialogue.directory import Directory
    from bot.dialogue.intent import Intent
    from bot.model import Choice, Conversation, Corpus, Passage, Speech, Unit

T = TypeVar("T")

LISTS = (Wording.HELP, Wording.UNITS, Wording.THEMES)
"""Lists that a trail has by their names."""

_OF_LISTS = frozenset("个项号家位")
"""What entries of a list are counted by."""

OF_SPEECHES = frozenset(("把火", "把", "招", "步", "道"))
"""What only practices of a speech are counted by; 条 and 点 may be either."""


class Pointing:
    """Finds what is pointed at in one corpus."""

    def __init__(self, corpus: Corpus, directory: Directory) -> None:
        self._corpus = corpus
        self._directory = directory

    def last(self, conversation: Conversation) -> Passage | None:
        """The passage last quoted."""
        return self._corpus.passage(conversation.passage) if conversation.passage else None

    def shown(self, conversation: Conversation, unit: Unit | None = None) -> tuple[Passage, ...]:
        """The passage last quoted, with its speech where it only opens that; else those of the list last shown.

        Args:
            unit: that a message names; then only what is its own.
        """
        last = self.last(conversation)
        shown = tuple(passage for passage in self._passages(conversation) if passage)
        if last:
            shown = self._corpus.speech_of(last).passages if last.role is Role.OPENING else (last,)
        return tuple(p for p in shown if unit is None or self._corpus.speech_of(p).unit == unit)

    def asked(self, conversation: Conversation) -> str | None:
        """The last question: no list and nothing named to the letter."""
        names = (self._directory.passage, self._directory.theme, self._directory.unit)
        trail = (t for t in reversed(conversation.trail) if t not in LISTS)
        return next((text for text in trail if not any(find(text) for find in names)), None)

    def walked_to(self, conversation: Conversation) -> Passage | None:
        """The passage last quoted, where it was asked for by its name."""
        is_walking = conversation.trail and self._directory.passage(conversation.trail[-1])
        return self.last(conversation) if is_walking else None

    def means_list(self, reading: Intent, conversation: Conversation) -> bool:
        """Whether an ordinal counts the entries of the list last shown, and not the practices of a speech."""
        if not conversation.choices or reading.measure in OF_SPEECHES:
            return False
        return conversation.listed or not conversation.passage or reading.measure in _OF_LISTS

    def entry(self, number: int, conversation: Conversation) -> Choice | None:
        """The entry of that number of the list last shown, with what waits behind it; below zero from the end."""
        return nth(self.entries(conversation), number)

    @staticmethod
    def entries(conversation: Conversation) -> tuple[Choice, ...]:
        """The list last shown, with what waits behind it."""
        return (*conversation.choices, *conversation.waiting)

    def speaker(self, conversation: Conversation) -> Unit | None:
        """The unit of a list of nothing but its practices."""
        passages = self._passages(conversation)
        units = {self._corpus.speech_of(passage).unit if passage else None for passage in passages}
        return units.pop() if len(units) == 1 else None

    def is_of_one(self, conversation: Conversation) -> bool:
        """Whether what was last shown is of one unit or none, so that whoever counts units counts all there are."""
        return not conversation.choices or self.speaker(conversation) is not None

    def units(self, conversation: Conversation) -> tuple[Unit, ...]:
        """The units of the list shown last, in its order; else all that tell anything."""
        said = [choice.says for choice in self.entries(conversation)] if conversation.listed else []
        passages = map(self._directory.passage, said)
        named = map(self._directory.unit, said)
        found = (self._corpus.speech_of(p).unit if p else u for p, u in zip(passages, named, strict=True))
        listed = tuple(dict.fromkeys(unit for unit in found if unit))
        return listed if len(listed) > 1 else tuple(self._corpus.telling)

    def only_of(self, unit: Unit) -> Passage | None:
        """The passage of a unit that tells no practices and nothing else."""
        passages = self._corpus.passages_of(unit)
        return passages[0] if len(passages) == 1 else None

    def practice(self, speech: Speech, number: int) -> Passage | None:
        """The practice of that number; below zero from the end."""
        if number < 0 or number == MIDDLE:
            return nth(speech.practices, number)
        return next((p for p in speech.practices if p.number == number), None)

    def practice_of(self, unit: Unit, number: int) -> Passage | None:
        """The practice of that number in the unit's latest speech that has one."""
        found = (self.practice(speech, number) for speech in self._corpus.speeches_of(unit))
        return next((passage for passage in found if passage), None)

    def beside(self, passage: Passage, step: int, conversation: Conversation) -> Passage | None:
        """The next passage, or the one before: of the list it was opened from, else of its speech."""
        if self.is_listed(passage, conversation):
            listed = self._passages(conversation)
            at = listed.index(passage) + step
            return listed[at] if 0 <= at < len(listed) else None
        found: Passage | None = passage
        for _ in range(abs(step)):
            found = found and (self.following(found) if step > 0 else self.preceding(found))
        return found

    def is_listed(self, passage: Passage, conversation: Conversation) -> bool:
        """Whether a passage was opened from the list last shown; what is offered for want of an answer opened nothing."""
        is_opened = not (conversation.listed or conversation.unanswered)
        return is_opened and passage in self._passages(conversation)

    def _passages(self, conversation: Conversation) -> list[Passage | None]:
        return [self._directory.passage(choice.says) for choice in self.entries(conversation)]

    def following(self, passage: Passage) -> Passage | None:
        """The next practice of its speech."""
        passages = self._corpus.speech_of(passage).passages
        return next((p for p in passages[passages.index(passage) + 1 :] if p.role is Role.PRACTICE), None)

    def preceding(self, passage: Passage) -> Passage | None:
        """The practice before it in its speech."""
        passages = self._corpus.speech_of(passage).passages
        before = passages[: passages.index(passage)]
        return next((p for p in reversed(before) if p.role is Role.PRACTICE), None)

    def same_of(self, unit: Unit, number: int, conversation: Conversation) -> Passage | None:
        """A unit's practice of the number that was asked for of another, or of none."""
        asked = self._directory.passage(conversation.trail[-1]) if conversation.trail else None
        if asked and not any(p and p.speech != asked.speech for p in self._passages(conversation)):
            number = asked.number or 0
        return self.practice_of(unit, number) if number else None

    def offered(self, conversation: Conversation) -> tuple[str, ...]:
        """The ids of the passages of the list last shown, while that is what was shown last."""
        shown = (self._directory.passage(choice.says) for choice in conversation.choices)
        return tuple(passage.id for passage in shown if passage) if conversation.listed else ()

    def shown_of(self, unit: Unit, conversation: Conversation) -> Passage | None:
        """The passage of a unit among what was last shown."""
        last = None if conversation.listed else self.last(conversation)
        shown = (last, *self._passages(conversation))
        return next((p for p in shown if p and self._corpus.speech_of(p).unit == unit), None)


def has_told(conversation: Conversation) -> bool:
    """Whether a message may lean on what was told; a list of examples, units or themes tells nothing."""
    return bool(conversation.passage) or any(text not in LISTS for text in conversation.trail)


def nth(entries: tuple[T, ...], number: int) -> T | None:
    """The entry of a number, which may count from the end or be the middle."""
    number = (len(entries) + 1) // 2 if number == MIDDLE else number
    at = number - 1 if number > 0 else number
    return entries[at] if number and -len(entries) <= at < len(entries) else None

"""What an edition decides, remembered for as long as it answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.model import Conversation, Question

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.dialogue.edition import Edition
    from bot.model import Answer


class Remembered:
    """What answers now, and what it answered: kept until something else does, for every mend is held against it."""

    def __init__(self) -> None:
        self._edition: Edition | None = None
        self._answers: dict[str, Answer] = {}

    def of(self, edition: Edition) -> Callable[[str], Answer]:
        """What an edition decides."""
        if self._edition is not edition:
            self._edition, self._answers = edition, {}
        answers, decide = self._answers, deciding(edition)

        def answer(text: str) -> Answer:
            if text not in answers:
                answers[text] = decide(text)
            return answers[text]

        return answer


def deciding(edition: Edition) -> Callable[[str], Answer]:
    """What an edition decides on whatever is asked by somebody who has asked nothing before."""
    return lambda text: edition.dialogue.answer(Question(text), Conversation())[0]

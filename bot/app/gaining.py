"""What is gained by publishing: questions that a new or changed speech answers and that nothing answered so before."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from bot.model import Labelled, Status
from bot.results.publication import Gain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bot.evaluation.measures import Served
    from bot.model import Corpus, Entry, Passage

_MOST_TRIED = 300
"""Questions of each source; each costs a search before and after."""

_MOST_TOLD = 6
"""Of one speech."""


class Gaining:
    """Examples for what differs between two states of the knowledge.

    Args:
        in_vain: what residents asked of late and was not answered.
    """

    def __init__(self, before: Corpus, after: Corpus, in_vain: Iterable[Entry]) -> None:
        self._corpus = after
        self._changed = {p.id: p for p in after.passages if before.passage(p.id) != p}
        self._asked = Counter(entry.question for entry in in_vain) if self._changed else Counter[str]()
        own = self._own() if self._changed else iter(())
        tried = (*(text for text, _ in self._asked.most_common(_MOST_TRIED)), *own)
        self.questions: Sequence[Labelled] = [Labelled("", text, ()) for text in dict.fromkeys(tried)]

    def gains(self, before: Sequence[Served], after: Sequence[Served], checked: int) -> Iterator[Gain]:
        """What is answered by a changed passage and was not before: what was asked most first, then what is checked.

        Args:
            before: the outcomes of the questions to check with, then of `questions`; nothing where nothing answers.
            checked: how many are questions to check with.
        """
        answered = {one.question.text: one.passage for one in before if one.status is Status.ANSWERED}
        told, seen = Counter[str](), set[str]()
        ranked = sorted(enumerate(after), key=lambda pair: (-self._asked[pair[1].question.text], pair[0]))
        for number, one in ranked:
            passage = self._changed.get(one.passage) if one.status is Status.ANSWERED else None
            text = one.question.text
            is_new = passage and text not in seen and answered.get(text) != one.passage
            if passage and is_new and told[passage.speech] < _MOST_TOLD:
                told[passage.speech] += 1
                seen.add(text)
                yield self._gain(text, passage, is_checked=number < checked)

    def _own(self) -> Iterator[str]:
        """What editors know a passage to answer, and what lists call it."""
        names = ((*p.asked_as, p.name) for p in self._changed.values() if p.number)
        return (
            text for _, text in zip(range(_MOST_TRIED), (one for few in names for one in few), strict=False)
        )

    def _gain(self, text: str, passage: Passage, *, is_checked: bool) -> Gain:
        speech = self._corpus.speech_of(passage)
        kinds = {"asked": self._asked[text], "checked": is_checked, "known": text in passage.asked_as}
        source = next((kind for kind, holds in kinds.items() if holds), "heading")
        return Gain(speech.slug, speech.title, speech.unit.name, text, source, self._asked[text])

"""Where else than in all speeches a message is looked up, and in which order what was found leads to passages."""

from collections.abc import Collection

import pytest

from bot.dialogue.dialogue import Dialogue
from bot.dialogue.edition import Edition
from bot.dialogue.leaning import ALONE, OWN, SHOWN, Found, Ways
from bot.dialogue.ports import Consulting
from bot.model import Conversation, Coverage, Finding, Match, Passage, Question, Quote, Status, Verdict, Why
from bot.retrieval.normalization import normalise


class Watched:
    """A search that counts how often it is asked of some passages alone."""

    def __init__(self, search: Consulting) -> None:
        self._search = search
        self.asked = 0
        self.search, self.telling = search.search, search.telling
        self.mended, self.quote, self.told = search.mended, search.quote, search.told

    def within(self, question: str, passages: Collection[Passage]) -> Finding:
        self.asked += 1
        return self._search.within(question, passages)


@pytest.fixture
def watched(edition: Edition) -> Watched:
    return Watched(edition.search)  # type: ignore[arg-type] # a Search


def test_a_first_question_that_has_an_answer_is_looked_for_nowhere_else(
    edition: Edition, watched: Watched
) -> None:
    dialogue = Dialogue(edition.corpus, watched, normalise)
    answer, after = dialogue.answer(Question("方志办怎么管小区停车"), Conversation())
    assert (answer.status, watched.asked) == (Status.ANSWERED, 0)
    dialogue.answer(Question("那充电呢"), after)
    assert watched.asked == 2  # in what is shown, and in what its unit told


def test_each_passage_is_led_to_once_and_by_a_fact_of_it_first(edition: Edition) -> None:
    first, second = edition.corpus.passages[:2]

    def found(passage: Passage) -> Verdict:
        match = Match(Quote(passage, 0, 1), 1.0, Coverage())
        return Verdict(Finding((match,)), Status.ANSWERED, 0.9, Why.LEANING)

    fact = Quote(second, 2, 5)
    ways = Ways(
        found(first), lambda: Found({SHOWN: found(second), OWN: found(first)}, {OWN: fact}, {"any": 1.0})
    )
    assert ways.leading == {OWN: fact, ALONE: found(first)}

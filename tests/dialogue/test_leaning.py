"""Where else than in all speeches a message is looked up, and in which order what was found leads to passages."""

from collections.abc import Collection

import pytest

from bot.dialogue.dialogue import Dialogue
from bot.dialogue.edition import Edition
from bot.dialogue.leaning import ALONE, OWN, SHOWN, Found, Leaning, Light, Ways
from bot.dialogue.ports import Consulting
from bot.model import (
    Conversation,
    Coverage,
    Evidence,
    Finding,
    How,
    Match,
    Passage,
    Question,
    Quote,
    Status,
    Verdict,
    Why,
)
from bot.retrieval.dictionary import Dictionary
from bot.retrieval.normalization import normalise
from tests.builders import reader


class Watched:
    """A search that counts how often it is asked of some passages alone."""

    def __init__(self, search: Consulting) -> None:
        self._search = search
        self.asked = 0
        self.search, self.telling = search.search, search.telling
        self.mended, self.quote, self.told, self.said = search.mended, search.quote, search.told, search.said

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


def test_what_else_may_be_meant_has_the_fact_or_tells_what_is_asked(edition: Edition) -> None:
    first, second, third = edition.corpus.passages[:3]
    leaning = Leaning(edition.corpus, edition.search, normalise)  # type: ignore[arg-type] # a Search

    def found(passage: Passage, share: float) -> Verdict:
        coverage = Coverage((Evidence("水", "水", How.WORD, 1.0, share),))
        match = Match(Quote(passage, 0, 1), 1.0, coverage)
        return Verdict(Finding((match,), features={"coverage": share}), Status.ANSWERED, 0.9, Why.LEANING)

    def ways(share: float) -> Ways:
        quoted = {SHOWN: Quote(first, 0, 1)}
        return Ways(found(second, 1.0), lambda: Found({OWN: found(third, share)}, quoted, {}))

    assert leaning.others(ways(1.0), first) == (second, third)
    assert leaning.others(ways(0.1), first) == (second,)
    assert leaning.others(ways(0.1), second) == (first,)


def test_the_last_question_is_asked_of_a_unit_named_in_one_that_tells_nothing_else(
    edition: Edition, dictionary: Dictionary
) -> None:
    leaning = Leaning(edition.corpus, edition.search, normalise)  # type: ignore[arg-type] # a Search
    unit = edition.corpus.unit("shekelian")
    reading = reader(edition.corpus, dictionary).read("社科联那边有没有")
    for asked, found in (("队长是由谁当的", "shekelian-20240111#p3"), (None, None)):
        light = Light(Conversation(), None, (), unit, asked)
        own = leaning.ways(reading, light).leading.get(OWN)
        assert (isinstance(own, Verdict) and own.finding.matches[0].passage.id == found) == bool(found)

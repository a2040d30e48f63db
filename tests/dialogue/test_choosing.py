"""Which way a message is answered, by weights and by the model that comes with the code."""

from bot.dialogue.choosing import Likeliest, load_choosing
from bot.dialogue.leaning import ACT, ALONE, NONE, OTHERS, OWN, SHOWN
from bot.model import Answer, Conversation, Status

WEIGHTS = {"points": {SHOWN: 1.0, NONE: -0.5}, "length": {NONE: 2.0}}


def turn() -> tuple[Answer, Conversation]:
    return Answer(Status.UNANSWERED, "unanswered"), Conversation()


def test_the_way_that_most_speaks_for_is_taken_of_those_that_there_are() -> None:
    choose = Likeliest(WEIGHTS)
    assert choose({"points": 1.0, "length": 0.1}, {SHOWN: turn, NONE: turn}) == SHOWN
    assert choose({"points": 1.0, "length": 1.0}, {SHOWN: turn, NONE: turn}) == NONE
    assert choose({"points": 1.0}, {ALONE: turn, NONE: turn}) == ALONE


def test_what_the_model_does_not_know_speaks_for_nothing() -> None:
    assert Likeliest(WEIGHTS)({"said 撩": 1.0}, {OWN: turn, NONE: turn}) == OWN


def test_the_model_that_comes_with_the_code_weighs_every_way() -> None:
    choose = load_choosing()
    assert isinstance(choose, Likeliest)
    assert {way for row in choose.weights.values() for way in row} == {ACT, ALONE, NONE, OTHERS, OWN, SHOWN}

import pytest

from bot.dialogue.phrases import Phrases
from bot.retrieval.normalization import normalise

PHRASES = Phrases({"thanks": ("谢谢",), "help": ("帮助", "?")}, normalise)


@pytest.mark.parametrize("typed", ["谢谢", "謝謝！", " 谢 谢 ", "谢谢啊", "谢谢啦~~"])
def test_a_phrase_is_known_however_it_is_typed(typed: str) -> None:
    assert PHRASES.intent(typed) == "thanks"


def test_marks_alone_can_be_a_phrase() -> None:
    assert PHRASES.intent("？") == "help"


@pytest.mark.parametrize("typed", ["谢谢的反义词", "帮助老人的做法", ""])
def test_a_phrase_inside_a_question_is_no_phrase(typed: str) -> None:
    assert PHRASES.intent(typed) is None

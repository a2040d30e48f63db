import pytest

from bot.dialogue.edition import Edition
from bot.dialogue.typed import LONGEST, as_read
from bot.model import Conversation, Occasion, Question, Status


def test_typed_words_are_read_as_they_stand() -> None:
    assert as_read(Question("小区停车乱怎么办？")) == Question("小区停车乱怎么办？")


def test_a_long_text_is_read_up_to_the_limit() -> None:
    assert as_read(Question("长" * 3000)) == Question("长" * LONGEST)


@pytest.mark.parametrize(
    "sticker", ["/::)", "/::)/::)/:rose", "[捂脸]", "[OK] [Smile]", "😀👍", "❤️", "\ue415", "/:,@-D 😀"]
)
def test_a_message_of_nothing_but_stickers_is_met_as_such(sticker: str) -> None:
    assert as_read(Question(sticker, person="p")) == Question(occasion=Occasion.STICKER, person="p")


@pytest.mark.parametrize(
    "content", ["小区停车乱怎么办/::)", "/:rose小区停车乱怎么办", "/::D 小区停车乱怎么办 /::D"]
)
def test_stickers_beside_words_are_left_out(content: str) -> None:
    assert as_read(Question(content)) == Question("小区停车乱怎么办")


@pytest.mark.parametrize(
    "content", ["[方志办]做了什么", "？", "1", "1️⃣", "①", "http://example.com/:80", "", " "]
)
def test_words_in_brackets_and_bare_marks_are_no_stickers(content: str) -> None:
    assert as_read(Question(content)).occasion is None


def test_what_an_occasion_is_about_stays() -> None:
    code = Question("市方志办", occasion=Occasion.WELCOME)
    assert as_read(code) == code


def test_every_channel_meets_a_sticker_alike(edition: Edition) -> None:
    replied = edition.ask(Question("[捂脸]", channel="terminal"), Conversation())
    assert (replied.answer.status, replied.answer.wording) == (Status.COURTESY, "sticker")
    assert replied.question.occasion is Occasion.STICKER

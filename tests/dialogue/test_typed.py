import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.edition import Edition
from bot.dialogue.typed import LONGEST, as_read, beginning
from bot.model import Conversation, Occasion, Question, Status


def test_typed_words_are_read_as_they_stand() -> None:
    assert as_read(Question("小区停车乱怎么办？")) == Question("小区停车乱怎么办？")


def test_a_long_text_is_read_up_to_the_limit() -> None:
    assert as_read(Question("长" * 3000)) == Question("长" * LONGEST, is_cut=True)
    assert as_read(Question("长" * LONGEST)) == Question("长" * LONGEST)


def test_characters_that_stand_for_many_count_as_many() -> None:
    salutation = "\ufdfa"  # 18 characters, once it is compared
    assert as_read(Question(salutation * 400)).text == salutation * (LONGEST // 18)
    assert as_read(Question(f"停车{salutation * 400}")).text == f"停车{salutation * 27}"


@given(st.text(max_size=1200))
def test_whatever_is_typed_little_is_read_of_it_and_that_is_its_beginning(text: str) -> None:
    read = beginning(text)
    assert text.startswith(read)
    assert len(read) <= LONGEST
    assert len(unicodedata.normalize("NFKC", read)) <= LONGEST
    assert read == text or len(read) + 18 > LONGEST or len(unicodedata.normalize("NFKC", read)) + 18 > LONGEST


@pytest.mark.parametrize(
    "text", ["小区停车乱怎么办" + "啊" * 600, "/::)" + "你好" * 400, "单位" + " " * 600 + "单位"]
)
def test_that_a_message_was_not_read_to_its_end_is_said_whatever_the_answer(
    edition: Edition, text: str
) -> None:
    reply = edition.ask(Question(text, channel="wechat"), Conversation()).reply
    assert reply.text.endswith("您写得很长，我只读了前 500 个字。")
    assert reply.bytes <= 2000


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


@pytest.mark.parametrize("text", ["\u200b", "\u200b\u2060\ufeff", "\x07", "\u200b[捂脸]\u200b", "\u202e"])
def test_what_nobody_sees_is_no_word(text: str) -> None:
    assert as_read(Question(text)) == Question("", occasion=Occasion.STICKER)
    assert as_read(Question(f"{text}停车")).text.endswith("停车")

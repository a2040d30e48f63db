import jinja2
import pytest

from bot.dialogue.wording import OFFERING, QUOTING, SAYING, Texts, plain, plain_texts
from bot.model import Occasion, Status, Wording


def test_placeholders_are_filled_in_and_nothing_is_escaped() -> None:
    assert Texts({"a": "{{ 单位 }}：<b>"}).text("a", {"单位": "市水务局"}) == "市水务局：<b>"


def test_an_unknown_placeholder_is_an_error() -> None:
    with pytest.raises(jinja2.UndefinedError):
        Texts({"a": "{{ 单 }}"}).text("a", {"单位": "x"})


def test_a_text_cannot_run_code() -> None:
    with pytest.raises(jinja2.exceptions.SecurityError):
        Texts({"a": "{{ ''.__class__.__mro__[1].__subclasses__() }}"}).text("a", {})


def test_a_name_need_not_be_a_plain_string() -> None:
    assert Texts({"no-more": "没有了"}).text(Wording.NO_MORE, {}) == "没有了"
    assert f"{Wording.NO_MORE} {Occasion.VOICE!s}" == "no-more voice"


def test_every_wording_carries_a_quote_or_choices_or_nothing() -> None:
    assert sorted((*QUOTING, *OFFERING, *SAYING)) == sorted(Wording)
    assert {occasion.wording for occasion in Occasion} <= {Wording.WELCOME, *SAYING}


@pytest.mark.parametrize("status", Status)
def test_the_program_has_words_of_its_own_for_every_status(status: Status) -> None:
    fields = dict.fromkeys(("单位", "原文", "题目", "网址", "选项", "热线", "还有", "更多"), "某某")
    assert "某某" in Texts(plain_texts()).text(plain(status), fields)
    least = fields | dict.fromkeys(("选项", "热线", "还有"), "")
    assert Texts(plain_texts()).text(plain(status), least).strip()

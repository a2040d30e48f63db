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
    with pytest.raises(jinja2.TemplateSyntaxError):
        Texts({"a": "{{ ''.__class__.__mro__[1].__subclasses__() }}"}).text("a", {})


@pytest.mark.parametrize(
    "source",
    [
        "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
        "{{ 'a' * 9999999999 }}",
        "{{ 9 ** 9 ** 9 }}",
        "{% macro again() %}{{ again() }}{% endmacro %}{{ again() }}",
        "{% include 'a' %}",
        "{% extends 'a' %}",
        "{{ 单位 | center(9999999999) }}",
        "{{ 单位 | attr('format') }}",
        "{{ range(99999) | list }}",
        "{{ 单位.join(单位) }}",
        "{% set 单位 = 1 %}",
        "{{ lipsum(n=9999999) }}",
        "{{ '%9999999999d' | format(1) }}",
        "{{ '%9999999999d' % 1 }}",
        "{{ " + "(" * 9999 + "1" + ")" * 9999 + " }}",
    ],
)
def test_a_text_that_could_run_long_is_not_run_at_all(source: str) -> None:
    texts = Texts({"a": source})
    for attempt in (lambda: texts.text("a", {"单位": "某某"}), lambda: texts.placeholders("a")):
        with pytest.raises((jinja2.TemplateSyntaxError, RecursionError)):
            attempt()


def test_a_text_may_choose_between_words() -> None:
    source = "{% if 热线 and not 名称 %}拨{{ 热线 | trim }}{% else %}{{ [名称, 热线] | select | join('，') ~ '！' }}{% endif %}"
    assert Texts({"a": source}).text("a", {"热线": " 12345 ", "名称": ""}) == "拨12345"
    assert Texts({"a": source}).text("a", {"热线": "", "名称": "某某"}) == "某某！"


def test_a_name_need_not_be_a_plain_string() -> None:
    assert Texts({"no-more": "没有了"}).text(Wording.NO_MORE, {}) == "没有了"
    assert f"{Wording.NO_MORE} {Occasion.VOICE!s}" == "no-more voice"


def test_every_wording_carries_a_quote_or_choices_or_nothing() -> None:
    assert sorted((*QUOTING, *OFFERING, *SAYING)) == sorted(Wording)
    assert {occasion.wording for occasion in Occasion} <= {Wording.WELCOME, Wording.HELP, *SAYING}


@pytest.mark.parametrize("status", Status)
def test_the_program_has_words_of_its_own_for_every_status(status: Status) -> None:
    fields = dict.fromkeys(("单位", "原文", "题目", "网址", "选项", "热线", "还有", "更多"), "某某")
    assert "某某" in Texts(plain_texts()).text(plain(status), fields)
    least = fields | dict.fromkeys(("选项", "热线", "还有"), "")
    assert Texts(plain_texts()).text(plain(status), least).strip()

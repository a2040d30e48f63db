from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channel.bare import bare, led_by_link
from bot.dialogue.markup import link, tap

URL = "https://baigu.example/speeches/a?p1=1-2-abc#p1"


def test_a_tap_is_its_label_and_a_link_its_label_and_its_address_in_the_open() -> None:
    assert (
        bare(f"1. {tap('看单位', '单位', 1)}\n{link('点这里看原文', URL)}")
        == f"1. 看单位\n点这里看原文 {URL}"
    )


def test_nothing_stands_right_behind_an_address() -> None:
    assert bare(f"{link('看', URL)}。好") == f"看 {URL} 。好"
    assert bare(f"{link('看', URL)}\n好") == f"看 {URL}\n好"


@pytest.mark.parametrize(
    "written",
    [
        "<a href='weixin://bizmsgmenu?msgmenuid=1&msgmenucontent=x'>单位</a>",
        '<A  class="b" href = "weixin://bizmsgmenu?msgmenucontent=x">单位</A>',
        '<a href="weixin://dl/business/?t=x">单位</a>',
    ],
)
def test_no_tap_is_left_however_it_was_written(written: str) -> None:
    assert bare(written) == "单位"


def test_an_angle_that_somebody_typed_takes_nothing_with_it() -> None:
    assert bare(f"开头。<A\n{link('看', URL)}") == f"开头。<A\n看 {URL}"


def test_the_link_of_a_long_quote_stands_before_its_paragraph_and_that_of_a_short_one_stays() -> None:
    short = f"市方志办：\n\n…原话。\n第二段。\n\n——李清\n\n\n{link('看原文', URL)}\n\n还可以看：\n1. 别的"
    assert led_by_link(short, "原话。\n第二段。") == short
    long = short.replace("第二段。", "第二段。" * 90)
    led = led_by_link(long, "原话。\n" + "第二段。" * 90).replace("第二段。" * 90, "第二段。")
    assert bare(led) == f"市方志办：\n\n看原文 {URL}\n\n…原话。\n第二段。\n\n——李清\n\n还可以看：\n1. 别的"


@pytest.mark.parametrize(
    "text",
    [
        f"原话{link('看', URL)}。",
        f"{link('看', URL)}\n原话",
        f"原话\n{link('看', URL)}\n{link('也看', URL)}",
        f"原话\n{tap('单位', '单位', 1)}",
        "没有",
        "",
    ],
)
def test_a_link_in_a_sentence_or_one_of_several_stays_where_it_is(text: str) -> None:
    long = text.replace("原话", "原话" * 200)
    assert led_by_link(long, "原话" * 200) == long


@given(st.lists(st.sampled_from(["词", "\n", " ", tap("a", "b", 1), link("c", URL), "<a", "</a>", '">'])))
def test_a_text_never_grows(parts: list[str]) -> None:
    text = "词" * 400 + "".join(parts)
    assert len(bare(led_by_link(text, "词" * 400)).encode()) <= len(text.encode())

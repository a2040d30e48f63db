from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.channel.wording_check import check_wording
from bot.dialogue.links import Links
from bot.model import Unit, Wording

if TYPE_CHECKING:
    from bot.model import Corpus

LINKS = Links("https://baigu.example.cn")


def faults(corpus: Corpus, **wording: str | None) -> list[str]:
    texts = {**corpus.wording, **{name.replace("_", "-"): text for name, text in wording.items()}}
    changed = replace(corpus, wording={name: text for name, text in texts.items() if text is not None})
    return [str(fault) for fault in check_wording(changed, LINKS, "12345")]


def test_our_own_texts_have_no_fault(knowledge: Corpus) -> None:
    assert faults(knowledge) == []


def test_a_text_that_is_missing_is_told(knowledge: Corpus) -> None:
    assert faults(knowledge, thanks=None, no_more=None) == [
        "wording/no-more.txt:1: 没有这个文件；补上；写一句机器人该说的话",
        "wording/thanks.txt:1: 没有这个文件；补上；写一句机器人该说的话",
    ]


def test_a_text_that_nothing_uses_is_told(knowledge: Corpus) -> None:
    (fault,) = faults(knowledge, anwsered="您好")
    assert fault.startswith("wording/anwsered.txt:1: 没有地方用到这个文件；文件名写错了就改")


def test_texts_that_pages_show_may_be_left_out(knowledge: Corpus) -> None:
    assert faults(knowledge, about=None, examples=None, tagline=None) == []


def test_a_placeholder_that_nothing_fills_is_told_with_its_line_and_those_that_can_be_filled(
    knowledge: Corpus,
) -> None:
    (fault,) = faults(knowledge, thanks="不客气！\n{{ 单位名 }}")
    assert fault.startswith("wording/thanks.txt:2: 没有“单位名”可以填；能用的有：")
    assert "热线" in fault
    (quoted,) = faults(knowledge, thanks="{{ 原文 }}")
    assert "没有“原文”可以填" in quoted


@pytest.mark.parametrize(
    ("name", "needed"),
    [("answered", "原文"), ("answered", "单位"), ("answered", "网址"), ("suggested", "选项")],
)
def test_a_text_without_what_it_is_for_is_told(knowledge: Corpus, name: str, needed: str) -> None:
    text = (
        knowledge.wording[name]
        .replace(f"{{{{ {needed} }}}}", "")
        .replace(f"{{% if {needed} %}}", "{% if 0 %}")
    )
    (fault,) = faults(knowledge, **{name: text})
    assert fault == f"wording/{name}.txt:1: 没有用上“{needed}”；加上 {{{{ {needed} }}}}"


@pytest.mark.parametrize(
    ("text", "line"), [("好\n{{ 热线", 2), ("{% if 热线 %}好", 1), ("好\n\n{% nonsense %}", 3)]
)
def test_a_text_that_cannot_be_read_is_told_with_its_line(knowledge: Corpus, text: str, line: int) -> None:
    (fault,) = faults(knowledge, thanks=text)
    assert fault.startswith(f"wording/thanks.txt:{line}: 读不懂：")
    assert fault.endswith("看 {{ }} 和 {% %} 是否成对")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{{ 热线.__class__.__mro__ }}", "读不懂：不能用这样的写法"),
        ("{{ 还有 // 0 }}", "读不懂：不能用这样的写法"),
        ("{{ 热线() }}", "读不懂：不能用这样的写法"),
        ("{{ 热线 | upper }}", "读不懂：不能用 upper"),
        ("{{ 热线 < 1 }}", "填不进去"),
    ],
)
def test_a_text_that_cannot_be_filled_in_is_told(knowledge: Corpus, text: str, why: str) -> None:
    (fault,) = faults(knowledge, thanks=text)
    assert fault.startswith(f"wording/thanks.txt:1: {why}")


def test_an_empty_text_is_told(knowledge: Corpus) -> None:
    assert faults(knowledge, thanks=" \n") == ["wording/thanks.txt:1: 是空的；写一句机器人该说的话"]


def test_a_text_over_the_byte_limit_is_told_with_how_much_to_cut(knowledge: Corpus) -> None:
    (fault,) = faults(knowledge, thanks="谢" * 700)
    assert fault == "wording/thanks.txt:1: 太长；缩短 100 字节以上（一个汉字 3 字节）"
    assert faults(knowledge, thanks="谢" * 666) == []


def test_a_text_that_leaves_no_room_with_the_longest_unit_name_is_told(knowledge: Corpus) -> None:
    texts = (knowledge.wording["answered"] + "好" * number for number in range(300, 500, 10))
    fits = max((text for text in texts if not faults(knowledge, answered=text)), key=len)
    long = replace(knowledge, units=(*knowledge.units, Unit("chang", "很长很长的单位名称" * 3)))
    (fault,) = faults(long, answered=fits)
    assert fault.startswith("wording/answered.txt:1: 太长：遇到最长的单位名和题目，只给原文和选项留下 ")
    assert "缩短 " in fault


def test_what_people_type_for_an_intent_must_be_there(knowledge: Corpus) -> None:
    phrases = {intent: said for intent, said in knowledge.phrases.items() if intent != "more"}
    assert 'phrases.toml:1: 没有 more 这一行；补上 more = ["…"]' in faults(
        replace(knowledge, phrases=phrases)
    )


@pytest.mark.parametrize("name", ["answered", "unit", "welcome", "no-more"])
def test_a_phrase_must_not_be_called_like_a_text_that_carries_a_quote_or_choices(
    knowledge: Corpus, name: str
) -> None:
    named = replace(knowledge, phrases={**knowledge.phrases, name: ("某句话",)})
    assert faults(named) == [f"phrases.toml:1: {name} 这一行的名称已有别的用处；换一个名称"]


def test_a_phrase_of_a_new_name_wants_a_text_of_that_name(knowledge: Corpus) -> None:
    named = replace(knowledge, phrases={**knowledge.phrases, "weather": ("今天下雨吗",)})
    assert faults(named) == ["wording/weather.txt:1: 没有这个文件；补上；写一句机器人该说的话"]
    assert faults(named, weather="我不知道天气。") == []


@pytest.mark.parametrize("wording", Wording)
def test_each_text_that_code_asks_for_must_be_there(knowledge: Corpus, wording: Wording) -> None:
    assert faults(knowledge, **{str(wording): None}) == [
        f"wording/{wording}.txt:1: 没有这个文件；补上；写一句机器人该说的话"
    ]


def test_a_corpus_without_a_speech_is_checked_all_the_same(knowledge: Corpus) -> None:
    assert faults(replace(knowledge, speeches=(), units=())) == []


def test_texts_of_pages_may_name_the_city_and_nothing_else(knowledge: Corpus) -> None:
    assert faults(knowledge, tagline="{{ 城市 }}{{ 活动 }}{{ 账号 }}怎么做") == []
    (fault,) = faults(knowledge, tagline="\n{{ 热线 }}")
    assert fault == "wording/tagline.txt:2: 没有“热线”可以填；能用的有：城市、活动、账号"
    (unread,) = faults(knowledge, about="{{ 城市")
    assert unread.startswith("wording/about.txt:1: 读不懂：")


def test_replies_may_name_the_city_and_give_an_example(knowledge: Corpus) -> None:
    assert faults(knowledge, thanks="{{ 城市 }}{{ 活动 }}{{ 账号 }}{{ 例子 }}") == []


@pytest.mark.parametrize(
    "looping", ["{% for n in range(10 ** 9) %}{% endfor %}", "{{ " + "(" * 9999 + "1" + ")" * 9999 + " }}"]
)
@pytest.mark.parametrize("name", ["thanks", "answered", "about"])
def test_a_text_that_loops_is_told_with_its_line(knowledge: Corpus, name: str, looping: str) -> None:
    before = knowledge.wording[name]
    found = [
        fault
        for fault in faults(knowledge, **{name: f"{before}\n{looping}"})
        if "只能填空" in fault or "填不进去" in fault
    ]
    assert len(found) == 1
    assert found[0].startswith(f"wording/{name}.txt:")

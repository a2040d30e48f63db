from __future__ import annotations

import time

from bot.dialogue.restating import Restating
from bot.dialogue.slots import UNIT, Slotting


def located(text: str) -> str | None:
    return Restating({}, Slotting([], lambda _: (), ())).located(text)


def test_what_is_told_before_or_behind_is_asked_the_place_of() -> None:
    assert located("哪里讲到主心骨") == "主心骨"
    assert located("主心骨出自哪里") == "主心骨"
    assert located("你好，请问\n主心骨的原话在哪") == "主心骨"
    assert located("哪些单位讲到主心骨") is None


def test_four_times_as_much_takes_no_sixteen_times_as_long() -> None:
    def spent(text: str) -> float:
        began = time.process_time()
        for _ in range(10):
            located(text)
        return time.process_time() - began

    short, long = "垃圾没有人管理" * 70 + "哪里反映", "垃圾没有人管理" * 280 + "哪里反映"
    assert min(spent(long) for _ in range(3)) < 9 * min(spent(short) for _ in range(3))


def repaired(text: str) -> str | None:
    return Restating({}, Slotting([("水务局", UNIT)], lambda _: (), ())).repaired(text)


def test_a_repair_leaves_what_stands_behind_it() -> None:
    assert repaired("第三条,哦不,第二条") == "第二条"
    assert repaired("想看第二条…不对,第三条") == "第三条"
    assert repaired("水务局啊不对是园林局") == "园林局"
    assert repaired("我想问分类,算了不问那个了。谁清过垃圾") == "谁清过垃圾"
    assert repaired("问问停车,打错了,是停水") == "停水"


def test_an_ordinal_that_is_mended_is_of_the_unit_before_it() -> None:
    assert repaired("水务局第二条…不对,第三条") == "水务局第三条"


def test_words_that_take_nothing_back_are_no_repair() -> None:
    assert repaired("我怕写错了,请给原文") is None
    assert repaired("没有就算了,谢谢") is None
    assert repaired("群是不是不对外开放,谁建的") is None
    assert repaired("这样好啊不错的,谁做的") is None
    assert repaired("算了,看看垃圾") is None

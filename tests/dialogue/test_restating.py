from __future__ import annotations

import time

from bot.dialogue.restating import Restating
from bot.dialogue.slots import Slotting


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

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.importing.reading.repair import Repairs


@pytest.mark.parametrize(
    ("broken", "mended"),
    [
        ("⼀是⼈⺠⻓江⻔⻅⻛⻝⻣⻄", "一是人民长江门见风食骨西"),
        ("２０２４年１月", "2024年1月"),
        ("&ldquo;三张网&rdquo;&nbsp;&amp;ldquo;好&amp;rdquo;", "“三张网” “好”"),
        ("零\u200b宽\ufeff\xad", "零宽"),
        ("西青區(qū)王穩(wěn)莊，里程(km)", "西青區王穩莊，里程(km)"),
        ("㎡①、全角，标点！ＡＢ", "㎡①、全角，标点！ＡＢ"),
        ("AT&T; R&D; &unknown;", "AT&T; R&D; &unknown;"),
    ],
)
def test_what_a_page_shows_is_what_is_stored(broken: str, mended: str) -> None:
    assert Repairs().text(broken) == mended


def test_each_kind_of_repair_is_reported_with_its_number() -> None:
    repairs = Repairs()
    repairs.text("⺠⺠&ldquo;\u200b７")
    assert repairs.report() == (
        "全角数字 ７ → 7，1 处",
        "网页转义符 &ldquo; → “，1 处",
        "看不见的字符 U+200B → （删去），1 处",
        "部首字形 ⺠ → 民，2 处",
    )


@given(st.text())
def test_a_repaired_text_needs_no_repair(text: str) -> None:
    once = Repairs().text(text)
    while once != text:  # an entity may hide another one
        text, once = once, Repairs().text(once)
    assert Repairs().text(once) == once

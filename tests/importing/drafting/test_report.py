from __future__ import annotations

from typing import TYPE_CHECKING

from bot.importing.drafting.drafts import Drafting
from bot.importing.drafting.report import report

if TYPE_CHECKING:
    from tests.importing.fixture_types import Reading


def test_a_report_says_what_was_guessed_from_which_sentence_and_that_nothing_was_cut(
    read_text: Reading,
) -> None:
    findings = read_text(
        "两千盏路灯\n老城区的路灯坏了多年。去年，青石街道换了两千盏灯。青石街道请供电所一条巷一条巷地查，画出一张图。"
    )
    told = report(findings, Drafting([], [], {}).of(findings))
    assert "青石街道（猜的：第 2 句" in told
    assert "第 1 篇没有分出做法，全文放在开场里" in told


def test_a_report_says_what_was_taken_dropped_doubted_repaired_and_is_new(read_text: Reading) -> None:
    findings = read_text(
        "首页 > 动态\n把办事窗口当成家门\n市税务局 张三\n我们这样做。一是划⻋位。好。三是清垃圾。好。\n版权所有：市税务局"
    )
    told = report(findings, Drafting([], [], {}).of(findings))
    assert "《把办事窗口当成家门》市税务局 张三，2 条做法 → shuiwuju.md" in told
    assert "1. 划车位" in told
    assert "导航：首页 > 动态" in told
    assert "页脚：版权所有" in told
    assert "编号不连续" in told
    assert "没有找到发布日期" in told
    assert "部首字形 ⻋ → 车，1 处" in told
    assert "收下时会替您加上这些行" in told
    assert '[[unit]]\nname = "市税务局"\nslug = "shuiwuju"' in told

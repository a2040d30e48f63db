from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.importing.finding.heading import heading_of


@pytest.mark.parametrize(
    ("text", "starts", "heading"),
    [
        ("一是下沉社区,打好文明创建主动仗。防排处作为", 2, "下沉社区,打好文明创建主动仗"),
        ("二是党建引领,跑出文明创建加速度防排处坚持“党建+创建”", 2, "党建引领,跑出文明创建加速度"),
        ("第一把火就是把党支部“烘”起来。我们", 4, "把党支部“烘”起来"),
        ("【织密组织网】成立专班，", 7, "织密组织网"),
        ("首先，把窗口搬到家门口。", 2, "把窗口搬到家门口"),
        ("案例一：加油机作弊案\n根据举报", 4, "加油机作弊案"),
        ("三是依托防排处的党员先锋队开展巡查。", 2, "依托防排处的党员先锋队开展巡查"),
        ("1.", 2, "1."),
    ],
)
def test_a_heading_is_the_first_sentence_without_its_enumerator(text: str, starts: int, heading: str) -> None:
    assert heading_of(text, starts, ["市防洪排涝工程管理处", "防排处"]) == heading


def test_a_long_sentence_is_cut_between_clauses() -> None:
    text = "一是推送了国家博物馆的两个线上展览，供大家在线参观，体验线上博物馆的独特感受和浓厚的氛围"
    assert heading_of(text, 2, ()) == "推送了国家博物馆的两个线上展览，供大家在线参观"


@given(st.text(), st.integers(0, 5))
def test_a_heading_fits_on_a_line_of_a_speech_file(text: str, starts: int) -> None:
    heading = heading_of(text, starts, ())
    assert not set(heading) & set("\n#{}")

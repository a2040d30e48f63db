from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from bot.mending.alike import leaders, nearest


def told(text: Iterable[str]) -> dict[str, float]:
    return dict.fromkeys(text, 1.0)


def test_what_shares_its_telling_terms_stands_together() -> None:
    texts = list(map(told, ("路灯坏了找谁", "路灯坏了找谁修", "今天天气好", "明天天气好")))
    assert leaders(texts) == [0, 0, 2, 2]


def test_terms_that_tell_little_join_nobody() -> None:
    asked = ["路灯", "井盖", "积水", "噪声", "流浪狗", "垃圾桶"]
    texts = [told(subject) | dict.fromkeys("怎么办", 0.1) for subject in asked]
    assert leaders(texts) == list(range(len(asked)))


def test_no_chain_of_small_steps_joins_what_differs() -> None:
    texts = list(map(told, ("甲乙丙丁", "丙丁戊己", "戊己庚辛")))
    assert leaders(texts, alike=0.3) == [0, 0, 2]


@given(st.lists(st.sets(st.sampled_from("甲乙丙丁戊己庚辛"), min_size=1), max_size=12))
def test_each_has_a_leader_that_leads_itself_and_stands_before_it(texts: list[set[str]]) -> None:
    found = leaders([told(text) for text in texts])
    assert all(found[leader] == leader <= number for number, leader in enumerate(found))


@given(st.lists(st.sets(st.sampled_from("甲乙丙丁戊己庚辛"), min_size=1), max_size=12))
def test_the_same_terms_have_the_same_leader(texts: list[set[str]]) -> None:
    found = leaders([told(text) for text in (*texts, *texts)])
    assert found[: len(texts)] == found[len(texts) :]


def test_what_shares_some_words_or_the_passage_that_was_offered_may_ask_for_the_same() -> None:
    texts = list(map(told, ("路灯坏了找谁", "路灯不亮", "今天天气好", "下雨吗", "")))
    assert nearest(texts, [None] * 5) == [[1], [0], [], [], []]
    assert nearest(texts, [None, None, "a#p1", "a#p1", None])[2:4] == [[3], [2]]
    assert nearest([], []) == []

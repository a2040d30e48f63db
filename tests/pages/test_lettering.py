import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.pages.lettering import set_lines

SIZES = ((84, 2), (54, 3))
CHUNKS = st.sampled_from(["文明城市", "“麻雀”", "，", "（二）", "做法。", "《手册》", "2024年", "："])


@settings(max_examples=60, deadline=None)
@given(st.lists(CHUNKS, min_size=1, max_size=20).map("".join))
def test_lines_keep_the_title_and_break_where_chinese_may_break(title: str) -> None:
    _, lines = set_lines(title, SIZES, 400)
    assert title.startswith("".join(lines).removesuffix("…"))
    for before, line in itertools.pairwise(lines):
        assert line[0] not in "，。”）》：" or len(before) == 1
        assert before[-1] not in "“（《" or len(before) == 1


def test_balanced_lines_are_of_about_one_length_and_others_are_full() -> None:
    text = "一二三四五六七八九十一二"
    assert [len(line) for line in set_lines(text, ((40, 9),), 400)[1]] == [6, 6]
    assert [len(line) for line in set_lines(text, ((40, 9),), 400, balanced=False)[1]] == [10, 2]

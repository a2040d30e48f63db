import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.retrieval.normalization import RUN, normalise

TRADITIONAL = opencc.OpenCC("s2t")


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("三無小區", "三无小区"),
        ("小 广 告", "小广告"),
        ("ＡＢＣ１２３", "abc123"),
        ("飞\u200b线充电", "飞线充电"),
        ("康顺 社区 ok fine", "康顺社区ok fine"),
        ("⼩区", "小区"),
        ("", ""),
    ],
)
def test_one_form_whatever_keyboard_or_script(typed: str, plain: str) -> None:
    assert normalise(typed) == plain


@given(st.text(max_size=60))
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


@given(st.text(alphabet="停车位小区改造志愿服务队飞线充电", min_size=1, max_size=12))
def test_spaces_between_characters_do_not_matter(text: str) -> None:
    assert normalise(" ".join(text)) == normalise(text)


@given(st.text(alphabet="停车位社区志愿服务队飞线充电防洪", min_size=1, max_size=12))
def test_traditional_characters_do_not_matter(text: str) -> None:
    assert normalise(TRADITIONAL.convert(text)) == normalise(text)


@given(st.text(max_size=40))
def test_runs_hold_letters_digits_and_han_only(text: str) -> None:
    assert all(char.isalnum() or char == "〇" for run in RUN.findall(normalise(text)) for char in run)

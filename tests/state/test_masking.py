from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.state.masking import mask

FORMS = [
    tuple(
        part.encode("raw_unicode_escape").decode("unicode_escape") if "\\u" in part else part
        for part in line.split("\t")
    )
    for line in Path(__file__).with_name("forms.tsv").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("typed", "kept"), [(typed, kept or typed) for typed, kept in FORMS])
def test_what_names_a_person_is_masked_however_it_is_typed_and_nothing_else(typed: str, kept: str) -> None:
    assert mask(typed) == kept


@pytest.mark.parametrize("typed", [typed for typed, kept in FORMS if kept])
def test_it_is_masked_in_the_middle_of_a_sentence_as_well(typed: str) -> None:
    assert mask(f"请问，{typed}。谢谢") != f"请问，{typed}。谢谢"


MARKS = st.sampled_from(
    [*"0123456789一三八零幺Xx桂BDWJ使EG·-. （）()@元号\u200b", "138", "0013", "8000", "身份证", ".com"]
)


@given(st.one_of(st.text(max_size=200), st.lists(MARKS, max_size=40).map("".join)))
def test_masking_twice_changes_nothing_more(text: str) -> None:
    assert mask(mask(text)) == mask(text)


@given(st.lists(MARKS, max_size=40).map("".join), st.sampled_from(["13800138000", "0772-2825192", "a@b.cn"]))
def test_what_stands_apart_is_found_whatever_else_is_typed(around: str, number: str) -> None:
    assert number not in mask(f"{around}，{number}，{around}")

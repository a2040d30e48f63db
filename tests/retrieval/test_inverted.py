from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from bot.retrieval.inverted import counted

TEXTS = st.lists(st.lists(st.sampled_from("abcd"), max_size=6), max_size=6)


@given(TEXTS, st.sampled_from("abcdx"))
def test_a_term_has_the_texts_it_stands_in_and_how_often(texts: list[list[str]], term: str) -> None:
    found = counted(texts).row(term)
    numbers, values = found or ([], [])
    expected = {n: float(Counter(text)[term]) for n, text in enumerate(texts) if term in text}
    assert dict(zip(numbers, values, strict=True)) == expected


def test_totals_are_sums_of_weighted_values() -> None:
    index = counted([["a", "a", "b"], [], ["b"]])
    assert index.totals({"a": 2.0, "b": 0.5, "x": 9.0}).tolist() == [4.5, 0.0, 0.5]

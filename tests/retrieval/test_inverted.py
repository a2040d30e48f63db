from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.retrieval import inverted
from bot.retrieval.inverted import counted, joined

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


@given(st.lists(TEXTS, max_size=4))
def test_what_is_counted_in_parts_and_joined_is_what_is_counted_at_once(parts: list[list[list[str]]]) -> None:
    whole, together = (
        counted([text for part in parts for text in part]),
        joined([*map(counted, parts), counted([])]),
    )
    assert [*together.rows] == [*whole.rows]
    assert together.size == whole.size
    for mine, theirs in (
        (together.starts, whole.starts),
        (together.numbers, whole.numbers),
        (together.values, whole.values),
    ):
        assert mine.tolist() == theirs.tolist()


def test_the_values_of_keys_that_many_have_are_spread_for_those_asked_last_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(inverted, "_SPREAD", 2400)
    index = counted([["a", "b", "c"]] * 1200)
    for key in "abcabc":
        assert index.totals({key: 2.0}).tolist() == [2.0] * 1200
    assert index._whole.cache_info().currsize == 2  # type: ignore[attr-defined] # noqa: SLF001 # nothing else shows it


@given(st.lists(st.lists(st.sampled_from("abcdefgh"), max_size=6), min_size=1, max_size=30), st.data())
def test_the_totals_of_a_few_are_those_among_all(texts: list[list[str]], data: st.DataObject) -> None:
    index, weights = counted(texts), {"a": 1.0, "c": 0.5, "unknown": 2.0, "h": 0.25}
    wanted = np.array(data.draw(st.lists(st.integers(0, len(texts) - 1), max_size=5)), np.int32)
    np.testing.assert_allclose(index.at(weights, wanted), index.totals(weights)[wanted])

"""Words are found by their keys as in a dictionary that has the keys themselves."""

from __future__ import annotations

from collections import defaultdict

from hypothesis import given
from hypothesis import strategies as st

from bot.retrieval.word_index import WordIndex

KEYS = st.text("河道水", max_size=3)


@given(st.lists(st.tuples(KEYS, st.sets(KEYS))), KEYS)
def test_a_key_has_its_words_in_the_order_in_which_they_were_told(
    told: list[tuple[str, set[str]]], other: str
) -> None:
    words = defaultdict[str, list[str]](list)
    for word, keys in told:
        for key in keys:
            words[key].append(word)
    index = WordIndex(told)
    for key in (*words, other):
        assert [*index.of(key)] == words[key]

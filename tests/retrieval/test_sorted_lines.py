"""Lines of words, each found by its word."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.retrieval.sorted_lines import SortedLines

WORDS = st.text("ab水c", min_size=1, max_size=3)


@given(st.dictionaries(WORDS, st.lists(WORDS, min_size=1, max_size=3)), WORDS)
def test_a_word_has_what_its_own_line_tells(told: dict[str, list[str]], other: str) -> None:
    lines = sorted(f"{word} {' '.join(said)}\n".encode() for word, said in told.items())
    held = SortedLines(b"".join(lines))
    assert {word: held.told(word) for word in (*told, other)} == {other: [], **told}


def test_what_no_line_can_be_of_has_none() -> None:
    held = SortedLines("水 3 n\n".encode())
    assert held.told("") == held.told("水 ") == held.told("\ud800") == []

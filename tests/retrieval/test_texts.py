import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.retrieval.texts import texts_of


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]))))
def test_texts_are_read_as_they_were(texts: list[str]) -> None:
    kept = texts_of(texts)
    assert list(kept) == texts
    assert list(kept[1:]) == texts[1:]
    with pytest.raises(IndexError):
        kept[len(texts)]

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bot.disk.rows import Rows, hashes_of


@given(st.sets(st.text()), st.text())
def test_a_key_has_a_place_of_its_own_and_another_none(keys: set[str], other: str) -> None:
    rows = Rows(np.sort(hashes_of(keys)))
    assert {rows.get(key) for key in keys} == {*range(len(keys))}
    assert (other in rows) == (other in keys)

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.disk.numbered import Some


@given(st.lists(st.integers(0, 99)), st.slices(20), st.slices(20))
def test_parts_are_those_of_a_list(numbers: list[int], part: slice, part_of_part: slice) -> None:
    for held in (numbers, np.array(numbers, np.int32)):
        some = Some(held, str)
        assert list(some) == [*map(str, numbers)]
        assert list(some[part]) == [*map(str, numbers[part])]
        assert list(some[part][part_of_part]) == [*map(str, numbers[part][part_of_part])]


def test_nothing_is_made_before_it_is_looked_at() -> None:
    made = list[int]()
    some = Some(range(10, 20), made.append)
    part = some[2:5]
    assert (len(part), made) == (3, [])
    part[-1]
    assert made == [14]
    with pytest.raises(IndexError):
        part[3]

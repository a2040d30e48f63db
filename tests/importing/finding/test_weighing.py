from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.importing.finding.weighing import Weighing

FEATURES = st.dictionaries(
    st.sampled_from(["label", "byline", "title", "media", "no such thing"]), st.floats(0, 3)
)


@given(st.lists(FEATURES, max_size=6))
def test_chances_of_rivals_and_of_none_make_one(candidates: list[dict[str, float]]) -> None:
    chances = Weighing("units").chances(candidates)
    assert len(chances) == len(candidates)
    assert all(0 <= chance <= 1 for chance in chances)
    assert sum(chances) <= 1 + 1e-9


def test_what_speaks_for_a_candidate_takes_from_its_rivals() -> None:
    weighing = Weighing("units")
    alone, beside = (
        weighing.chances([{"placed": 1}])[0],
        weighing.chances([{"placed": 1}, {"label": 1, "placed": 1}]),
    )
    assert beside[0] < alone
    assert beside[1] > beside[0]


def test_a_feature_without_a_weight_tells_nothing() -> None:
    plain, odd = ({"title": 1.0}, {"title": 1.0, "no such thing": 3.0})
    assert Weighing("units").chances([plain]) == pytest.approx(Weighing("units").chances([odd]))

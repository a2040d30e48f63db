import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from rank_bm25 import BM25Okapi

from bot.retrieval.inverted import counted
from bot.retrieval.postings import Postings, best, scored

TERMS = st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=12)


@given(st.lists(TERMS, min_size=1, max_size=8), TERMS)
def test_scores_are_those_of_bm25okapi(passages: list[list[str]], question: list[str]) -> None:
    weights = {term: float(question.count(term)) for term in question}
    expected = BM25Okapi(passages).get_scores(question)
    np.testing.assert_allclose(
        Postings(scored(counted(passages))).scores(weights), expected, rtol=1e-9, atol=1e-12
    )


def test_a_terms_weight_scales_what_it_adds() -> None:
    postings = Postings(scored(counted([["a", "b"], ["b", "c"], ["d"]])))
    np.testing.assert_allclose(postings.scores({"a": 0.5}), 0.5 * postings.scores({"a": 1.0}))


def test_an_empty_index_scores_nothing() -> None:
    assert Postings(scored(counted([]))).scores({"a": 1.0}).size == 0
    assert Postings(scored(counted([[]]))).scores({"a": 1.0}).tolist() == [0.0]


@given(st.lists(st.sampled_from([-1.0, 0.0, 0.5, 1.0, 2.0]), max_size=12), st.integers(1, 5))
def test_the_best_are_those_that_sorting_all_puts_first(scores: list[float], most: int) -> None:
    held = np.array(scores)
    order = [int(n) for n in np.argsort(-held, kind="stable") if held[n] > 0]
    assert best(held, most) == order[:most]

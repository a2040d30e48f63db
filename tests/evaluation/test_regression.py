from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.evaluation.regression import Table, fit

ROWS = [{0: 1.0, 1: 2.0}, {0: 1.0}, {0: 1.0, 2: -1.0}, {0: 1.0, 1: 0.5, 2: 3.0}]
SMALL = some.lists(some.floats(-3, 3), min_size=3, max_size=3)


def test_a_table_multiplies_as_the_matrix_that_it_is() -> None:
    whole = np.array([[row.get(column, 0.0) for column in range(3)] for row in ROWS])
    table, weights, numbers = Table(ROWS, 3), np.array([0.5, -1.0, 2.0]), np.array([1.0, 2.0, -1.0, 0.5])
    assert table.times(weights) == pytest.approx(whole @ weights)
    assert table.across(numbers) == pytest.approx(whole.T @ numbers)
    assert table.squared(numbers) == pytest.approx(whole.T**2 @ numbers)


@given(some.lists(some.booleans(), min_size=4, max_size=4), SMALL)
def test_the_weights_leave_nothing_to_gain_in_any_direction(right: list[bool], towards: list[float]) -> None:
    table, ridge, drawn = Table(ROWS, 3), np.array([0.1, 1.0, 2.0]), np.array(towards)
    weights = fit(table, np.array(right, float), ridge, drawn)
    p = 1 / (1 + np.exp(-table.times(weights)))
    assert table.across(p - right) + ridge * (weights - drawn) == pytest.approx(np.zeros(3), abs=1e-5)


def test_a_column_that_no_row_has_keeps_the_weight_it_was_drawn_to() -> None:
    weights = fit(Table(ROWS, 4), np.ones(4), np.ones(4), np.array([0.0, 0.0, 0.0, 2.5]))
    assert weights[3] == pytest.approx(2.5)

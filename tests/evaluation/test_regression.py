from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.evaluation.regression import Table, fit

ROWS = [{0: 1.0, 1: 2.0}, {0: 1.0}, {0: 1.0, 2: -1.0}, {0: 1.0, 1: 0.5, 2: 3.0}]


def test_a_table_multiplies_as_the_matrix_that_it_is() -> None:
    whole = np.array([[row.get(column, 0.0) for column in range(3)] for row in ROWS])
    table, weights, numbers = Table(ROWS, 3), np.array([0.5, -1.0, 2.0]), np.array([1.0, 2.0, -1.0, 0.5])
    assert table.times(weights) == pytest.approx(whole @ weights)
    assert table.across(numbers) == pytest.approx(whole.T @ numbers)
    assert table.squared(numbers) == pytest.approx(whole.T**2 @ numbers)


@given(some.lists(some.booleans(), min_size=4, max_size=4))
def test_the_weights_leave_nothing_to_gain_in_any_direction(right: list[bool]) -> None:
    table, ridge = Table(ROWS, 3), np.array([0.1, 1.0, 2.0])
    weights = fit(table, np.array(right, float), ridge)
    p = 1 / (1 + np.exp(-table.times(weights)))
    assert table.across(p - right) + ridge * weights == pytest.approx(np.zeros(3), abs=1e-5)


def test_a_column_that_no_row_has_weighs_nothing() -> None:
    assert fit(Table(ROWS, 4), np.ones(4), np.ones(4))[3] == 0.0

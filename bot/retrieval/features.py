"""What is known of a first match before anybody judges it: figures from which its probability is computed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.model import Coverage

_ENOUGH = 1.5
"""What a question of two telling words tells; more does not make surer."""


def features(coverage: Coverage, *, best: float, second: float, names_unit: bool) -> dict[str, float]:
    """The features of a first match.

    Args:
        best: its score.
        second: score of the best match of another unit, 0 where there is none.

    Returns:
        coverage: share of what the question tells that stands in the passage, in its words or their meaning.
        told: how much that is in all, 0…1.
        clear: how far other units are behind, as far as the passage covers the question, 0…1.
        unit: whether the question names the unit.
    """
    return {
        "coverage": coverage.share,
        "told": min(coverage.told / _ENOUGH, 1.0),
        "clear": coverage.share * (1 - second / best) if best > 0 else 0.0,
        "unit": float(names_unit),
    }

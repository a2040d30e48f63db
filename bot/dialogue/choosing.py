"""Which of the ways to answer a message is taken: leaning.tsv, fitted by docs/fit_leaning.py to labelled dialogues.

For each feature of a message in its conversation (`leaning`) it has what that adds for each way.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Protocol

from bot.model import read_weights

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.dialogue.remembering import Turn


class Choosing(Protocol):
    """Chooses a way to answer."""

    def __call__(self, features: Mapping[str, float], turns: Mapping[str, Callable[[], Turn]], /) -> str:
        """The way to take, of those whose turns are given."""
        ...


class Likeliest:
    """Takes the way that the features speak for most.

    Args:
        weights: by feature, what it adds for each way.
    """

    def __init__(self, weights: Mapping[str, Mapping[str, float]]) -> None:
        self.weights = weights

    def __call__(self, features: Mapping[str, float], turns: Mapping[str, Callable[[], Turn]], /) -> str:
        """The way to take."""
        return max(turns, key=lambda way: self._sum(features, way))

    def _sum(self, features: Mapping[str, float], way: str) -> float:
        return sum(self.weights.get(name, {}).get(way, 0.0) * value for name, value in features.items())


@lru_cache(maxsize=1)
def load_choosing() -> Choosing:
    """The model that comes with the code."""
    lines = files(__package__).joinpath("leaning.tsv").read_text("utf-8").splitlines()
    return Likeliest(read_weights(lines))

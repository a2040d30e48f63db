"""Evidence that adds up: features of candidates, each with its weight, give how likely each is the right one, or none.

The weights stand in weights.toml; docs/importing/fit.py fits them to labelled pages, so that what is called 0.9 is right
nine times in ten on pages that it was not fitted to.
"""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING

from bot.importing.finding.words import tables

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Weighing:
    """Weighs candidates of one kind.

    Attributes:
        fair: at least this probability is worth telling, as a guess.
        sure: at least this is told as sure.
        labelled: the same of what a label or byline tells.
    """

    def __init__(self, table: str) -> None:
        values = tables("weights.toml")[table]
        self._weights: dict[str, float] = values["weights"]
        self._bias: float = values["bias"]
        self.fair: float = values["fair"]
        self.sure: float = values["sure"]
        self.labelled: float = values.get("labelled", self.sure)

    def told(self, features: Mapping[str, float]) -> float:
        """What the features of a candidate add up to: 0 where it is as likely as not."""
        return self._bias + sum(self._weights.get(name, 0.0) * value for name, value in features.items())

    def chances(self, candidates: Sequence[Mapping[str, float]]) -> list[float]:
        """How likely each of rival candidates is the right one; what is missing to 1 is that none of them is.

        Args:
            candidates: the features of each; those without a weight tell nothing.
        """
        told = [self.told(features) for features in candidates]
        most = max(told, default=0.0)
        parts = [exp(one - most) for one in told]
        every = sum(parts) + exp(min(-most, 700.0))
        return [part / every for part in parts]

"""When a passage is taken for the answer."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Calibration:
    """How probable features make an answer, and from which confidence on one is given.

    Fitted by `baigu calibrate`.

    Attributes:
        answer: at least this confidence quotes.
        suggest: at least this offers practices without quoting them as the answer.
        coverage: what has less of what a question, or one clause of it, tells is thin: it is not quoted to whoever
            wants another, and told as the reason where the probability was too small.
    """

    bias: float = -4.0
    weights: Mapping[str, float] = field(default_factory=lambda: {"coverage": 7.0})
    answer: float = 0.6
    suggest: float = 0.1
    coverage: float = 0.4

    def probability(self, features: Mapping[str, float]) -> float:
        """0…1: 1 / (1 + exp(-(bias + Σ weight · feature)))."""
        total = self.bias + sum(self.weights.get(name, 0.0) * value for name, value in features.items())
        return 1 / (1 + math.exp(-total))

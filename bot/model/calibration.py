"""When a passage is taken for the answer."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.model.fitted import stretches

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


@dataclass(frozen=True)
class Calibration:
    """How probable features make an answer, and from which confidence on one is given.

    Fitted by `baigu calibrate`.

    Attributes:
        answer: at least this confidence quotes.
        suggest: at least this offers practices without quoting them as the answer.
        wording: what each stretch of characters of a question adds: many ask in the same words for what is not told.
        is_by_form: whether the stretches are those of the form of a question (`coverage.form`), which says nothing of
            what a corpus is about: so it was learnt over those of others.
        coverage: what has less of what a question, or one clause of it, tells is thin: it is not quoted to whoever
            wants another, and told as the reason where the probability was too small.
    """

    bias: float = -4.0
    weights: Mapping[str, float] = field(default_factory=lambda: {"coverage": 7.0})
    answer: float = 0.6
    suggest: float = 0.1
    coverage: float = 0.4
    wording: Mapping[str, float] = field(default_factory=dict)
    is_by_form: bool = False

    def probability(self, features: Mapping[str, float], question: str = "") -> float:
        """0…1: 1 / (1 + exp(-(bias + Σ weight · feature + Σ weight of a stretch))).

        Args:
            question: normalised; its form where that is weighed.
        """
        total = self.bias + sum(self.weights.get(name, 0.0) * value for name, value in features.items())
        return 1 / (1 + math.exp(-total - sum(weight for _, weight in self.spoke(question))))

    def spoke(self, question: str) -> Iterator[tuple[str, float]]:
        """The stretches of a question that say something, each with what it adds."""
        signs = stretches(question) if question and self.wording else ()
        return ((sign, self.wording[sign]) for sign in signs if sign in self.wording)

"""A softmax regression over signs of a text: weights in a file that people can read, and what spoke for a kind."""

from __future__ import annotations

import math
import re
from functools import lru_cache, partial
from operator import add
from typing import TYPE_CHECKING

from bot.model.finding import Asked

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

START = "*"
"""In place of a sign: where each kind starts from."""

_SIGNS = 3
_LEFT_OUT = re.compile(r"[“”\"《》‘’'\s]")
_DIGITS = re.compile(r"\d+")


@lru_cache(maxsize=64)
def stretches(text: str) -> tuple[str, ...]:
    """The stretches of one to three characters of a normalised text, each once; its ends are `^` and `$`, every number is `0`.

    Always in the same order, for their weights are added up: of a set the last bits of a sum would change from run to run.
    Every model that reads a message asks for them again, so the last ones are remembered.
    """
    held = f"^{_DIGITS.sub('0', _LEFT_OUT.sub('', text))}$"
    pairs = [*map(add, held, held[1:])]
    return tuple(dict.fromkeys((*held, *pairs, *map(add, pairs, held[2:]))))


class Fitted:
    """The fitted model.

    Args:
        weights: by sign, what it adds for each kind; START for all texts.
    """

    def __init__(self, weights: Mapping[str, Mapping[str, float]]) -> None:
        import numpy as np  # noqa: PLC0415 # commands that read no message start without it

        self._kinds, self._signs = tuple(weights[START]), tuple(weights)
        self._rows = {sign: row for row, sign in enumerate(weights)}
        self._weights = np.zeros((len(weights), len(self._kinds)))
        columns = {kind: column for column, kind in enumerate(self._kinds)}
        rows = [row for row, told in enumerate(weights.values()) for _ in told]
        held = [columns[kind] for told in weights.values() for kind in told]
        self._weights[rows, held] = [weight for told in weights.values() for weight in told.values()]
        self._starts = self._weights[self._rows[START]]

    def of(self, signs: Collection[str]) -> Asked:
        """What a text of these signs asks for."""
        found = [row for row in map(self._rows.get, signs) if row is not None]
        totals = self._starts + self._weights[found].sum(axis=0) / math.sqrt(len(found) or 1)
        odds = [*map(math.exp, totals.tolist())]
        whole, likeliest = sum(odds), odds.index(max(odds))
        asked = {kind: value / whole for kind, value in zip(self._kinds, odds, strict=True)}
        return Asked(asked, partial(self._spoke, found, likeliest))

    def _spoke(self, found: Sequence[int], kind: int) -> tuple[str, ...]:
        """The signs of these rows that speak most for a kind."""
        weights = self._weights[found, kind].tolist()
        spoke = sorted(
            (-weight, self._signs[row]) for weight, row in zip(weights, found, strict=True) if weight > 0
        )
        return tuple(sign for _, sign in spoke[:_SIGNS])


def read_weights(lines: Iterable[str]) -> dict[str, dict[str, float]]:
    """The weights of a model in the lines of its file: `sign TAB kind=weight kind=weight`, `#` before remarks."""
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    weight = lru_cache(None)(_weight)  # few that differ, and each an object of its own would take 4 MB
    return {sign: dict(map(weight, told.split())) for sign, told in rows}


def written(weights: Mapping[str, Mapping[str, float]]) -> Iterator[str]:
    """The lines that `read_weights` reads."""
    for sign, row in weights.items():
        yield f"{sign}\t{' '.join(f'{kind}={weight:+g}' for kind, weight in row.items())}"


def _weight(told: str) -> tuple[str, float]:
    kind, _, weight = told.partition("=")
    return kind, float(weight)

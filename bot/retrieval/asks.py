"""What a question asks for, by the characters it is made of: asks.tsv, fitted by docs/asks/fit.py.

A softmax regression over stretches of one to three characters. Its weights are a file that people can read, and
the stretches that spoke most for a kind are shown by `baigu ask --explain`.
"""

from __future__ import annotations

import math
import re
from importlib.resources import files
from typing import TYPE_CHECKING

from bot.model import Asked
from bot.retrieval.normalization import RUN

if TYPE_CHECKING:
    from collections.abc import Mapping

PRACTICE = "practice"
"""What was done, how, by whom, whether anybody did: what speeches tell."""

UNITS, COMPARE, ALL = "units", "compare", "all"
"""The same of several: every unit that did it, how several differ, every practice there is."""

SEVERAL = (UNITS, COMPARE, ALL)
TOLD = frozenset((PRACTICE, *SEVERAL))
"""What any practice may tell."""

COUNT = "count"
"""How many; a practice may tell."""

START = "*"
"""In place of a stretch: where each kind starts from."""

_LIKELY = 0.5
"""From this probability on, that several are asked for."""

_LONGEST = 3
_SIGNS = 3
_LEFT_OUT = re.compile(r"[“”\"《》‘’'\s]")
_DIGITS = re.compile(r"\d+")


def stretches(text: str) -> frozenset[str]:
    """The stretches of a normalised text; its ends are `^` and `$`, and every number is `0`."""
    held = f"^{_DIGITS.sub('0', _LEFT_OUT.sub('', text))}$"
    return frozenset(held[i : i + n] for n in range(1, _LONGEST + 1) for i in range(len(held) - n + 1))


class Asking:
    """The fitted model.

    Args:
        weights: by stretch, what it adds for each kind; START for all questions.
    """

    def __init__(self, weights: Mapping[str, Mapping[str, float]]) -> None:
        self._weights = weights

    def of(self, text: str) -> Asked:
        """What a normalised text asks for; one without a word, as a unit's name taken out leaves it, asks what was done."""
        if not RUN.search(text):
            return Asked({PRACTICE: 1.0})
        found = [stretch for stretch in stretches(text) if stretch in self._weights]
        totals = dict.fromkeys(self._weights[START], 0.0)
        for stretch in found:
            for kind, weight in self._weights[stretch].items():
                totals[kind] += weight
        scale = math.sqrt(len(found) or 1)
        odds = {kind: math.exp(start + totals[kind] / scale) for kind, start in self._weights[START].items()}
        whole = sum(odds.values())
        asked = {kind: value / whole for kind, value in odds.items()}
        return Asked(asked, self._signs(found, max(asked, key=lambda kind: asked[kind])))

    def _signs(self, found: list[str], kind: str) -> tuple[str, ...]:
        speaking = [stretch for stretch in found if self._weights[stretch].get(kind, 0.0) > 0]
        speaking.sort(key=lambda stretch: (-self._weights[stretch][kind], stretch))
        return tuple(speaking[:_SIGNS])


def asks_for_several(asked: Asked) -> bool:
    """Whether a question asks for more than one passage."""
    return sum(asked.kinds.get(kind, 0.0) for kind in SEVERAL) >= _LIKELY


def load_asking() -> Asking:
    """The model that comes with the code."""
    lines = files(__package__).joinpath("asks.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return Asking({stretch: dict(map(_weight, told.split())) for stretch, told in rows})


def _weight(told: str) -> tuple[str, float]:
    kind, _, weight = told.partition("=")
    return kind, float(weight)

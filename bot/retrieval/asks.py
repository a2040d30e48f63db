"""What a question asks for, by the characters it is made of: asks.tsv, fitted by docs/fit.py.

The stretches that spoke most for a kind are shown by `baigu ask --explain`.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from bot.model import Asked, Fitted, read_weights, stretches
from bot.retrieval.normalization import RUN

PRACTICE = "practice"
"""What was done, how, by whom, whether anybody did: what speeches tell."""

UNITS, COMPARE, ALL = "units", "compare", "all"
"""The same of several: every unit that did it, how several differ, every practice there is."""

SEVERAL = (UNITS, COMPARE, ALL)
TOLD = frozenset((PRACTICE, *SEVERAL))
"""What any practice may tell."""

COUNT = "count"
"""How many; a practice may tell."""

_LIKELY = 0.5
"""From this probability on, that several are asked for."""


class Asking:
    """Knows what questions ask for."""

    def __init__(self, model: Fitted) -> None:
        self._model = model

    def of(self, text: str) -> Asked:
        """What a normalised text asks for; one without a word, as a unit's name taken out leaves it, asks what was done."""
        return self._model.of(stretches(text)) if RUN.search(text) else Asked({PRACTICE: 1.0})


def asks_for_several(asked: Asked) -> bool:
    """Whether a question asks for more than one passage."""
    return sum(asked.kinds.get(kind, 0.0) for kind in SEVERAL) >= _LIKELY


@lru_cache(maxsize=1)
def load_asking() -> Asking:
    """The model that comes with the code."""
    lines = files(__package__).joinpath("asks.tsv").read_text("utf-8").splitlines()
    return Asking(Fitted(read_weights(lines)))

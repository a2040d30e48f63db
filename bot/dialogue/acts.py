"""What a message wants, by the characters it is made of: acts.tsv, fitted by docs/fit.py to docs/acts/utterances.tsv.

The model sees slots in place of names, numbers and subjects (`slots`), so that it knows no corpus.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from bot.dialogue.slots import SUBJECT
from bot.model import Fitted, read_weights, stretches

if TYPE_CHECKING:
    from bot.dialogue.slots import Slotted
    from bot.model import Asked

QUESTION = "question"
"""The kind of messages that are searched."""

INTENTS = ("help", "units", "themes", "more", "another", "back", "again", "forget")
"""Rows of knowledge/phrases.toml that the dialogue acts on. Any other is a courtesy, met by the text of its name."""

COURTESIES = frozenset(("greeting", "thanks", "acknowledged", "nothing"))
"""Acts that people put around anything else."""

POLITE = ("thanks", "acknowledged", "close", "greeting")
"""Acts that are met by a courtesy; they share their words, so that they are likely together or not at all."""

PLAIN = "#plain\t"
"""Begins the line of acts.tsv with the words that acts are made of."""

ASKING = re.compile(
    r"[什甚]么|啥|怎|咋|哪|谁|几|多[少大远高长久重]|[吗嘛么呢]$|如何|为何|是否|能否|(.)[不没唔]\1|[没不]$|没有$|没得$"
    r"|边[个度]|[乜咩]|点[样解]|系咪|有[没冇]|\?|\b(?:what|who|which|where|when|why|how|any|is|are|do|does|did|can)\b"
)
"""The forms of a question: the closed class of words that ask, and what makes one of a sentence."""

_LENGTHS = (2, 4, 7, 12, 20)
_MOST_SUBJECTS = 3


def signs(slotted: Slotted) -> tuple[str, ...]:
    """What the model reads of a message: its stretches, how long it is and how many subjects it has; each once, in order."""
    length = sum(len(slotted.text) > most for most in _LENGTHS)
    subjects = min(slotted.text.count(SUBJECT), _MOST_SUBJECTS)
    around = [stretch for stretch in stretches(slotted.text) if SUBJECT in stretch] if subjects else []
    asking = ("asking",) if ASKING.search(slotted.text) else ()
    return tuple(
        dict.fromkeys((*stretches(slotted.said), *around, *asking, f"length{length}", f"subjects{subjects}"))
    )


class Acting:
    """The fitted model.

    Attributes:
        plain: words that acts are made of.
    """

    def __init__(self, model: Fitted, plain: frozenset[str]) -> None:
        self._model, self.plain = model, plain

    def of(self, slotted: Slotted) -> Asked:
        """How likely each act is."""
        return self._model.of(signs(slotted))


@lru_cache(maxsize=1)
def load_acting() -> Acting:
    """The model that comes with the code."""
    lines = files(__package__).joinpath("acts.tsv").read_text("utf-8").splitlines()
    plain = next(line.removeprefix(PLAIN) for line in lines if line.startswith(PLAIN))
    return Acting(Fitted(read_weights(lines)), frozenset(plain.split()))

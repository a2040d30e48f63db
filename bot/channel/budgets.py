"""How long a reply of each kind may be on a small telephone, in lines of `bubble.STANDARD`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.channel.bubble import STANDARD
from bot.model import Wording

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Budget:
    """Room for a reply.

    Attributes:
        lines: in all.
        before: of them, that may stand before the words that answer, or the first thing to tap.
        taps: how many things to tap it offers.
        sentences: how many it quotes at most; None for as many as there is room for.
        is_kept: whether what does not fit is left out; lists are parted into pages of so many entries instead.
    """

    lines: int = STANDARD.rows
    before: int = 0
    taps: int = 3
    sentences: int | None = None
    is_kept: bool = True


_SCREEN = Budget()
_COURTESY = Budget(lines=6, is_kept=False)
_OFFER = Budget(before=3, is_kept=False)
_LIST = Budget(lines=24, before=3, taps=8, is_kept=False)
"""Lists that were asked for may be longer than a screen."""

BUDGETS: Mapping[str, Budget] = {
    Wording.ANSWERED: _SCREEN,
    Wording.BRIEF: Budget(sentences=1),
    Wording.TOLD: Budget(sentences=1),
    Wording.UNIT: Budget(before=2, taps=8, sentences=1, is_kept=False),
    Wording.WHOLE: Budget(lines=60, is_kept=False),
    Wording.SEVERAL: Budget(lines=40, before=1, taps=8, is_kept=False),
    Wording.SUGGESTED: _OFFER,
    Wording.UNANSWERED: Budget(before=5, is_kept=False),
    Wording.SORRY: _OFFER,
    Wording.WELCOME: Budget(lines=14, before=6, is_kept=False),
    Wording.HELP: Budget(lines=12, before=3, is_kept=False),
    **dict.fromkeys(
        (
            Wording.THEME,
            Wording.THEMES,
            Wording.UNITS,
            Wording.MORE,
            Wording.NO_MORE,
            Wording.COUNTED,
            Wording.PAST_END,
        ),
        _LIST,
    ),
}


def budget_of(wording: str) -> Budget:
    """The budget of a reply by the name of its text; what carries nothing is a courtesy."""
    return BUDGETS.get(wording, _COURTESY)

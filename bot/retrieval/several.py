"""Which passages answer side by side, where a question asks for several: which units did it, how they differ, what there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.retrieval.asks import ALL, asks_for_several
from bot.retrieval.coverage import is_stray

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Hashable, Sequence

    from bot.model import Asked, Unit
    from bot.retrieval.ranking import Candidate

_EQUAL = 0.9
"""Of the first score; one that is no lower is as good."""

_ALIKE = 0.6
"""Of what the first passage covers; one that covers less tells of something else."""


def together(
    ranked: Sequence[Candidate], asked: Asked, named: Collection[Unit], unit_of: Callable[[Candidate], Unit]
) -> list[Candidate]:
    """The candidates that answer side by side, best first; the first alone where one is asked for.

    Args:
        ranked: best first, of the named units only, if there are any.
    """
    first = ranked[0]
    if first.limit:
        return [first]
    if len(named) > 1:
        return _first_of_each([c for c in ranked if not is_stray(c.coverage)], unit_of) or [first]
    if not asks_for_several(asked):
        return [first, *_as_good(ranked, unit_of)]
    least = _ALIKE * first.coverage.told
    telling = [c for c in ranked if c.limit is None and c.coverage.told >= least]
    is_of_all = asked.likeliest == ALL or named
    return (telling if is_of_all else _first_of_each(telling, unit_of)) or [first]


def _as_good(ranked: Sequence[Candidate], unit_of: Callable[[Candidate], Unit]) -> list[Candidate]:
    """What other units tell of it no less: which is first is chance then."""
    first = ranked[0]
    alike = [
        c
        for c in ranked[1:]
        if c.limit is None
        and c.score >= _EQUAL * first.score
        and c.coverage.told >= first.coverage.told
        and unit_of(c) != unit_of(first)
    ]
    return _first_of_each(alike, unit_of)


def _first_of_each(ranked: Sequence[Candidate], key: Callable[[Candidate], Hashable]) -> list[Candidate]:
    firsts: dict[Hashable, Candidate] = {}
    for candidate in ranked:
        firsts.setdefault(key(candidate), candidate)
    return list(firsts.values())

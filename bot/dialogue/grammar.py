"""The words and acts of grammar.toml: what messages are made of that are no questions for the corpus."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

INTENTS = ("help", "units", "themes", "more", "another", "back", "again", "forget")
"""Rows of knowledge/phrases.toml that the dialogue acts on. Any other is a courtesy, met by the text of its name."""

UNTOUCHED = frozenset({"polite", "particle", "filler", "tell", "this", "measure"})
"""Kinds of words that change nothing, whatever they stand beside."""

COURTESIES = frozenset({"greeting", "thanks", "acknowledged"})
"""Kinds of words that people put around anything else."""


@dataclass(frozen=True)
class Act:
    """Something that a message may want; see grammar.toml.

    Attributes:
        needs: a word of one kind of each set.
        beside: kinds that may stand beside.
        examples: read so.
        unlike: not read so.
    """

    name: str
    needs: tuple[frozenset[str], ...]
    beside: frozenset[str]
    examples: tuple[str, ...] = ()
    unlike: tuple[str, ...] = ()

    def fits(self, kinds: Sequence[frozenset[str]]) -> bool:
        """Whether words of these kinds, one set a word, say this and nothing else."""
        allowed = self.beside.union(*self.needs)
        return all(word & allowed for word in kinds if not word & (UNTOUCHED | COURTESIES)) and all(
            any(word & needed for word in kinds) for needed in self.needs
        )


@dataclass(frozen=True)
class Grammar:
    """See grammar.toml; `markers` are phrases by kind, the longest first."""

    words: Mapping[str, tuple[str, ...]]
    markers: Mapping[str, tuple[str, ...]]
    acts: tuple[Act, ...]


@lru_cache(maxsize=1)
def load_grammar() -> Grammar:
    """The grammar that comes with the code."""
    data = tomllib.loads(files(__package__).joinpath("grammar.toml").read_text("utf-8"))
    return Grammar(
        {kind: tuple(words) for kind, words in data["words"].items()},
        {kind: tuple(sorted(words, key=len, reverse=True)) for kind, words in data["markers"].items()},
        tuple(
            Act(
                row["name"],
                tuple(frozenset(kinds.split("|")) for kinds in row["needs"]),
                frozenset(row.get("beside", ())),
                tuple(row["examples"]),
                tuple(row["unlike"]),
            )
            for row in data["act"]
        ),
    )

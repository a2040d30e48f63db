"""What is known of a first match before anybody judges it: figures from which its probability is computed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.model import Coverage, Limit
    from bot.retrieval.query import Query

_ENOUGH = 1.5
"""What a question of two telling words tells; more does not make surer."""

_DOUBT = 0.5
"""Up to this probability it is in doubt whether something else is asked for."""

_LONG, _MANY = 80, 6
"""Characters of a long question, and words found of one that has much in common with a passage."""

_FOUND = 0.5
"""A word of which a passage has less than this share is not found."""


@dataclass(frozen=True)
class Standing:
    """How a first match stands among all there might be.

    Attributes:
        score: its own.
        second: of the next passage, 0 where there is none.
        second_speech: of the best passage of another speech.
        share_of_possible: of BM25's score of a passage that had the most of every term.
        unknown: share of the terms' weight that no passage has.
    """

    score: float
    second: float = 0.0
    second_speech: float = 0.0
    share_of_possible: float = 1.0
    unknown: float = 0.0

    def ahead_of(self, other: float) -> float:
        """0…1: how far another score is behind."""
        return 1 - other / self.score if self.score > 0 else 0.0


def features(  # noqa: PLR0913 # one for each thing that is known
    coverage: Coverage,
    standing: Standing,
    *,
    clause: float,
    speech: float,
    quoted: float,
    untold: float,
    apart: float,
    foreign: float,
    limit: Limit | None,
    is_opening: bool,
    names_unit: bool,
    near: float = 0.0,
    nearest: float = 0.0,
) -> dict[str, float]:
    """The features of a first match, each 0…1.

    Args:
        clause: coverage of the clause that it covers best, of those that lead to it by themselves.
        speech: coverage by its whole speech, with title and unit.
        quoted: how much of what the question tells is told by the words that would be quoted.
        untold: how probable it is that something is asked for which it does not tell.
        apart: how probable it is that something is asked for which none of its sentences tells beside the rest.
        foreign: share of nouns that no passage has in what is asked.
        limit: what speaks against the passage.

    Returns:
        coverage: share of what the question tells that stands in the passage, in its words or their meaning.
        told: how much that is in all.
        clear: how far other speeches are behind, as far as the passage covers the question.
        ahead: how far other speeches are behind.
        margin: how far the next passage is behind.
        possible: its score, as a share of the best there could be.
        unknown: share of the question that no passage has.
        opening: whether it is one.
        unit: whether the question names the unit.
        limit and a kind: whether a limit of that kind speaks against the passage; absent where none does.
        untold: as above, as far as it is beyond doubt.
        apart: as above, as far as it is in doubt.
        clause, speech, quoted, foreign: as above.
    """
    return {
        "coverage": coverage.share,
        "told": min(coverage.told / _ENOUGH, 1.0),
        "clear": coverage.share * standing.ahead_of(standing.second_speech),
        "ahead": standing.ahead_of(standing.second_speech),
        "margin": standing.ahead_of(standing.second),
        "possible": min(standing.share_of_possible, 1.0),
        "unknown": standing.unknown,
        "clause": clause,
        "speech": speech,
        "quoted": min(quoted / _ENOUGH, 1.0),
        "untold": max(untold - _DOUBT, 0.0) / (1 - _DOUBT),
        "apart": min(apart / _DOUBT, 1.0),
        "foreign": foreign,
        "opening": float(is_opening),
        "unit": float(names_unit),
        **({f"limit_{limit.kind}": 1.0} if limit else {}),
        **({"near": near, "nearest": nearest} if near else {}),
    }


def of_question(query: Query, coverage: Coverage) -> dict[str, float]:
    """The features of what is asked, each 0…1.

    Returns:
        length: of the question; people who tell much ask for what there is.
        found: how many of its words are found.
        vague: whether nothing that has a name is asked about.
    """
    found = sum(e.strength >= _FOUND for e in coverage.evidence)
    return {
        "length": min(len(query.text) / _LONG, 1.0),
        "found": min(found / _MANY, 1.0),
        "vague": float(not any(word.is_noun for word in query.asked_words)),
    }

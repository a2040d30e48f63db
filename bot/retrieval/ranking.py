"""A query -> passages in the order in which they may answer it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bot.model import Role
from bot.retrieval.coverage import cover
from bot.retrieval.editors import EditorQuestions
from bot.retrieval.normalization import normalise
from bot.retrieval.postings import Postings

if TYPE_CHECKING:
    from bot.model import Corpus, Coverage, Limit, Passage, Unit
    from bot.retrieval.analysis import Analysis
    from bot.retrieval.limits import Limits
    from bot.retrieval.query import Query, QueryAnalysis

_CANDIDATES = 20
_COVERAGE = 1.0
"""How much a passage that covers all of a question is raised: BM25 adds up words, however common together."""

_OPENING = 0.7
"""Openings greet and announce; they seldom answer."""

_COUNTS = 1.5
"""A question of how many is answered by a passage that counts the same thing."""

_LIMITED = 0.8
"""A passage that cannot be the answer stands behind one that can."""


@dataclass(frozen=True)
class Candidate:
    """A passage that may answer.

    Attributes:
        number: place of the passage in the corpus.
        is_named: whether an editor has written that it is for this question.
        limit: what speaks against it.
    """

    passage: Passage
    number: int
    score: float
    coverage: Coverage
    is_named: bool
    limit: Limit | None


class Ranking:
    """BM25 over the analysis, then the first 20 looked at closely."""

    def __init__(self, corpus: Corpus, analysis: Analysis, queries: QueryAnalysis, limits: Limits) -> None:
        self._passages = corpus.passages
        self._units = [corpus.speech_of(passage).unit for passage in corpus.passages]
        self._plain = [normalise(passage.text) for passage in corpus.passages]
        self._asked_as = [normalise("\n".join(passage.asked_as)) for passage in corpus.passages]
        self._postings = Postings(analysis.terms(_indexed(corpus, passage)) for passage in corpus.passages)
        self._limits = limits
        self._editors = EditorQuestions(corpus.passages, queries, limits.kinds)

    def ranked(self, query: Query, unit: Unit | None) -> list[Candidate]:
        """Candidates, best first; of one unit if given."""
        scores = self._postings.scores(query.terms)
        if unit:
            scores = np.where([other == unit for other in self._units], scores, 0.0)
        best = np.argsort(-scores, kind="stable")[:_CANDIDATES]
        candidates = [self._candidate(query, int(n), float(scores[n])) for n in best if scores[n] > 0]
        allowed = (c for c in candidates if not self._editors.rule_out(c.number, query))
        return sorted(allowed, key=lambda candidate: (not candidate.is_named, -candidate.score))

    def unit_of(self, candidate: Candidate) -> Unit:
        """The unit whose passage it is."""
        return self._units[candidate.number]

    def _candidate(self, query: Query, number: int, bm25: float) -> Candidate:
        passage, plain = self._passages[number], self._plain[number]
        coverage = cover(query, plain, self._asked_as[number])
        score = bm25 * (1 + _COVERAGE * coverage.share)
        if passage.role is Role.OPENING:
            score *= _OPENING
        if query.counts and all(count.found_in(plain) for count in query.counts):
            score *= _COUNTS
        is_named = self._editors.name(number, query)
        limit = None if is_named else self._limits.of(query, plain)
        if limit:
            score *= _LIMITED
        return Candidate(passage, number, score, coverage, is_named, limit)


def _indexed(corpus: Corpus, passage: Passage) -> str:
    """A passage's text, with the title for an opening and what editors know it to be asked as."""
    title = corpus.speech_of(passage).title if passage.role is Role.OPENING else ""
    return "\n".join((title, passage.text, *passage.asked_as))

"""A query -> passages in the order in which they may answer it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import dropwhile
from typing import TYPE_CHECKING

import numpy as np

from bot.model import Role
from bot.retrieval.coverage import cover, is_stray
from bot.retrieval.features import Standing
from bot.retrieval.quotation import plain_sentences

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from bot.model import Corpus, Coverage, Limit, Passage, Unit
    from bot.retrieval.editors import Editors
    from bot.retrieval.index import Index, Scored
    from bot.retrieval.limits import Limits
    from bot.retrieval.meaning import Opinion
    from bot.retrieval.plain_texts import PlainTexts
    from bot.retrieval.query import Pairs, Query, Word
    from bot.retrieval.shelf import Shelf

_CANDIDATES, _REMEMBERED = 20, 4096
_COVERAGE = 1.0
"""How much a passage that covers all of a question is raised: BM25 adds up words, however common together."""

_FRAME = {Role.OPENING: 0.7, Role.ASIDE: 0.8}
"""What stands around practices seldom answers: openings greet and announce, asides sum up, promise and sign."""

_COUNTS = 1.5
"""A question of how many is answered by a passage that counts the same thing."""

_NEAREST = 10
"""Candidates for their meaning alone."""

_NEAR = 0.86
"""Cosine: three of four passages that answer are nearer, and one in ten of those nearest to what is asked of other things."""

_TELLING = 0.5
"""What a clause must have in a passage to tell anything by itself: half a telling word."""

_MOST_CLAUSES = 6
"""Of those that a passage covers best; for each the whole corpus is ranked."""

_MANY = 1000
"""Passages; fewer are ranked as soon as a few of them are looked at."""

_TELLS = 0.3
"""A noun of less weight (人, 地方) is in no way foreign."""

_CHINESE = re.compile("[\u4e00-\u9fff]{2}")

_LIMITED = 0.93
"""A passage that cannot be the answer stands behind one that can."""


@dataclass(frozen=True)
class Candidate:
    """A passage that may answer.

    Attributes:
        scored: its score before it was looked at closely.
        is_named: whether an editor has written that it is for this question.
        untold: what is asked for that it does not tell, each kind with how probable it is.
        limit: what speaks against it.
    """

    passage: Passage
    scored: Scored
    score: float
    coverage: Coverage
    is_named: bool
    untold: Mapping[str, float]
    limit: Limit | None

    @property
    def number(self) -> int:
        """Place of the passage in the corpus."""
        return self.scored.number

    @property
    def is_stray(self) -> bool:
        """Whether it shares nothing with the question but characters, and is not near it in meaning either."""
        return not self.is_named and self.scored.near < _NEAR and is_stray(self.coverage)


class Ranking:
    """BM25 over the analysis, of the passage and of its speech, then the first 20 looked at closely.

    Args:
        texts: of the corpus, normalised.
        index: says which passages have the most of a query; by their numbers and those of units in the corpus.
        editors: what editors have written to passages.
        opinion: how near passages are to a question in meaning, where that is known.
    """

    def __init__(  # noqa: PLR0913 # what it looks in, and what says more of it
        self,
        corpus: Corpus,
        limits: Limits,
        shelf: Shelf,
        *,
        texts: PlainTexts,
        index: Index,
        editors: Editors,
        opinion: Opinion | None = None,
    ) -> None:
        self._opinion = opinion
        self._corpus, self._passages, self._whole = corpus, corpus.passages, texts.speeches
        # The same passages are candidates again and again.
        self._texts = lru_cache(_REMEMBERED)(lambda number: (texts.passages[number], texts.asked_as[number]))
        self._speeches = texts.speech_of
        self._index, self._editors = index, editors
        self._limits = limits
        self._prescribes = shelf.numbers(
            "prescribes",
            lambda: np.array([limits.prescribes(told) for told in texts.of_speeches()]),
        )

    def ranked(
        self, query: Query, units: Collection[Unit] = (), passages: Iterable[Passage] | None = None
    ) -> list[Candidate]:
        """Candidates, best first; of these units only, if there are any.

        Args:
            passages: the candidates, whatever they have of the query.
        """
        if passages is not None:
            scored = self._index.of(query.terms, [self._corpus.number_of(passage) for passage in passages])
        else:
            scored = self._index.first(query.terms, _CANDIDATES, self._numbers_of(units) if units else None)
        if self._opinion and query.text:
            near = self._opinion.of(query.text)
            if passages is None and not units:
                known = {passage.number for passage in scored}
                others = [number for number in near.first(_NEAREST) if number not in known]
                scored += self._index.of(query.terms, others)
            scored = near.beside(scored)
        is_for, is_not_for = self._editors.of(query, [passage.number for passage in scored])
        pairs = self._known(query.pairs)
        candidates = [
            self._candidate(query, passage, pairs, is_named=passage.number in is_for)
            for passage in scored
            if passage.number not in is_not_for
            and self._passages[passage.number].id not in self._corpus.withheld
        ]
        candidates.sort(key=lambda candidate: (not candidate.is_named, -candidate.score))
        # What its meaning put before all that has words in common must be near, else it is passed over.
        return [*dropwhile(lambda candidate: candidate.is_stray, candidates)] if self._opinion else candidates

    def _known(self, pairs: Pairs) -> Pairs:
        """Those that any passage may have; all that Chinese has of a passage and its editors' questions are terms."""
        return tuple(
            (at, pair) for at, pair in pairs if not _CHINESE.fullmatch(pair) or self._index.knows(pair)
        )

    def _numbers_of(self, units: Iterable[Unit]) -> list[int]:
        """The numbers of these units; one that tells nothing has none."""
        numbers = self._corpus.unit_numbers
        return [numbers[unit] for unit in units if unit in numbers]

    def unit_of(self, candidate: Candidate) -> Unit:
        """The unit whose passage it is."""
        return self._corpus.speech_of(candidate.passage).unit

    def standing(
        self, query: Query, ranked: Sequence[Candidate], together: Collection[Candidate]
    ) -> Standing:
        """How the first candidate stands, with those that answer beside it."""
        first = ranked[0]
        others = [candidate for candidate in ranked if candidate not in together]
        speeches = {int(self._speeches[candidate.number]) for candidate in together}
        possible, unknown = self._index.possible(query.terms)
        return Standing(
            first.score,
            others[0].score if others else 0.0,
            next((c.score for c in others if int(self._speeches[c.number]) not in speeches), 0.0),
            first.scored.bm25 / possible if possible else 0.0,
            unknown,
        )

    def clause(
        self,
        ranked: Sequence[Candidate],
        query: Query,
        clauses: Iterable[Query],
        part: Callable[[str], Query],
    ) -> float:
        """The coverage of the clause that the first passage covers best, of those that lead to it by themselves.

        Args:
            part: a clause with what the index is asked for it, which most never are.
        """
        candidate = ranked[0]
        covered = [
            (candidate.coverage if clause is query else self._covered(clause, candidate.number), clause)
            for clause in clauses
        ]
        telling = [(c.share, clause) for c, clause in covered if c.told >= _TELLING]
        telling.sort(key=lambda pair: -pair[0])
        leading = (
            share
            for share, clause in telling[:_MOST_CLAUSES]
            if self._leads(ranked, query, clause.terms or part(clause.text).terms)
        )
        return next(leading, 0.0)

    def _covered(self, query: Query, number: int) -> Coverage:
        return cover(query, *self._texts(number))

    def _leads(self, ranked: Sequence[Candidate], query: Query, terms: Mapping[str, float]) -> bool:
        """Whether no passage has a higher score for the terms of a clause than the first."""
        first = ranked[0]
        if terms == query.terms:
            return first.scored.leads
        if len(self._passages) > _MANY:  # mostly another candidate has one, and not all have to be ranked
            scores, _ = self._index.at(terms, np.array([c.number for c in ranked], np.int32))
            if scores.argmax() > 0:
                return False
        (scored,) = self._index.of(terms, [first.number])
        return scored.leads

    def in_speech(self, candidate: Candidate, query: Query) -> float:
        """The coverage of a query by the whole speech of a candidate, with its title and unit."""
        return cover(query, self._whole[self._speeches[candidate.number]]).share

    def apart(self, candidate: Candidate, query: Query) -> float:
        """How probable it is that something is asked for which no sentence of a candidate tells beside the rest."""
        if self._prescribes[self._speeches[candidate.number]]:
            return 0.0
        passage, told = candidate.passage, candidate.coverage.told
        return self._limits.apart(
            query, candidate.untold, lambda: plain_sentences(passage.text, passage.sentences), told
        )

    def foreign(self, query: Query) -> float:
        """The share of nouns that no passage has, nor its editors' questions, in what is asked."""
        words = query.asked_words
        told = sum(word.weight for word in words)
        foreign = (word for word in words if word.is_noun and not self._is_known(word, query))
        return sum(word.weight for word in foreign) / told if told else 0.0

    def _is_known(self, word: Word, query: Query) -> bool:
        """Whether all pairs of its characters occur, or the vocabulary says what it may mean."""
        pairs = (word.text[at : at + 2] for at in range(max(len(word.text) - 1, 1)))
        is_meant = bool(query.means[word.start])
        return is_meant or word.weight < _TELLS or all(self._index.knows(pair) for pair in pairs)

    def _candidate(self, query: Query, scored: Scored, pairs: Pairs, *, is_named: bool) -> Candidate:
        number = scored.number
        passage, speech = self._passages[number], self._speeches[number]
        plain, asked_as = self._texts(number)
        coverage = cover(query, plain, asked_as, pairs)
        score = scored.score * (1 + _COVERAGE * coverage.share)
        if passage.role in _FRAME and self._corpus.speech_of(passage).practices:
            score *= _FRAME[passage.role]
        counted = coverage.evidence[len(query.words) :]  # counts follow the words
        if counted and all(evidence.found for evidence in counted):
            score *= _COUNTS
        untold = {} if self._prescribes[speech] else self._limits.untold(query, plain)
        told_of = self._whole[speech] if query.names else ""
        limit = None if is_named else self._limits.of(query, plain, told_of, untold)
        if limit:
            score *= _LIMITED
        return Candidate(passage, scored, score, coverage, is_named, untold, limit)

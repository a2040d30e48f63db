"""A query -> passages in the order in which they may answer it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bot.model import Role
from bot.retrieval.coverage import cover
from bot.retrieval.editors import EditorQuestions
from bot.retrieval.features import Standing
from bot.retrieval.postings import Postings, best
from bot.retrieval.quotation import plain_sentences

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from bot.model import Corpus, Coverage, Limit, Passage, Speech, Unit
    from bot.retrieval.inverted import Values
    from bot.retrieval.limits import Limits
    from bot.retrieval.query import Query, QueryAnalysis, Word
    from bot.retrieval.shelf import Shelf

_CANDIDATES = 20
_COVERAGE = 1.0
"""How much a passage that covers all of a question is raised: BM25 adds up words, however common together."""

_OPENING = 0.7
"""Openings greet and announce; they seldom answer."""

_COUNTS = 1.5
"""A question of how many is answered by a passage that counts the same thing."""

_SPEECH, _TITLE = 0.6, 1.0
"""What the score of its speech adds to a passage, and that of the speech's title among titles."""

_TELLING = 0.5
"""What a clause must have in a passage to tell anything by itself: half a telling word."""

_TELLS = 0.3
"""A noun of less weight (人, 地方) is in no way foreign."""

_LIMITED = 0.93
"""A passage that cannot be the answer stands behind one that can."""


@dataclass(frozen=True)
class Scored:
    """A passage by the words alone.

    Attributes:
        number: its place in the corpus.
        score: with what its speech and title add.
        bm25: without.
        leads: whether no passage has a higher score.
    """

    number: int
    score: float
    bm25: float
    leads: bool


@dataclass(frozen=True)
class Candidate:
    """A passage that may answer.

    Attributes:
        by_words: its score by the words alone, before it was looked at closely.
        is_named: whether an editor has written that it is for this question.
        limit: what speaks against it.
    """

    passage: Passage
    by_words: Scored
    score: float
    coverage: Coverage
    is_named: bool
    limit: Limit | None

    @property
    def number(self) -> int:
        """Place of the passage in the corpus."""
        return self.by_words.number


class Ranking:
    """BM25 over the analysis, of the passage and of its speech, then the first 20 looked at closely."""

    def __init__(self, corpus: Corpus, queries: QueryAnalysis, limits: Limits, shelf: Shelf) -> None:
        passages, speeches = corpus.passages, corpus.speeches
        self._passages = passages
        self._numbers = {passage.id: n for n, passage in enumerate(passages)}
        self._plain, self._asked_as = shelf.texts("plain"), shelf.texts("asked_as")
        self._postings = Postings(shelf.inverted("passages"))
        self._speech_postings = Postings(shelf.inverted("speeches"))
        self._title_postings = Postings(shelf.inverted("titles"))
        number = {speech.slug: n for n, speech in enumerate(corpus.speeches)}
        self._speeches = np.array([number[passage.speech] for passage in corpus.passages], np.int32)
        self._units: list[Unit] = [speech.unit for speech in corpus.speeches]
        self._of_unit: dict[Unit, list[int]] = defaultdict(list)
        for n, unit in enumerate(self._units):
            self._of_unit[unit].append(n)
        self._has_list = [bool(speech.practices) for speech in corpus.speeches]
        self._whole = shelf.texts("whole")
        self._limits = limits
        self._prescribes = shelf.flags(
            "prescribes",
            lambda: (limits.prescribes(self._plain[start:end]) for start, end in _spans(speeches)),
        )
        self._editors = EditorQuestions(passages, queries, shelf)

    def ranked(
        self, query: Query, units: Collection[Unit] = (), passages: Iterable[Passage] | None = None
    ) -> list[Candidate]:
        """Candidates, best first; of these units only, if there are any.

        Args:
            passages: the candidates, whatever they have of the query.
        """
        bm25 = self._postings.scores(query.terms)
        scores = self._with_speeches(bm25, query)
        most = scores.max(initial=0.0)
        if units:
            scores = np.where(self._are_of(units)[self._speeches], scores, 0.0)
        numbers = best(scores, _CANDIDATES) if passages is None else [self._numbers[p.id] for p in passages]
        scored = [Scored(n, float(scores[n]), float(bm25[n]), bool(scores[n] >= most)) for n in numbers]
        is_for, is_not_for = self._editors.of(query, [passage.number for passage in scored])
        candidates = [
            self._candidate(query, passage, is_named=passage.number in is_for)
            for passage in scored
            if passage.number not in is_not_for
        ]
        return sorted(candidates, key=lambda candidate: (not candidate.is_named, -candidate.score))

    def _are_of(self, units: Iterable[Unit]) -> NDArray[np.bool_]:
        """Which speeches are of these units."""
        chosen = np.zeros(len(self._units), np.bool_)
        for unit in units:
            chosen[self._of_unit.get(unit, [])] = True
        return chosen

    def unit_of(self, candidate: Candidate) -> Unit:
        """The unit whose passage it is."""
        return self._units[int(self._speeches[candidate.number])]

    def standing(
        self, query: Query, ranked: Sequence[Candidate], together: Collection[Candidate]
    ) -> Standing:
        """How the first candidate stands, with those that answer beside it."""
        first = ranked[0]
        others = [candidate for candidate in ranked if candidate not in together]
        speeches = {int(self._speeches[candidate.number]) for candidate in together}
        possible, unknown = self._postings.possible(query.terms)
        return Standing(
            first.score,
            others[0].score if others else 0.0,
            next((c.score for c in others if int(self._speeches[c.number]) not in speeches), 0.0),
            first.by_words.bm25 / possible if possible else 0.0,
            unknown,
        )

    def clause(self, candidate: Candidate, query: Query, clauses: Iterable[Query]) -> float:
        """The coverage of the clause that a passage covers best, of those that lead to it by themselves."""
        covered = [
            (candidate.coverage if clause is query else self._covered(clause, candidate.number), clause)
            for clause in clauses
        ]
        telling = [(c.share, clause) for c, clause in covered if c.told >= _TELLING]
        telling.sort(key=lambda pair: -pair[0])
        leading = (share for share, clause in telling if self._leads(candidate, query, clause))
        return next(leading, 0.0)

    def _covered(self, query: Query, number: int) -> Coverage:
        return cover(query, self._plain[number], self._asked_as[number])

    def _leads(self, candidate: Candidate, query: Query, clause: Query) -> bool:
        """Whether no passage has a higher score for a clause."""
        if clause.terms == query.terms:
            return candidate.by_words.leads
        scores = self._with_speeches(self._postings.scores(clause.terms), clause)
        return bool(scores[candidate.number] >= scores.max())

    def in_speech(self, candidate: Candidate, query: Query) -> float:
        """The coverage of a query by the whole speech of a candidate, with its title and unit."""
        return cover(query, self._whole[self._speeches[candidate.number]]).share

    def untold(self, candidate: Candidate, query: Query) -> float:
        """How probable it is that something is asked for which a candidate does not tell."""
        if self._prescribes[self._speeches[candidate.number]]:
            return 0.0
        return self._limits.untold(query, self._plain[candidate.number])

    def apart(self, candidate: Candidate, query: Query) -> float:
        """How probable it is that something is asked for which no sentence of a candidate tells beside the rest."""
        if self._prescribes[self._speeches[candidate.number]]:
            return 0.0
        passage, plain = candidate.passage, self._plain[candidate.number]
        return self._limits.apart(
            query, plain, lambda: plain_sentences(passage.text, passage.sentences), candidate.coverage.told
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
        return is_meant or word.weight < _TELLS or all(self._postings.knows(pair) for pair in pairs)

    def _with_speeches(self, scores: Values, query: Query) -> Values:
        """The scores of passages, and what their speeches and titles add where they have any."""
        if len(self._units) == len(self._passages):  # a speech of one passage says nothing besides
            return scores
        of_texts = self._speech_postings.scores(query.terms)
        of_titles = self._title_postings.scores(query.terms)
        total: Values = (_SPEECH * of_texts + _TITLE * of_titles)[self._speeches]
        total += scores
        total *= scores > 0
        return total

    def _candidate(self, query: Query, by_words: Scored, *, is_named: bool) -> Candidate:
        number = by_words.number
        passage, plain, speech = self._passages[number], self._plain[number], self._speeches[number]
        coverage = cover(query, plain, self._asked_as[number])
        score = by_words.score * (1 + _COVERAGE * coverage.share)
        if passage.role is Role.OPENING and self._has_list[speech]:
            score *= _OPENING
        if query.counts and all(count.found_in(plain) for count in query.counts):
            score *= _COUNTS
        limit = None if is_named else self._limit(query, plain, speech)
        if limit:
            score *= _LIMITED
        return Candidate(passage, by_words, score, coverage, is_named, limit)

    def _limit(self, query: Query, plain: str, speech: int) -> Limit | None:
        told_of = self._whole[speech] if query.names else ""
        return self._limits.of(query, plain, told_of, prescribes=bool(self._prescribes[speech]))


def _spans(speeches: Iterable[Speech]) -> Iterator[tuple[int, int]]:
    """Where the passages of each speech begin and end among all passages."""
    end = 0
    for speech in speeches:
        start, end = end, end + len(speech.passages)
        yield start, end

"""A question -> the passages that may answer it, with a confidence that the first one does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bot.model import Finding, Match
from bot.retrieval.analysis import Analysis
from bot.retrieval.coverage import cover
from bot.retrieval.normalization import normalise
from bot.retrieval.postings import Postings
from bot.retrieval.query import QueryAnalysis
from bot.retrieval.quotation import quote
from bot.retrieval.units import UnitFinder, names

if TYPE_CHECKING:
    from bot.model import Corpus, Passage, Quote, Unit
    from bot.retrieval.dictionary import Dictionary
    from bot.retrieval.query import Query

MATCHES = 5
_CANDIDATES = 20
_COVERAGE = 1.0


class Search:
    """Searches one corpus."""

    def __init__(self, corpus: Corpus, dictionary: Dictionary) -> None:
        self._corpus = corpus
        own_words = {name for name, _ in names(corpus)} | {theme.name for theme in corpus.themes}
        analysis = Analysis(dictionary, own_words)
        self._units = UnitFinder(corpus, analysis)
        self._queries = QueryAnalysis(analysis, dictionary, corpus.synonyms)
        self._postings = Postings([analysis.terms(self._indexed(passage)) for passage in corpus.passages])

    def search(self, question: str, unit: Unit | None = None) -> Finding:
        """What the corpus has for a question.

        Args:
            question: as typed.
            unit: look only at this unit, as if the question named it.
        """
        text = normalise(question)
        mention = self._units.find(text)
        if mention:
            unit, text = mention.unit, mention.rest
        query = self._queries.query(text)
        if unit and not query.has_subject:
            return self._card(unit, query)
        matches = self._matches(query, unit)
        confidence = cover(query, matches[0].passage.text).share if matches else 0.0
        return Finding(matches, confidence, unit)

    def quote(self, question: str, passage: Passage) -> Quote:
        """The words of a passage that answer a question best; its beginning for an empty question."""
        return quote(self._queries.query(normalise(question)), passage)

    def _indexed(self, passage: Passage) -> str:
        title = self._corpus.speech_of(passage).title if passage.number == 0 else ""
        return f"{title}\n{passage.text}"

    def _card(self, unit: Unit, query: Query) -> Finding:
        passages = [passage for speech in self._corpus.speeches_of(unit) for passage in speech.passages]
        matches = tuple(Match(quote(query, passage), 1.0) for passage in passages[:MATCHES])
        return Finding(matches, 1.0 if matches else 0.0, unit, asks_only_unit=True)

    def _matches(self, query: Query, unit: Unit | None) -> tuple[Match, ...]:
        scores = self._postings.scores(query.terms)
        if unit:
            own = [self._corpus.speech_of(passage).unit == unit for passage in self._corpus.passages]
            scores = np.where(own, scores, 0.0)
        best = [number for number in np.argsort(-scores, kind="stable")[:_CANDIDATES] if scores[number] > 0]
        ranked = sorted(
            ((self._passage_score(query, number, scores[number]), number) for number in best),
            key=lambda pair: -pair[0],
        )
        return tuple(
            Match(quote(query, self._corpus.passages[number]), score) for score, number in ranked[:MATCHES]
        )

    def _passage_score(self, query: Query, number: int, bm25: float) -> float:
        """BM25, raised where more of what the question tells stands in the passage."""
        return float(bm25) * (1 + _COVERAGE * cover(query, self._corpus.passages[number].text).share)

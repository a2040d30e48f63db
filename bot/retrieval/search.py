"""A question -> the passages that may answer it, with a confidence that the first one does."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from bot.model import Finding, Match
from bot.retrieval.analysis import Analysis
from bot.retrieval.confidence import confidence, features
from bot.retrieval.coverage import Coverage, cover
from bot.retrieval.kinds import Kinds, counted
from bot.retrieval.lexicon import all_words, own_words, said_words
from bot.retrieval.normalization import normalise
from bot.retrieval.postings import Postings
from bot.retrieval.query import QueryAnalysis
from bot.retrieval.question_words import load_question_words
from bot.retrieval.quotation import quote
from bot.retrieval.spelling import Speller
from bot.retrieval.units import UnitFinder

if TYPE_CHECKING:
    from bot.model import Corpus, Passage, Quote, Unit
    from bot.retrieval.dictionary import Dictionary
    from bot.retrieval.query import Query

MATCHES = 5
_CANDIDATES = 20
_COVERAGE = 1.0
_OPENING = 0.8
_SUBJECT = 0.6
_COUNTS = 1.5
_CLEARLY_BETTER = 0.15


class Search:
    """Searches one corpus."""

    def __init__(self, corpus: Corpus, dictionary: Dictionary) -> None:
        self._corpus = corpus
        self._calibration = corpus.calibration
        analysis = Analysis(dictionary, own_words(corpus))
        self._units = UnitFinder(corpus, analysis)
        question_words = load_question_words()
        self._queries = QueryAnalysis(analysis, dictionary, question_words, corpus.synonyms)
        self._kinds = Kinds()
        words = all_words(corpus, analysis, question_words.empty)
        self._speller = Speller(words, said_words(corpus), question_words, dictionary, analysis.words)
        self._plain = [normalise(passage.text) for passage in corpus.passages]
        self._postings = Postings([analysis.terms(self._indexed(passage)) for passage in corpus.passages])

    def search(self, question: str, unit: Unit | None = None) -> Finding:
        """What the corpus has for a question.

        Args:
            question: as typed.
            unit: look only at this unit, as if the question named it.
        """
        text = normalise(question)
        first = self._look(text, unit)
        if first.confidence >= self._calibration.answer:
            return first
        mended = self._speller.mend(text)
        if mended is None:
            return first
        second = self._look(mended, unit)
        return (
            replace(second, meant=mended) if second.confidence > first.confidence + _CLEARLY_BETTER else first
        )

    def quote(self, question: str, passage: Passage) -> Quote:
        """The words of a passage that answer a question best; its beginning for an empty question."""
        return quote(self._queries.query(normalise(question)), passage)

    def _look(self, text: str, unit: Unit | None) -> Finding:
        mention = self._units.find(text)
        if mention:
            unit, text = mention.unit, mention.rest
        query = self._queries.query(text)
        if unit and query.subject < _SUBJECT:
            return self._card(unit, query)
        kind = self._kinds.of(text)
        ranked = self._ranked(query, unit)
        if not ranked:
            return Finding(unit=unit)
        best, number, coverage = ranked[0]
        values = features(coverage, best=best, second=self._of_others(ranked), names_unit=unit is not None)
        sure = confidence(values, self._calibration)
        limit = kind.why if kind and not kind.is_met_by(self._plain[number]) else None
        if unit:
            sure = max(sure, self._calibration.suggest)
        if limit:
            sure = min(sure, (self._calibration.answer + self._calibration.suggest) / 2)
        matches = tuple(
            Match(quote(query, self._corpus.passages[n]), score, covered.evidence)
            for score, n, covered in ranked[:MATCHES]
        )
        return Finding(matches, sure, unit, limit=limit, features=values)

    def _indexed(self, passage: Passage) -> str:
        title = self._corpus.speech_of(passage).title if passage.number == 0 else ""
        return "\n".join((title, passage.text, *passage.asked_as))

    def _card(self, unit: Unit, query: Query) -> Finding:
        passages = [passage for speech in self._corpus.speeches_of(unit) for passage in speech.passages]
        matches = tuple(Match(quote(query, passage), 1.0) for passage in passages[:MATCHES])
        return Finding(matches, 1.0 if matches else 0.0, unit, asks_only_unit=True)

    def _ranked(self, query: Query, unit: Unit | None) -> list[tuple[float, int, Coverage]]:
        """Candidates as (score, number of the passage, what it covers), best first."""
        scores = self._postings.scores(query.terms)
        if unit:
            own = [self._corpus.speech_of(passage).unit == unit for passage in self._corpus.passages]
            scores = np.where(own, scores, 0.0)
        best = (
            int(number) for number in np.argsort(-scores, kind="stable")[:_CANDIDATES] if scores[number] > 0
        )
        counts = counted(query.text)
        ranked = list[tuple[float, int, Coverage]]()
        for number in best:
            coverage = cover(query, self._plain[number])
            score = float(scores[number]) * (1 + _COVERAGE * coverage.share)
            if self._corpus.passages[number].number == 0:
                score *= _OPENING
            if counts and counts.search(self._plain[number]):
                score *= _COUNTS
            ranked.append((score, number, coverage))
        return sorted(ranked, key=lambda candidate: -candidate[0])

    def _of_others(self, ranked: list[tuple[float, int, Coverage]]) -> float:
        """The best score of another unit than the first match's."""
        passages = self._corpus.passages
        first = self._corpus.speech_of(passages[ranked[0][1]]).unit
        return next((s for s, n, _ in ranked if self._corpus.speech_of(passages[n]).unit != first), 0.0)

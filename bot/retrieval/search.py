"""A question -> the passages that may answer it, with a confidence that the first one does."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.model import Finding, Match
from bot.retrieval.analysis import Analysis
from bot.retrieval.confidence import confidence, features
from bot.retrieval.lexicon import all_words, led_by, own_words, said_words
from bot.retrieval.limits import Limits
from bot.retrieval.normalization import normalise
from bot.retrieval.query import QueryAnalysis
from bot.retrieval.question_words import load_question_words
from bot.retrieval.quotation import quote
from bot.retrieval.ranking import Ranking
from bot.retrieval.spelling import Speller
from bot.retrieval.units import UnitFinder

if TYPE_CHECKING:
    from bot.model import Corpus, Passage, Quote, Unit
    from bot.retrieval.dictionary import Dictionary
    from bot.retrieval.query import Query
    from bot.retrieval.ranking import Candidate

MATCHES = 5

_SUBJECT = 0.7
"""A question that names a unit and tells less than this besides asks for the unit itself."""

_TOO_LITTLE = "问的意思，原文讲到的太少"

_CLEARLY_BETTER = 0.15
"""What a mended question must gain in confidence before it is put in the place of what was typed."""


class Search:
    """Searches one corpus."""

    def __init__(self, corpus: Corpus, dictionary: Dictionary) -> None:
        self._corpus = corpus
        self._calibration = corpus.calibration
        analysis = Analysis(dictionary, own_words(corpus))
        question_words = load_question_words(corpus.city)
        synonyms = led_by(corpus.synonyms, [passage.text for passage in corpus.passages])
        self._units = UnitFinder(corpus, analysis)
        self._queries = QueryAnalysis(analysis, dictionary, question_words, synonyms)
        known = [normalise(text) for text in (*corpus.city.names, *(p.text for p in corpus.passages))]
        self._limits = Limits(known, analysis.words)
        self._ranking = Ranking(corpus, analysis, self._queries, self._limits)
        words = all_words(corpus, analysis, question_words.empty)
        self._speller = Speller(words, said_words(synonyms), question_words, dictionary, analysis.words)

    def search(self, question: str, unit: Unit | None = None) -> Finding:
        """What the corpus has for a question; with its typos mended where that is clearly surer.

        Args:
            question: as typed.
            unit: look only at this unit, as if the question named it.
        """
        text = normalise(question)
        first = self._look(text, unit)
        if first.confidence >= self._calibration.answer or (first.limit and not self._is_thin(first)):
            return first
        mended = self._speller.mend(text)
        if mended is None:
            return first
        second = self._look(mended, unit)
        return (
            replace(second, meant=mended) if second.confidence > first.confidence + _CLEARLY_BETTER else first
        )

    def rank(self, question: str) -> list[Passage]:
        """The passages for a question as text only, best first: no units, no second look."""
        return [c.passage for c in self._ranking.ranked(self._queries.query(normalise(question)), None)]

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
        ranked = self._ranking.ranked(query, unit)
        if ranked and (ranked[0].is_named or not ranked[0].coverage.is_stray):
            return self._finding(query, ranked, unit)
        return self._card(unit, query) if unit else Finding()

    def _card(self, unit: Unit, query: Query) -> Finding:
        """A unit's own passages: the answer to who asks for the unit, near for who wants to know something else."""
        passages = [passage for speech in self._corpus.speeches_of(unit) for passage in speech.passages]
        matches = tuple(Match(quote(query, passage), 1.0) for passage in passages[:MATCHES])
        if not matches:
            return Finding(unit=unit)
        limit = next(iter(self._limits.kinds(query.text)), _TOO_LITTLE if query.subject >= _SUBJECT else None)
        sure = self._calibration.below_answer if limit else 1.0
        return Finding(matches, sure, unit, asks_only_unit=not limit, limit=limit)

    def _finding(self, query: Query, ranked: list[Candidate], unit: Unit | None) -> Finding:
        first = ranked[0]
        first_unit = self._ranking.unit_of(first)
        second = next((c.score for c in ranked if self._ranking.unit_of(c) != first_unit), 0.0)
        values = features(first.coverage, best=first.score, second=second, names_unit=unit is not None)
        matches = tuple(
            Match(quote(query, c.passage), c.score, c.coverage.evidence) for c in ranked[:MATCHES]
        )
        sure = 1.0 if first.is_named else confidence(values, self._calibration)
        if unit:  # whoever names a unit is near something, if only the unit
            sure = max(sure, self._calibration.suggest)
        finding = Finding(matches, sure, unit, limit=first.limit, features=values)
        if not first.limit and (first.is_named or not self._is_thin(finding)):
            return finding
        return replace(
            finding, confidence=min(sure, self._calibration.below_answer), limit=first.limit or _TOO_LITTLE
        )

    def _is_thin(self, finding: Finding) -> bool:
        return finding.matches[0].coverage < self._calibration.coverage

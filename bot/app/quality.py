"""Quality: the service's answers held against labelled questions, other systems and earlier figures."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.corpus.question_file import read_labelled
from bot.dialogue.verdict import decide, verdict
from bot.errors import SourceError
from bot.evaluation import committed
from bot.evaluation.baselines import BASELINES
from bot.evaluation.benchmark import corpus_of, read_benchmark, score
from bot.evaluation.calibration import LABELLED, OWN, calibrate, sample
from bot.evaluation.deciding import levels
from bot.evaluation.measures import evaluate, report
from bot.evaluation.own_questions import own_questions, own_sample
from bot.model import Answer, Match, Question, Quote, Status
from bot.results.quality import Calibrated
from bot.retrieval.search import Search

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from bot.app.baigu import Baigu
    from bot.evaluation.calibration import Sample, Targets
    from bot.model import Calibration, Corpus, Finding
    from bot.model.progress import Progress
    from bot.results.quality import Evaluation, Figures, Scores


class Quality:
    """Measures and calibrates a service."""

    def __init__(self, baigu: Baigu) -> None:
        self._baigu = baigu

    def decide(self, text: str) -> Answer:
        """The answer to a text, in no conversation."""
        return self._baigu.ask(Question(text)).answer

    def evaluate(self, labelled: Path, compared: Iterable[str] = ()) -> Evaluation:
        """Put every question of a labelled file, to the service and to baselines."""
        evaluation = report(evaluate(read_labelled(labelled), self.decide, self._baigu.edition.corpus))
        others = {name: self._baseline(labelled, name) for name in compared}
        return replace(evaluation, compared=others, worse=self._slipped(labelled, evaluation.figures))

    @staticmethod
    def keep_figures(labelled: Path, evaluation: Evaluation) -> Evaluation:
        """Commit the figures beside the labelled file; they are then no worse than what is committed."""
        committed.keep(committed.figures_file(labelled), evaluation.figures)
        return replace(evaluation, worse=())

    @staticmethod
    def _slipped(labelled: Path, figures: Sequence[Figures]) -> tuple[str, ...]:
        """What is worse than the figures committed beside the labelled file, if there are any."""
        path = committed.figures_file(labelled)
        return tuple(committed.worse(committed.kept(path), figures)) if path.is_file() else ()

    def _baseline(self, labelled: Path, name: str) -> tuple[Figures, ...]:
        """The figures of a baseline over the same passages, which always answers when a word matches."""
        passages = self._baigu.edition.corpus.passages
        rank = BASELINES[name]([passage.text for passage in passages], self._baigu.dictionary.cutter().cut)

        def answer(text: str) -> Answer:
            matches = tuple(Match(Quote(passages[n], 0, 0), 0.0) for n in rank(text)[:5])
            return Answer(Status.ANSWERED if matches else Status.UNANSWERED, name, matches=matches)

        outcomes = evaluate(read_labelled(labelled), answer, self._baigu.edition.corpus)
        return report(outcomes).figures

    def benchmark(
        self, corpus: Path, queries: Path, names: Iterable[str], progress: Progress
    ) -> Iterator[Scores]:
        """How well our analysis, with nothing of knowledge/, and baselines do on the texts of others.

        What is decided is decided as by somebody who has nothing but these texts to calibrate with.
        """
        benchmark = read_benchmark(corpus, queries)
        held = corpus_of(benchmark)
        calibration = self._calibrated_by_itself(held, progress)
        search = Search(held, self._baigu.dictionary, meaning=self._baigu.meaning)
        ours = lambda text: [int(passage.anchor) for passage in search.rank(text)]  # noqa: E731 # read in place
        scores = score("baigu", benchmark, ours, progress(benchmark.answerable, "baigu"))
        yield replace(
            scores, levels=levels(benchmark, self._finding(calibration), decide, calibration, progress)
        )
        cut = self._baigu.dictionary.cutter().cut
        for name in names:
            rank = BASELINES[name](benchmark.texts, cut)
            yield score(name, benchmark, rank, progress(benchmark.answerable, name))

    def _calibrated_by_itself(self, corpus: Corpus, progress: Progress) -> Calibration:
        """The calibration that a corpus gives itself; that of knowledge/ for one that is too small for it.

        Of how people put questions, which other corpora are asked in other words, it takes over nothing.
        """
        prior = replace(self._baigu.edition.corpus.calibration, wording={})
        try:
            return calibrate(self._own_samples(corpus, progress), decide, OWN, prior)[0]
        except SourceError:
            return prior

    def _finding(self, calibration: Calibration) -> Callable[[Corpus], Callable[[str], Finding]]:
        """Builds over a corpus what finds as the service would, typos mended, under a calibration."""

        def search(corpus: Corpus) -> Callable[[str], Finding]:
            held = replace(corpus, calibration=calibration)
            built = Search(held, self._baigu.dictionary, meaning=self._baigu.meaning)
            return lambda text: verdict(built, calibration, text).finding

        return search

    def calibrate(self, labelled: Iterable[Path], precision: float | None, progress: Progress) -> Calibrated:
        """Fit the model of probability to labelled questions and keep it; without any, to what the corpus says itself.

        Args:
            precision: share of answers that are to be right; without one what suits the questions.
        """
        edition = self._baigu.edition
        questions = [question for path in labelled for question in read_labelled(path)]
        if questions:
            found = ((q, edition.verdict(q.text).finding) for q in progress(questions, "verdict"))
            samples = [sample(question, finding, edition.corpus) for question, finding in found]
            calibration, curve = calibrate(samples, decide, _wanting(LABELLED, precision))
        else:
            samples = self._own_samples(edition.corpus, progress)
            targets = _wanting(OWN, precision)
            calibration, curve = calibrate(samples, decide, targets, edition.corpus.calibration)
        self._baigu.knowledge.keep_calibration(
            calibration, len(samples), with_meaning=self._baigu.meaning is not None
        )
        return Calibrated(calibration, len(samples), curve)

    def _own_samples(self, corpus: Corpus, progress: Progress) -> list[Sample]:
        """What search says of the questions that a corpus puts to itself."""
        samples = []
        for held, questions in progress(list(own_questions(corpus)), "search"):
            search = Search(held, self._baigu.dictionary, meaning=self._baigu.meaning)
            samples += [own_sample(question, search.search(question.text)) for question in questions]
        return samples


def _wanting(targets: Targets, precision: float | None) -> Targets:
    return targets if precision is None else replace(targets, precision=precision)

"""Quality: the service's answers held against labelled questions, other systems and earlier figures."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.corpus.calibration_file import documents_calibration
from bot.corpus.question_file import read_labelled
from bot.dialogue.verdict import decide, verdict
from bot.evaluation import committed
from bot.evaluation.baselines import BASELINES
from bot.evaluation.benchmark import corpus_of, read_benchmark, score
from bot.evaluation.calibration import LABELLED, calibrate, sample
from bot.evaluation.deciding import levels
from bot.evaluation.measures import evaluate, report
from bot.model import Answer, Match, Question, Quote, Status
from bot.results.quality import Calibrated
from bot.retrieval.search import Search

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from bot.app.baigu import Baigu
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

        What is decided is decided as by somebody who has these texts and no labelled question.
        """
        benchmark = read_benchmark(corpus, queries)
        held = corpus_of(benchmark)
        calibration = documents_calibration()
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

    def _finding(self, calibration: Calibration) -> Callable[[Corpus], Callable[[str], Finding]]:
        """Builds over a corpus what finds as the service would, typos mended, under a calibration."""

        def search(corpus: Corpus) -> Callable[[str], Finding]:
            held = replace(corpus, calibration=calibration)
            built = Search(held, self._baigu.dictionary, meaning=self._baigu.meaning)
            return lambda text: verdict(built, calibration, text).finding

        return search

    def calibrate(self, labelled: Iterable[Path], precision: float | None, progress: Progress) -> Calibrated:
        """Fit the model of probability to labelled questions and keep it; without any, what those of others teach.

        Args:
            precision: share of answers that are to be right; without one what suits the questions.
        """
        edition = self._baigu.edition
        questions = [question for path in labelled for question in read_labelled(path)]
        if questions:
            found = ((q, edition.verdict(q.text).finding) for q in progress(questions, "verdict"))
            samples = [sample(question, finding, edition.corpus) for question, finding in found]
            targets = LABELLED if precision is None else replace(LABELLED, precision=precision)
            calibration, curve = calibrate(samples, decide, targets)
            # What was found was weighed in that way.
            calibration = replace(calibration, is_by_form=edition.corpus.calibration.is_by_form)
        else:
            calibration, curve = documents_calibration(), ()
        self._baigu.knowledge.keep_calibration(
            calibration, len(questions), with_meaning=self._baigu.meaning is not None
        )
        return Calibrated(calibration, len(questions), curve)

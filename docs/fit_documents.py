"""Fits what the texts of others teach to corpora that nobody has labelled: bot/corpus/documents.toml.

    python -m docs.fit_documents CORPUS QUERIES [CORPUS QUERIES]…   # files as `baigu eval --corpus` takes them

Of each corpus about as many questions are asked, and once more without the documents that answer them. Only features
that mean the same in every corpus are weighed: fitted to all but one of four, those of the seed's own kind (what a practice
does not tell, nouns that nobody has) made the one left out worse.
"""

import argparse
from dataclasses import replace
from datetime import date
from pathlib import Path

from rich.console import Console

from bot.app.baigu import Baigu
from bot.corpus.calibration_file import render_calibration
from bot.dialogue.verdict import decide
from bot.evaluation.benchmark import Benchmark, corpus_of, read_benchmark
from bot.evaluation.calibration import Sample, Targets, calibrate
from bot.evaluation.deciding import removed
from bot.model import Corpus, Finding
from bot.retrieval.search import Search
from bot.settings import load_settings
from bot.terminal.progress import progress
from bot.terminal.report import print_curve

TOLD = Path(__file__).resolve().parents[1] / "bot" / "corpus" / "documents.toml"
FEATURES = ("coverage", "told", "clear", "ahead", "possible", "clause", "speech", "quoted", "found")
MOST = 350
"""Questions of one corpus that its texts answer."""

TARGETS = Targets(precision=0.92, removed=0.1, least=0.0)


def samples(benchmark: Benchmark, baigu: Baigu) -> list[Sample]:
    """What search says of a benchmark's questions, with the documents that answer them and without."""

    def search(held: Corpus) -> Search:
        return Search(held, baigu.dictionary)

    find = search(corpus_of(benchmark)).search
    there = [
        Sample(weighed(found), is_right(benchmark, found, relevant), bool(relevant))
        for question, relevant in benchmark.questions
        for found in (find(question),)
    ]
    gone = removed(benchmark, lambda held: search(held).search, progress)
    return there + [Sample(weighed(found), False, False, is_removed=True) for found in gone]


def weighed(finding: Finding) -> Finding:
    """A finding with the features that are weighed."""
    features = {name: finding.features[name] for name in FEATURES if name in finding.features}
    return replace(finding, features=features, weighed="")


def is_right(benchmark: Benchmark, finding: Finding, relevant: frozenset[int]) -> bool:
    """Whether the first match is of a document that answers."""
    answering = {benchmark.documents[number] for number in relevant}
    return any(benchmark.documents[int(match.passage.anchor)] in answering for match in finding.matches[:1])


def some(benchmark: Benchmark) -> Benchmark:
    """Not more questions that are answered than of other corpora."""
    step = max(len(benchmark.answerable) // MOST, 1)
    others = tuple(question for question in benchmark.questions if not question[1])
    return replace(benchmark, questions=(*benchmark.answerable[::step], *others))


def main() -> None:
    """See above."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("files", type=Path, nargs="+", help="CORPUS QUERIES …")
    files = parser.parse_args().files
    baigu = Baigu(load_settings(_env_file=None))
    told = [
        sample
        for corpus, queries in zip(files[::2], files[1::2], strict=True)
        for sample in samples(some(read_benchmark(corpus, queries)), baigu)
    ]
    fitted, curve = calibrate(told, decide, TARGETS)
    print_curve(Console(), curve, fitted.answer)
    TOLD.write_text(render_calibration(fitted, questions=len(told), day=date.today()), "utf-8")  # noqa: DTZ011 # a day, for people


if __name__ == "__main__":
    main()

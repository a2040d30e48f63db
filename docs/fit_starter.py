"""Fits bot/corpus/starter/calibration.toml, with which a city begins that has no questions: `python -m docs.fit_starter`.

What is weighed is how a question is put, with `X` for what the passage tells of it, beside the features: that says nothing
of any city. It is fitted to our own labelled questions and to those of the cities in tests/golden/cities; the levels are
those that suit each of these cities under weights fitted to all others. Whether a question is read again, its typos mended,
hangs on the weights as well: it is decided by those that a first fit gives, which begins with none that were fitted. So the
same questions give the same weights, whatever was fitted before. Takes two minutes.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from bot.app.baigu import Baigu
from bot.corpus.calibration_file import render_calibration
from bot.corpus.question_file import read_labelled
from bot.dialogue.verdict import decide, verdict
from bot.evaluation.calibration import Sample, Targets, fitted, levelled, sample, under
from bot.model import Calibration
from bot.retrieval.search import Search
from bot.settings import load_settings
from bot.terminal.report import print_curve
from tests.golden.cities import CITIES, founded

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ROOT = Path(__file__).resolve().parents[1]
STARTER = ROOT / "bot" / "corpus" / "starter" / "calibration.toml"
GOLDEN = ROOT / "tests" / "golden"
HELD_OUT = ("heldout",)

STEP, COUNTS = 5, 8.0
"""Of our own questions every fifth is taken; a question of another city counts for so many, for there are fewer."""

OFTEN, RIDGE = 15, 20.0
"""Only what many say is weighed, and that with care: others put things in other words."""

TARGETS = Targets(precision=0.85, least=0.3)


@dataclass(frozen=True)
class Asked:
    """Labelled questions, put to what answers where they were asked.

    Attributes:
        step: every so many are taken.
        counts: for how many samples each counts.
    """

    baigu: Baigu
    files: Sequence[Path]
    step: int = 1
    counts: float = 1.0

    def under(self, weights: Calibration) -> list[Sample]:
        """What search says of them, by their form."""
        corpus = replace(self.baigu.edition.corpus, calibration=weights)
        search = Search(corpus, self.baigu.dictionary)
        return [
            replace(
                sample(question, verdict(search, weights, question.text).finding, corpus), counts=self.counts
            )
            for path in self.files
            for question in read_labelled(path)[:: self.step]
        ]


def of_all(ours: Baigu, root: Path) -> list[Asked]:
    """Our own questions, then those of each other city.

    Args:
        root: where the others are founded.
    """
    files = [path for path in sorted(GOLDEN.glob("*.jsonl")) if path.stem not in HELD_OUT]
    others = ((founded(city, root / city.name, ours.dictionary), city / "questions.jsonl") for city in CITIES)
    return [Asked(ours, files, STEP), *(Asked(baigu, [path], counts=COUNTS) for baigu, path in others)]


def weighed(every: Iterable[Sample]) -> Calibration:
    """The weights that are fitted to samples."""
    return replace(fitted([*every], OFTEN, RIDGE), is_by_form=True)


def main() -> None:
    """See above."""
    ours = Baigu(load_settings(_env_file=None, knowledge=ROOT / "knowledge"))
    with tempfile.TemporaryDirectory() as root:
        asked = of_all(ours, Path(root))
        first = weighed(chain.from_iterable(one.under(Calibration(is_by_form=True)) for one in asked))
        own, *others = (one.under(first) for one in asked)
    judged: list[Sample] = []
    for n, told in enumerate(others):
        rest = [s for m, other in enumerate(others) if m != n for s in other]
        judged += under(weighed((*own, *rest)), told)
    every = [*own, *chain.from_iterable(others)]
    calibration, curve = levelled(weighed(every), judged, decide, TARGETS)
    print_curve(Console(), curve, calibration.answer)
    day = date.today()  # noqa: DTZ011 # a day, for people
    STARTER.write_text(render_calibration(calibration, questions=len(every), day=day), "utf-8")


if __name__ == "__main__":
    main()

"""Fits bot/corpus/starter/calibration.toml, with which a city begins that has no questions: `python -m docs.fit_starter`.

What is weighed is how a question is put, with `X` for what the passage tells of it, beside the features: that says nothing
of any city. It is fitted to our own labelled questions and to those of the cities in tests/golden/cities; the levels are
those that suit each of these cities under weights fitted to all others. Takes two minutes.
"""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from bot.app.baigu import Baigu
from bot.corpus.calibration_file import render_calibration
from bot.corpus.question_file import read_labelled
from bot.dialogue.verdict import decide, verdict
from bot.evaluation.calibration import Sample, Targets, fitted, levelled, sample, under
from bot.retrieval.search import Search
from bot.settings import load_settings
from bot.terminal.report import print_curve
from tests.golden.cities import CITIES, founded

if TYPE_CHECKING:
    from collections.abc import Iterable

ROOT = Path(__file__).resolve().parents[1]
STARTER = ROOT / "bot" / "corpus" / "starter" / "calibration.toml"
GOLDEN = ROOT / "tests" / "golden"
HELD_OUT = ("heldout",)

STEP, COUNTS = 5, 8.0
"""Of our own questions every fifth is taken; a question of another city counts for so many, for there are fewer."""

OFTEN, RIDGE = 15, 20.0
"""Only what many say is weighed, and that with care: others put things in other words."""

TARGETS = Targets(precision=0.82, least=0.3)


def samples(baigu: Baigu, files: Iterable[Path], step: int = 1, counts: float = 1.0) -> list[Sample]:
    """What search says of the labelled questions of files, by their form."""
    corpus = baigu.edition.corpus
    levels = replace(corpus.calibration, is_by_form=True)
    search = Search(replace(corpus, calibration=levels), baigu.dictionary)
    return [
        replace(sample(question, verdict(search, levels, question.text).finding, corpus), counts=counts)
        for path in files
        for question in read_labelled(path)[::step]
    ]


def main() -> None:
    """See above."""
    ours = Baigu(load_settings(_env_file=None, knowledge=ROOT / "knowledge"))
    files = [path for path in sorted(GOLDEN.glob("*.jsonl")) if path.stem not in HELD_OUT]
    own = samples(ours, files, STEP)
    others = []
    for city in CITIES:
        with tempfile.TemporaryDirectory() as root:
            baigu = founded(city, Path(root) / "knowledge", ours.dictionary)
            others.append(samples(baigu, (city / "questions.jsonl",), counts=COUNTS))
    judged = []
    for n, told in enumerate(others):
        rest = [s for m, other in enumerate(others) if m != n for s in other]
        judged += under(fitted((*own, *rest), OFTEN, RIDGE), told)
    every = [*own, *(s for told in others for s in told)]
    calibration, curve = levelled(fitted(every, OFTEN, RIDGE), judged, decide, TARGETS)
    print_curve(Console(), curve, calibration.answer)
    day = date.today()  # noqa: DTZ011 # a day, for people
    calibration = replace(calibration, is_by_form=True)
    STARTER.write_text(render_calibration(calibration, questions=len(every), day=day), "utf-8")


if __name__ == "__main__":
    main()

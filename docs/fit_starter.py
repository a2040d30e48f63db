"""Fits with what a new city decides, until questions of its own are labelled: bot/corpus/starter/calibration.toml.

    python -m docs.fit_starter tests/golden/*.jsonl

As `baigu calibrate`, with two differences. What our speeches say is no wording: another city's tell of something else.
And the level is found as for another's speeches: each fifth that is judged by the others is of other speeches than they.
"""

import argparse
from datetime import date
from pathlib import Path

from rich.console import Console

from bot.app.baigu import Baigu
from bot.corpus.calibration_file import render_calibration
from bot.corpus.question_file import read_labelled
from bot.dialogue.verdict import decide
from bot.evaluation.calibration import LABELLED, Sample, calibrate, sample
from bot.model import stretches
from bot.retrieval.normalization import normalise
from bot.settings import load_settings
from bot.terminal.progress import progress
from bot.terminal.report import print_curve

STARTER = Path(__file__).resolve().parents[1] / "bot" / "corpus" / "starter" / "calibration.toml"


def first_speech(one: Sample) -> str:
    """The speech of the first match."""
    return next((match.passage.speech for match in one.finding.matches[:1]), "")


def main() -> None:
    """See above."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("files", type=Path, nargs="+", help="labelled questions")
    edition = Baigu(load_settings(_env_file=None)).edition
    questions = [question for path in parser.parse_args().files for question in read_labelled(path)]
    found = ((q, edition.verdict(q.text).finding) for q in progress(questions, "verdict"))
    samples = [sample(question, finding, edition.corpus) for question, finding in found]
    said = (stretches(normalise(passage.text)) for passage in edition.corpus.passages)
    subjects = {stretch for told in said for stretch in told if len(stretch) > 1}
    fitted, curve = calibrate(sorted(samples, key=first_speech), decide, LABELLED, subjects=subjects)
    print_curve(Console(), curve, fitted.answer)
    day = date.today()  # noqa: DTZ011 # a day, for people
    STARTER.write_text(render_calibration(fitted, questions=len(samples), day=day), "utf-8")


if __name__ == "__main__":
    main()

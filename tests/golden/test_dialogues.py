"""The dialogues of other hands, and how many of them hold."""

import json
from pathlib import Path

import pytest

from bot.dialogue.edition import Edition
from tests.golden.dialogues.scoring import figures, read, results

HERE = Path(__file__).parent / "dialogues"
SETS = sorted(HERE.glob("*.jsonl"))


@pytest.mark.parametrize("labelled", SETS, ids=lambda path: path.stem)
def test_no_fewer_dialogues_hold_than_were_committed(edition: Edition, labelled: Path) -> None:
    before = json.loads(labelled.with_suffix(".figures.json").read_text("utf-8"))["now"]
    now = {name: [whole, held] for name, whole, held in figures(results(edition, labelled))}
    assert all(now[name][n] >= least for name, kept in before.items() for n, least in enumerate(kept)), now


@pytest.mark.parametrize("labelled", SETS, ids=lambda path: path.stem)
def test_every_turn_says_what_is_expected_of_it(labelled: Path) -> None:
    for dialogue in read(labelled):
        for turn in dialogue["turns"]:
            assert turn.keys() == {"say", "expect", "unit", "practice", "status"}

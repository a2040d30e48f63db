"""Replies are as short as their budgets say: held on committed questions and dialogues."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.channel.bubble import STANDARD
from bot.channel.budgets import BUDGETS, budget_of
from bot.dialogue.wording import OFFERING, QUOTING
from bot.model import Wording
from tests.benchmarks.replies import DOCUMENT, GOLDEN, sizes

if TYPE_CHECKING:
    from bot.dialogue.edition import Edition
    from tests.benchmarks.replies import Size

ASKED_FOR = {
    *(Wording.THEME, Wording.THEMES, Wording.UNITS, Wording.MORE, Wording.NO_MORE),
    *(Wording.COUNTED, Wording.PAST_END, Wording.SEVERAL, Wording.WHOLE),
}
EVERY = 4
"""Of the files of dialogues so many are enough: docs/replies.md is made of all."""


@pytest.fixture(scope="module")
def measured(edition: Edition) -> list[Size]:
    dialogues = sorted((GOLDEN / "dialogues").glob("*.jsonl"))
    return sizes(edition, (GOLDEN / "met-20261125-d.jsonl", *dialogues[::EVERY]))


def test_every_reply_keeps_to_the_budget_of_its_kind(measured: list[Size]) -> None:
    assert [(size.kind, size.excess, size.text) for size in measured if size.excess] == []


def test_every_kind_that_carries_something_has_a_budget_and_no_other(measured: list[Size]) -> None:
    assert set(BUDGETS) == {*QUOTING, *OFFERING} - {Wording.CARD}
    assert set(BUDGETS) <= {size.kind for size in measured}


def test_nothing_is_longer_than_a_screen_but_what_was_asked_for() -> None:
    assert {kind for kind, budget in BUDGETS.items() if budget.lines > STANDARD.rows} == ASKED_FOR
    assert budget_of("thanks").lines < STANDARD.rows


def test_the_words_that_answer_begin_the_reply() -> None:
    assert {budget_of(kind).before for kind in (Wording.ANSWERED, Wording.WHOLE, Wording.BRIEF)} == {0}


def test_the_document_has_a_row_for_every_kind_that_was_measured(measured: list[Size]) -> None:
    rows = [line for line in Path(DOCUMENT).read_text("utf-8").splitlines() if line.startswith("| ")]
    assert {size.kind for size in measured} <= {row.split(" | ")[0].strip("| ") for row in rows}

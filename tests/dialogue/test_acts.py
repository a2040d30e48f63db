"""The model of what messages want, held against utterances that it was not fitted to."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zlib import crc32

import pytest

from bot.dialogue.acts import QUESTION, load_acting, signs
from bot.dialogue.slots import UNIT, Slotting
from bot.retrieval.normalization import normalise
from bot.retrieval.search import Search
from tests.builders import FLOWERS, RIVER, ROOT, corpus

if TYPE_CHECKING:
    from pathlib import Path

    from bot.retrieval.dictionary import Dictionary

NAMES = ["水务局", "园林局", "城管局", "交警队", "图书馆", "住建委", "居委会"]


@pytest.fixture(scope="module")
def slotting(dictionary: Dictionary) -> Slotting:
    """Of another city than the model was fitted in."""
    search = Search(corpus(RIVER, FLOWERS), dictionary)
    return Slotting([(name, UNIT) for name in NAMES], search.telling, load_acting().plain)


def aside(file: Path, source: str) -> list[tuple[str, str]]:
    """Act and utterance of a source; see docs/fit.py."""
    rows = (line.split("\t") for line in file.read_text("utf-8").splitlines() if not line.startswith("#"))
    told = ((act, normalise(text)) for act, by, text in rows if by == source)
    return [(act, text) for act, text in told if crc32(text.encode()) % 10 == 0]


@pytest.mark.parametrize(
    ("source", "least", "most"),
    [
        ("stranger", 0.75, 0.04),
        ("turns", 0.65, 0.07),  # those that an earlier model was not sure of
    ],
)
def test_what_was_kept_aside_is_read_right_and_few_questions_are_taken_for_acts(
    slotting: Slotting, source: str, least: float, most: float
) -> None:
    told = aside(ROOT / "docs" / "acts" / "utterances.tsv", source)
    read = [(act, load_acting().of(slotting.of(text))) for act, text in told]
    right = sum(asked.likeliest == act for act, asked in read)
    lost = [
        a for act, a in read if act == QUESTION and a.likeliest != QUESTION and a.kinds[a.likeliest] >= 0.5
    ]
    assert len(told) > 200
    assert right / len(told) >= least
    assert len(lost) / len(told) <= most


@pytest.mark.parametrize(
    ("typed", "act"),
    [
        ("麻烦给我看看接下去那条", "next"),
        ("这话是哪位同志说的", "told"),
        ("讲得太长啦，说短些", "brief"),
        ("你讲的我没听明白", "unclear"),
        ("都不是我想要的", "wrong"),
        ("请问还有没有别的单位也这样做", "others"),
        ("好嘞，多谢您啦", "thanks"),
        ("我家楼下的路灯坏了谁来修", "question"),
    ],
)
def test_acts_are_known_in_words_that_nobody_listed(slotting: Slotting, typed: str, act: str) -> None:
    assert load_acting().of(slotting.of(normalise(typed))).likeliest == act


def test_the_model_reads_slots_length_and_subjects(slotting: Slotting) -> None:
    read = signs(slotting.of("那水务局呢"))
    assert {"那U", "U呢$", "length1", "subjects0"} <= {*read}
    assert not any("水" in sign for sign in read)


def test_what_spoke_for_an_act_is_told(slotting: Slotting) -> None:
    assert any("下" in sign for sign in load_acting().of(slotting.of("下一条")).signs)

"""The examples of grammar.toml are its tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.dialogue.grammar import load_grammar
from bot.dialogue.reading import Reader
from bot.retrieval.normalization import normalise

if TYPE_CHECKING:
    from bot.model import Corpus

ACTS = load_grammar().acts
EXAMPLES = [(act.name, typed) for act in ACTS for typed in act.examples]
UNLIKE = [(act.name, typed) for act in ACTS for typed in act.unlike]


@pytest.fixture(scope="module")
def reader(knowledge: Corpus) -> Reader:
    return Reader(knowledge, normalise)


@pytest.mark.parametrize(("act", "typed"), EXAMPLES)
def test_what_stands_beside_a_rule_is_read_by_it(reader: Reader, act: str, typed: str) -> None:
    assert reader.read(typed).act == act


@pytest.mark.parametrize(("act", "typed"), UNLIKE)
def test_what_is_unlike_a_rule_is_not_read_by_it(reader: Reader, act: str, typed: str) -> None:
    assert reader.read(typed).act != act

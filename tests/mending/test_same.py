"""Near-identical questions stand together, and others do not: by what search reads of them, over what was labelled."""

from __future__ import annotations

import sys
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.mending.alike import leaders

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

if TYPE_CHECKING:
    from bot.dialogue.edition import Edition

LABELLED = tomllib.loads(Path(__file__).with_name("same.toml").read_text("utf-8"))


@pytest.mark.parametrize(("name", "precision", "recall"), [("tuned", 0.90, 0.86), ("met", 0.91, 0.95)])
def test_pairs_of_wordings_stand_together_where_they_ask_the_same(
    edition: Edition, name: str, precision: float, recall: float
) -> None:
    asked = sorted((text, number) for number, group in enumerate(LABELLED[name]) for text in group)
    found = leaders([edition.search.told(text) for text, _ in asked])
    pairs = list(combinations(range(len(asked)), 2))
    together = {pair for pair in pairs if found[pair[0]] == found[pair[1]]}
    meant = {(a, b) for a, b in pairs if asked[a][1] == asked[b][1]}
    assert len(together & meant) / len(together) >= precision
    assert len(together & meant) / len(meant) >= recall


def test_what_many_ask_is_not_told_apart_by_how_many_ask_it(edition: Edition) -> None:
    """Weighed by how rare they were among what was asked, the words of what is asked most told least."""
    loud = LABELLED["tuned"][0]
    assert leaders([edition.search.told(text) for text in loud]) == [0] * len(loud)

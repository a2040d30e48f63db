"""How the bot fares in a city on its first day, held against the committed figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.app.quality import Quality
from bot.evaluation import committed
from tests.golden.cities import CITIES, founded

if TYPE_CHECKING:
    from pathlib import Path

    from bot.retrieval.dictionary import Dictionary


@pytest.mark.parametrize("city", CITIES, ids=lambda path: path.name)
def test_no_figure_of_a_new_city_is_worse_than_the_committed_one(
    city: Path, tmp_path: Path, dictionary: Dictionary
) -> None:
    questions = city / "questions.jsonl"
    quality = Quality(founded(city, tmp_path / "knowledge", dictionary))
    before = committed.kept(committed.figures_file(questions))
    assert list(committed.worse(before, quality.evaluate(questions).figures)) == []

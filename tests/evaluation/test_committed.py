from dataclasses import replace
from pathlib import Path

from bot.evaluation import committed
from bot.results.quality import Figures

BEFORE = Figures("topic", 10, hit_1=0.9, wrong_unit=0.1)


def row(**changes: float) -> list[Figures]:
    return [replace(BEFORE, **changes)]  # type: ignore[arg-type] # shares, by name


def test_what_got_worse_is_told_and_what_got_better_is_not(tmp_path: Path) -> None:
    path = committed.figures_file(tmp_path / "q.jsonl")
    committed.keep(path, row())
    assert list(committed.worse(committed.kept(path), row())) == []
    assert list(committed.worse(committed.kept(path), row(hit_1=1.0, wrong_unit=0.0))) == []
    (worse,) = committed.worse(committed.kept(path), row(hit_1=0.8))
    assert "hit_1" in worse
    (wronger,) = committed.worse(committed.kept(path), row(wrong_unit=0.2))
    assert "wrong_unit" in wronger


def test_figures_are_kept_beside_the_questions(tmp_path: Path) -> None:
    assert committed.figures_file(tmp_path / "q.jsonl") == tmp_path / "q.figures.json"

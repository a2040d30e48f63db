from pathlib import Path

from bot.evaluation import committed

BEFORE = [{"kind": "topic", "questions": 10, "hit_1": 0.9, "wrong_unit": 0.1, "false_answer": None}]


def row(**changes: float) -> list[dict[str, object]]:
    base = dict.fromkeys(("hit_1", "hit_3", "mrr", "answered", "wrong_unit", "false_answer"))
    return [{**base, **BEFORE[0], **changes}]


def test_what_got_worse_is_told_and_what_got_better_is_not(tmp_path: Path) -> None:
    path = committed.figures_file(tmp_path / "q.jsonl")
    committed.keep(path, row())
    assert list(committed.worse(path, row())) == []
    assert list(committed.worse(path, row(hit_1=1.0, wrong_unit=0.0))) == []
    (worse,) = committed.worse(path, row(hit_1=0.8))
    assert "hit_1" in worse
    (wronger,) = committed.worse(path, row(wrong_unit=0.2))
    assert "wrong_unit" in wronger


def test_figures_are_kept_beside_the_questions(tmp_path: Path) -> None:
    assert committed.figures_file(tmp_path / "q.jsonl") == tmp_path / "q.figures.json"

import json
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.app.service import Service
from bot.corpus.calibration_file import documents_calibration, parse_calibration, render_calibration
from bot.retrieval.dictionary import Dictionary
from bot.settings import Settings
from tests.builders import KNOWLEDGE, ROOT
from tests.cli.test_asking import run


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    rows = [
        {"kind": "topic", "q": "文明遛狗", "expect": [{"unit": "市防洪排涝工程管理处", "practice": 1}]},
        {"kind": "offtopic", "q": "今天星期几", "expect": []},
    ]
    path = tmp_path / "q.jsonl"
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "utf-8")
    return path


def test_eval_prints_a_table_by_kind(baigu: Service, questions: Path) -> None:
    code, table = run(baigu, "eval", str(questions))
    assert code == 0
    assert all(word in table for word in ("topic", "offtopic", "hit@1", "1.000"))


def test_eval_json_gives_figures_by_kind(baigu: Service, questions: Path) -> None:
    report = json.loads(run(baigu, "eval", str(questions), "--json", "--compare", "plain")[1])
    assert report["figures"][0]["hit_1"] == 1.0
    assert [row["kind"] for row in report["compared"]["plain"]] == ["topic", "offtopic", "all"]


def test_eval_fails_when_something_got_worse(baigu: Service, questions: Path) -> None:
    assert run(baigu, "eval", str(questions), "--keep")[0] == 0
    lines = questions.read_text("utf-8").splitlines()
    questions.write_text("\n".join([lines[0].replace('"practice": 1', '"practice": 3'), *lines[1:]]), "utf-8")
    code, told = run(baigu, "eval", str(questions))
    assert code == 1
    assert "变差了" in told


def test_eval_of_foreign_texts_compares_systems(baigu: Service, tmp_path: Path) -> None:
    corpus, queries = tmp_path / "c.jsonl", tmp_path / "q.jsonl"
    corpus.write_text(
        '{"id":"a","text":"清理河道淤泥"}\n{"id":"b","text":"修剪行道树"}\n{"id":"c","text":"建公园"}\n',
        "utf-8",
    )
    queries.write_text(
        '{"qid":"1","query":"行道树怎么修剪","relevant":["b"]}\n{"qid":"2","query":"红烧肉","relevant":[]}\n',
        "utf-8",
    )
    code, printed = run(
        baigu,
        "eval",
        "--corpus",
        str(corpus),
        "--queries",
        str(queries),
        "--compare",
        "plain,bm25s",
        "--json",
    )
    assert code == 0
    ours, *others = json.loads(printed)
    assert [(row["elsewhere"], row["removed"]) for row in ours["levels"]] == [(0.0, 0.0)] * 10
    assert not any(row["levels"] for row in others)
    assert {row["system"]: row["mrr_10"] for row in (ours, *others)} == {
        "baigu": 1.0,
        "plain": 1.0,
        "bm25s": 1.0,
    }


def test_an_unknown_baseline_is_used_wrongly(baigu: Service, questions: Path) -> None:
    assert run(baigu, "eval", str(questions), "--compare", "neural")[0] == 2


def test_without_labelled_questions_it_decides_as_those_over_other_documents_taught(
    settings: Settings, dictionary: Dictionary, tmp_path: Path
) -> None:
    shutil.copytree(KNOWLEDGE, tmp_path / "knowledge")
    held = settings.model_copy(update={"knowledge": tmp_path / "knowledge"})
    code, printed = run(Service(held, dictionary=dictionary), "calibrate")
    assert code == 0
    assert "别处的题目" in printed
    kept = (tmp_path / "knowledge" / "calibration.toml").read_text("utf-8")
    assert parse_calibration(kept) == documents_calibration()


def test_a_city_that_began_by_forms_learns_from_its_own_questions_by_forms(
    settings: Settings, dictionary: Dictionary, tmp_path: Path
) -> None:
    folder = tmp_path / "knowledge"
    shutil.copytree(KNOWLEDGE, folder)
    by_form = replace(documents_calibration(), is_by_form=True)
    (folder / "calibration.toml").write_text(
        render_calibration(by_form, questions=0, day=date(2026, 11, 27)), "utf-8"
    )
    held = settings.model_copy(update={"knowledge": folder})
    code, _ = run(
        Service(held, dictionary=dictionary),
        "calibrate",
        str(ROOT / "tests" / "golden" / "met-20261126-q.jsonl"),
    )
    assert code == 0
    kept = parse_calibration((folder / "calibration.toml").read_text("utf-8"))
    assert kept.is_by_form
    assert any("X" in sign for sign in kept.wording)

import json
from pathlib import Path

import pytest

from bot.errors import SourceError
from bot.evaluation.baselines import BASELINES
from bot.evaluation.benchmark import Benchmark, corpus_of, read_benchmark, score


def write(path: Path, rows: list[dict[str, object]]) -> Path:
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "utf-8")
    return path


def test_a_benchmark_is_read(tmp_path: Path) -> None:
    corpus = write(tmp_path / "c.jsonl", [{"id": "x", "text": "甲"}, {"id": "y", "text": "乙"}])
    queries = write(tmp_path / "q.jsonl", [{"qid": "1", "query": "问", "relevant": ["y", "gone"]}])
    assert read_benchmark(corpus, queries) == Benchmark(
        ("甲", "乙"), (("问", frozenset({1})),), ("0", "1"), ("", "")
    )


def test_a_benchmark_of_another_form_is_refused(tmp_path: Path) -> None:
    corpus = write(tmp_path / "c.jsonl", [{"id": "x"}])
    with pytest.raises(SourceError, match="text"):
        read_benchmark(corpus, corpus)


def test_questions_of_which_none_has_an_answer_are_refused(tmp_path: Path) -> None:
    corpus = write(tmp_path / "c.jsonl", [{"id": "x", "text": "甲"}])
    queries = write(tmp_path / "q.jsonl", [{"qid": "1", "query": "问", "relevant": ["gone"]}])
    with pytest.raises(SourceError, match="relevant"):
        read_benchmark(corpus, queries)


THREE = Benchmark(
    ("a", "b", "c"),
    (("一", frozenset({0})), ("二", frozenset({2})), ("三", frozenset())),
    ("d", "d", "e"),
    ("", "", ""),
)


def test_ranks_are_scored_over_the_questions_that_have_an_answer() -> None:
    scores = score("x", THREE, lambda _: [0, 1, 2], THREE.answerable)
    assert scores.mrr_10 == pytest.approx((1 + 1 / 3) / 2)
    assert scores.recall_1 == pytest.approx(1 / 2)


def test_a_document_stands_where_the_first_of_its_texts_does() -> None:
    scores = score("x", THREE, lambda _: [1, 0, 2], THREE.answerable)
    assert scores.mrr_10_document == pytest.approx((1 + 1 / 2) / 2)
    assert scores.recall_1_document == pytest.approx(1 / 2)


def test_documents_that_are_taken_out_leave_the_numbers_of_the_others() -> None:
    corpus = corpus_of(THREE, removed={"d"})
    assert [(passage.anchor, passage.text) for passage in corpus.passages] == [("2", "c")]


@pytest.mark.parametrize("name", list(BASELINES))
def test_every_baseline_finds_the_text_with_the_words(name: str) -> None:
    rank = BASELINES[name](["清理 河道", "种 树", "修剪 行道树"], str.split)
    assert rank("种 树")[0] == 1


def test_texts_become_a_corpus_without_vocabulary() -> None:
    corpus = corpus_of(Benchmark(("甲", "乙"), (), ("0", "1"), ("", "")))
    assert [passage.text for passage in corpus.passages] == ["甲", "乙"]
    assert corpus.synonyms == ()


def test_texts_of_one_document_are_one_speech_with_its_title(tmp_path: Path) -> None:
    rows: list[dict[str, object]] = [
        {"id": "x", "text": "甲", "doc": "d", "title": "题"},
        {"id": "y", "text": "乙"},
        {"id": "z", "text": "丙", "doc": "d", "title": "题"},
    ]
    queries = write(tmp_path / "q.jsonl", [{"qid": "1", "query": "问", "relevant": ["z"]}])
    corpus = corpus_of(read_benchmark(write(tmp_path / "c.jsonl", rows), queries))
    told = [(speech.title, [(p.anchor, p.text) for p in speech.passages]) for speech in corpus.speeches]
    assert told == [("题", [("0", "甲"), ("2", "丙")]), ("", [("1", "乙")])]

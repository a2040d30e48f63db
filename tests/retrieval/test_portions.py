"""What is made of a corpus is the same whatever portions it is made in, and only what changed is made anew."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

import numpy as np
import pytest

from bot.retrieval import portions
from bot.retrieval.analysis import Analysis
from bot.retrieval.inverted import Inverted
from bot.retrieval.portion_files import PortionFiles
from bot.retrieval.portions import Portions
from bot.retrieval.search import Search
from bot.retrieval.shelf import Shelf
from bot.retrieval.texts import Texts, texts_of
from tests.builders import PARKS, WATER, corpus, speech

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from bot.model import Speech
    from bot.retrieval.dictionary import Dictionary
    from bot.retrieval.shelf import Kept

T = TypeVar("T")

TOLD = ("清理河道淤泥5000吨", "增设停车位300个", "口袋公园建在家门口", "更换路灯80盏", "志愿者劝导不文明行为")


def speeches(many: int) -> list[Speech]:
    """That differ."""
    return [
        speech(
            (WATER, PARKS)[number % 2],
            f"slug-{number}",
            opening=f"第{number}个故事，从“{TOLD[number % 5][:4]}”说起",
            practices=(TOLD[number % 5], TOLD[number // 5 % 5]),
            title=f"故事{number}",
            asked_as={1: (f"{TOLD[number % 5]}了吗",)},
        )
        for number in range(many)
    ]


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(portions, "_SPEECHES", 8)
    monkeypatch.setattr(portions, "_FEW", 100)


class Watched:
    """Progress that remembers how much was made."""

    def __init__(self) -> None:
        self.made = list[int]()

    def __call__(self, items: Sequence[T], what: str, /) -> Iterable[T]:
        assert what == "分析讲稿"
        self.made.append(len(items))
        return items


def made(
    told: Sequence[Speech], dictionary: Dictionary, folder: Path | None, watched: Watched
) -> dict[str, Kept]:
    shelf, files = Shelf(), PortionFiles(folder) if folder else None
    Search(corpus(*told), dictionary, shelf, Portions(files, watched))
    return shelf.kept


def same(one: dict[str, Kept], other: dict[str, Kept]) -> bool:
    return one.keys() == other.keys() and all(map(_same, one.values(), other.values()))


def _same(one: Kept, other: Kept) -> bool:
    if isinstance(one, Texts):
        return isinstance(other, Texts) and [*one] == [*other]
    if isinstance(one, Inverted):
        assert isinstance(other, Inverted)
        arrays = ((one.starts, other.starts), (one.numbers, other.numbers), (one.values, other.values))
        return [*one.rows] == [*other.rows] and all(np.array_equal(*pair) for pair in arrays)
    return isinstance(other, np.ndarray) and np.array_equal(one, other)


def test_of_a_changed_corpus_only_the_portions_that_changed_are_made(
    dictionary: Dictionary, tmp_path: Path
) -> None:
    told, watched = speeches(40), Watched()
    first = made(told, dictionary, tmp_path, watched)
    told[20] = replace(told[20], passages=(replace(told[20].passages[0], text="楼下的老榕树移走了"),))
    second = made(told, dictionary, tmp_path, watched)
    del told[5]
    third = made(told, dictionary, tmp_path, watched)
    assert watched.made[0] > 3
    assert watched.made[1:] == [1, 1]
    assert same(second, made(told[:5] + speeches(40)[5:6] + told[5:], dictionary, None, Watched()))
    assert same(third, made(told, dictionary, None, Watched()))
    assert not same(first, second)


def test_a_word_that_a_speech_adds_counts_wherever_it_stands(dictionary: Dictionary, tmp_path: Path) -> None:
    told, watched = speeches(40), Watched()
    made(told, dictionary, tmp_path, watched)
    told[20] = replace(told[20], passages=(replace(told[20].passages[0], text="这叫“河道淤泥”"),))
    second = made(told, dictionary, tmp_path, watched)
    assert watched.made[1] > 1
    assert same(second, made(told, dictionary, None, Watched()))


def test_several_processes_make_the_same(dictionary: Dictionary, monkeypatch: pytest.MonkeyPatch) -> None:
    told = speeches(20)
    alone = made(told, dictionary, None, Watched())
    monkeypatch.setattr(portions, "_FEW", 0)
    assert same(alone, made(told, dictionary, None, Watched()))


def test_a_damaged_portion_is_made_anew(dictionary: Dictionary, tmp_path: Path) -> None:
    told, watched = speeches(20), Watched()
    first = made(told, dictionary, tmp_path, watched)
    one, other, *_ = sorted(tmp_path.glob("*.npz"))
    content = one.read_bytes()
    one.write_bytes(content[: len(content) // 2] + b"abcd" + content[len(content) // 2 + 4 :])
    other.write_bytes(other.read_bytes()[:-40])
    assert same(first, made(told, dictionary, tmp_path, watched))
    assert watched.made[1] == 2


def test_what_nobody_uses_goes(dictionary: Dictionary, tmp_path: Path) -> None:
    watched = Watched()
    for title in "abcd":
        told = [replace(one, title=f"{title}{one.title}") for one in speeches(20)]
        made(told, dictionary, tmp_path, watched)
    assert len([*tmp_path.iterdir()]) == 2 * watched.made[0]


def test_portions_one_by_one_are_those_made_at_once(dictionary: Dictionary, tmp_path: Path) -> None:
    told, analysis, own = speeches(30), Analysis(dictionary), texts_of([])
    at_once = Portions(PortionFiles(tmp_path)).of(told, analysis, own, ())
    for kept in (None, PortionFiles(tmp_path)):
        one_by_one = [*Portions(kept).each(told, analysis, own, ())]
        assert [[*p.passages.rows] for p in one_by_one] == [[*p.passages.rows] for p in at_once]
        assert sum(p.passages.size for p in one_by_one) == sum(len(one.passages) for one in told)

"""What was made of a corpus is read by others as it was made, or made anew."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np
import pytest

from bot.retrieval.inverted import counted
from bot.retrieval.search import Search
from bot.retrieval.shelf_file import ShelfFiles
from tests.builders import FLOWERS, RIVER, corpus

if TYPE_CHECKING:
    from pathlib import Path

    from bot.retrieval.dictionary import Dictionary
    from bot.retrieval.shelf import Shelf

HELD = corpus(RIVER, FLOWERS)
TEXTS = ("河道", "", "𠀀清淤")


def fill(shelf: Shelf, made: list[str]) -> None:
    shelf.texts("texts", lambda: made.append("texts") or TEXTS)  # type: ignore[func-returns-value] # notes it
    shelf.inverted("index", lambda: made.append("index") or counted([["a", "b"], ["b"]]))  # type: ignore[func-returns-value] # notes it
    shelf.inverted("none", lambda: counted([]))
    shelf.numbers("numbers", lambda: np.array([True, False]))


def test_what_one_process_made_others_find(tmp_path: Path) -> None:
    made = list[str]()
    for _ in range(2):
        with ShelfFiles(tmp_path / "shelves").of("a") as shelf:
            fill(shelf, made)
    assert made == ["texts", "index"]
    assert tuple(shelf.texts("texts", tuple)) == TEXTS
    assert shelf.inverted("index", lambda: counted([])).totals({"b": 2.0}).tolist() == [2.0, 2.0]
    assert shelf.numbers("numbers", lambda: np.zeros(0)).tolist() == [True, False]
    with ShelfFiles(tmp_path / "shelves").of("b") as other:
        assert not other.kept


def test_of_several_who_want_the_same_at_once_one_makes_it_and_the_others_wait(tmp_path: Path) -> None:
    made = list[str]()

    def want(_number: int) -> int:
        with ShelfFiles(tmp_path / "shelves").of("a") as shelf:
            fill(shelf, made)
            time.sleep(0.05)
        return len(shelf.kept)

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(want, range(4)))) == 1
    assert made == ["texts", "index"]


@pytest.mark.parametrize("how", ["a byte is another", "cut short", "gone", "not JSON", "holds an object"])
def test_what_is_not_as_it_was_written_is_made_anew(tmp_path: Path, how: str) -> None:
    made = list[str]()
    with ShelfFiles(tmp_path).of("a") as shelf:
        fill(shelf, made)
    (place,) = (path for path in tmp_path.iterdir() if path.is_dir())
    file = place / ("shelf.json" if how == "not JSON" else "texts.content.npy")
    content = file.read_bytes()
    if how == "gone":
        file.unlink()
    elif how == "holds an object":
        np.save(file, np.array([{}], object), allow_pickle=True)
    else:
        file.write_bytes(content[:-4] + (b"" if how != "a byte is another" else b"abcd"))
    for _ in range(2):
        with ShelfFiles(tmp_path).of("a") as shelf:
            fill(shelf, made)
    assert made == ["texts", "index"] * 2


def test_where_nothing_can_be_written_search_works_all_the_same(
    tmp_path: Path, dictionary: Dictionary
) -> None:
    (tmp_path / "file").write_text("")
    with ShelfFiles(tmp_path / "file").of("a") as shelf:
        found = Search(HELD, dictionary, shelf).search("河道淤泥怎么清理")
    assert found.matches


def test_a_search_with_what_was_kept_finds_the_same(tmp_path: Path, dictionary: Dictionary) -> None:
    findings = []
    for _ in range(2):
        with ShelfFiles(tmp_path).of("a") as shelf:
            search = Search(HELD, dictionary, shelf)
        findings.append([search.search(text) for text in ("河道淤泥怎么清理", "park", "口袋公园在哪里")])
        findings[-1] += [search.mended("河到清於")]  # type: ignore[list-item] # compared as well
    assert findings[0] == findings[1]


def test_only_the_last_few_stay(tmp_path: Path) -> None:
    for name in "abcdef":
        with ShelfFiles(tmp_path).of(name) as shelf:
            shelf.texts("texts", lambda: TEXTS)
    assert len([path for path in tmp_path.iterdir() if path.is_dir()]) == 4

import math
import os
import subprocess
import sys
from pathlib import Path

import jieba

from bot.retrieval.dictionary import Dictionary
from bot.retrieval.shelf_file import ShelfFiles
from tests.builders import KNOWLEDGE


def test_no_file_that_others_can_plant_is_read_or_written(tmp_path: Path) -> None:
    """jieba unmarshals jieba.cache from the temporary directory; a planted one must be neither read nor replaced."""
    planted = tmp_path / "jieba.cache"
    planted.write_bytes(b"planted")
    code = (
        "from bot.retrieval.dictionary import Dictionary; from bot.retrieval.analysis import Analysis;"
        "print(Analysis(Dictionary()).words('整治飞线充电'))"
    )
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    run = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert "充电" in run.stdout
    assert planted.read_bytes() == b"planted"
    assert list(tmp_path.iterdir()) == [planted]


def test_the_cutter_that_importing_makes_is_the_first_and_nobody_keeps_it_when_it_is_done_with() -> None:
    """rjieba makes one of 25 MB when it is imported; in a process of its own it is told who still holds it."""
    told = (
        "import rjieba, sys; held = rjieba.cut.__self__; from bot.retrieval.dictionary import Dictionary;"
        "first, second = (Dictionary(cutters=0).cutter() for _ in range(2)); print(first is held, second is held);"
        "del first; print(sys.getrefcount(held))"
    )
    done = subprocess.run([sys.executable, "-c", told], check=True, capture_output=True, text=True)
    assert done.stdout.split() == ["True", "False", "2"]  # this name, and whoever counts


def test_who_wants_the_same_words_again_gets_the_same_cutter() -> None:
    dictionary = Dictionary(cutters=1)
    first = dictionary.cutter(["四联双报到"])
    assert dictionary.cutter(["四联双报到"]) is first
    assert dictionary.cutter() is not first


def test_a_cutter_keeps_given_words_whole_and_leaves_others_as_they_were(dictionary: Dictionary) -> None:
    with_term = dictionary.cutter(["四联双报到"])
    assert "四联双报到" in with_term.cut("依托四联双报到", hmm=False)
    assert "四联双报到" not in dictionary.cutter().cut("依托四联双报到", hmm=False)


def test_words_are_those_that_jieba_cuts(dictionary: Dictionary) -> None:
    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    for word in ("三无小区", "水清岸绿"):
        tokenizer.add_word(word)
    cutter = dictionary.cutter(["三无小区", "水清岸绿"])
    for path in sorted((KNOWLEDGE / "speeches").glob("*.md")):
        text = path.read_text("utf-8")
        assert cutter.cut(text, hmm=False) == list(tokenizer.cut(text, HMM=False))


def test_rare_words_tell_more_than_common_ones(dictionary: Dictionary) -> None:
    assert dictionary.information("的") < dictionary.information("社区") < dictionary.information("停车场")
    assert dictionary.information("从来没有的词") == max(
        dictionary.information(word) for word in ("的", "停车场", "从来没有的词")
    )


def test_frequencies_are_those_that_jieba_reads(dictionary: Dictionary) -> None:
    tokenizer = jieba.Tokenizer()
    frequencies, total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    for word in ("停车场", "停车", "停", "电梯", "的"):
        assert dictionary.information(word) == math.log(total / max(frequencies[word], 1))


def test_nouns_and_common_words_are_told_apart_from_others(dictionary: Dictionary) -> None:
    assert dictionary.is_noun("电梯")
    assert not dictionary.is_noun("清理")
    assert dictionary.knows("电梯")
    assert not dictionary.knows("电梯电梯")
    common = dictionary.common(8.0)
    assert "我们" in common
    assert dictionary.information(common[0]) <= dictionary.information(common[-1]) < 8


def test_what_is_made_of_it_is_made_once_on_a_machine(tmp_path: Path) -> None:
    made = list[str]()

    def make() -> list[str]:
        made.append("made")
        return ["河道", "清淤"]

    for _ in range(2):
        assert [*Dictionary(ShelfFiles(tmp_path)).texts("words", make)] == ["河道", "清淤"]
    assert made == ["made"]


def test_what_is_made_of_it_is_there_where_nothing_can_be_kept(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for shelves in (None, ShelfFiles(tmp_path / "file")):
        assert [*Dictionary(shelves).texts("words", lambda: ["河道"])] == ["河道"]

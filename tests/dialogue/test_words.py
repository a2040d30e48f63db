from __future__ import annotations

import pytest

from bot.dialogue.words import Cutter, bare
from bot.retrieval.normalization import normalise

CUTTER = Cutter(
    [("看看", "tell"), ("看下", "tell"), ("下", "next"), ("一下", "filler"), ("一", "filler"), ("看", "tell")]
)


def cut(text: str) -> list[tuple[str, int]]:
    """Kinds and numbers, word by word."""
    words = CUTTER.cut(normalise(text)).words
    return [("/".join(sorted(word.kinds)), word.number) for word in words]


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1", 1),
        ("１", 1),
        ("①", 1),
        ("二", 2),
        ("两", 2),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("三十五", 35),
        ("(3)", 3),
        ("3.", 3),
        ("3个", 3),
        ("３　", 3),
    ],
)
def test_a_number_is_read_however_it_is_written(typed: str, number: int) -> None:
    assert cut(typed) == [("number", number)]


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("第二", 2),
        ("第2条", 2),
        ("第十一个", 11),
        ("第 3 项", 3),
        ("三是", 3),
        ("其二", 2),
        ("头一个", 1),
        ("首条", 1),
        ("最后一个", -1),
        ("最后", -1),
        ("末尾那", -1),
        ("倒数第二条", -2),
    ],
)
def test_an_ordinal_is_read_however_it_is_written(typed: str, number: int) -> None:
    assert cut(typed)[0] == ("ordinal", number)


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("下一条", "next"),
        ("后面那个", "next"),
        ("下条", "next"),
        ("上一个", "previous"),
        ("前面一点", "previous"),
    ],
)
def test_a_direction_with_what_it_counts_is_one_word(typed: str, kind: str) -> None:
    assert cut(typed) == [(kind, 0)]


@pytest.mark.parametrize("typed", ["1+1", "3-2", "12:30", "1 2", "123", "2b"])
def test_what_is_more_than_a_number_is_none(typed: str) -> None:
    assert CUTTER.cut(normalise(typed)).unread


def test_few_long_words_are_preferred_and_nothing_is_lost() -> None:
    found = CUTTER.cut("看下一条路看看")
    assert [word.text for word in found.words] == ["看", "下一条", "看看"]
    assert found.unread == "路"


def test_what_a_number_counts_is_told_and_a_word_may_be_of_several_kinds() -> None:
    (word,) = CUTTER.cut("第二把火").words
    assert (word.number, word.measure) == (2, "把火")
    (one,) = CUTTER.cut("一").words
    assert one.kinds == {"filler", "number"}


def test_marks_and_spaces_do_not_count_unless_there_is_nothing_else() -> None:
    assert bare("第 二，条！") == "第二条"
    assert bare("？") == "？"
    assert CUTTER.cut("").words == ()

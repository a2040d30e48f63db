from __future__ import annotations

import pytest

from bot.corpus.any_name import AnyTheme, AnyUnit
from bot.corpus.recutting import Source, join, split, with_headings
from bot.corpus.speech_file import SpeechFile
from bot.errors import SourceError
from bot.model import Role, Speech

TEXT = """---
title: 三件事
unit: 市水务局
guessed: [practices, unit]
---

大家好。今天讲三件事。

## 修路 {#p1}

一是修路。路修好了。

## 架桥 {#p2}

二是架桥。
"""
PAGE = "三件事\n大家好。今天讲三件事。\n　　一是修路。路修好了。\n　　二是架桥。\n谢谢。"


@pytest.fixture
def speech() -> Speech:
    found = SpeechFile("a.md", TEXT).speech(AnyUnit(), AnyTheme())
    assert found
    return found


def told(speech: Speech) -> list[tuple[str, str]]:
    return [(passage.anchor, passage.text) for passage in speech.passages]


def test_a_passage_is_cut_where_a_sentence_begins(speech: Speech) -> None:
    cut = split(speech, "p1", len("一是修路。"), lambda text: text[:2])
    assert told(cut)[1:] == [("p1", "一是修路。"), ("p2", "路修好了。"), ("p3", "二是架桥。")]
    assert [passage.heading for passage in cut.practices] == ["修路", "路修", "架桥"]
    assert [passage.number for passage in cut.practices] == [1, 2, 3]
    assert "practices" not in cut.guesses
    assert "unit" in cut.guesses


@pytest.mark.parametrize(("anchor", "at"), [("p1", 0), ("p1", 2), ("p1", 99), ("p9", 5)])
def test_nowhere_else(speech: Speech, anchor: str, at: int) -> None:
    with pytest.raises(SourceError):
        split(speech, anchor, at, str)


def test_passages_that_stand_together_become_one(speech: Speech) -> None:
    joined = join(speech, "p2", Source(PAGE))
    assert told(joined)[1:] == [("p1", "一是修路。路修好了。\n二是架桥。")]
    assert Source(PAGE).span(joined.passages[1].text)
    assert join(speech, "p1", Source(PAGE)).passages[0].role is Role.OPENING


def test_passages_that_do_not_are_left_apart(speech: Speech) -> None:
    with pytest.raises(SourceError, match="没有挨着"):
        join(speech, "p2", Source(PAGE.replace("二是", "中间的话。二是")))
    with pytest.raises(SourceError, match="前面没有"):
        join(speech, "opening", Source(PAGE))


def test_what_is_cut_and_joined_again_is_what_it_was(speech: Speech) -> None:
    cut = split(speech, "p1", len("一是修路。"), lambda _: "新")
    assert told(join(cut, "p2", Source(PAGE))) == told(speech)


def test_headings_are_put_in_place_and_empty_ones_change_nothing(speech: Speech) -> None:
    named = with_headings(speech, {"p1": "修好一条路", "p2": "", "p9": "没有"})
    assert [passage.heading for passage in named.practices] == ["修好一条路", "架桥"]

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.dialogue.dialogue import Dialogue
from bot.dialogue.example_check import check_examples
from bot.retrieval.normalization import normalise
from bot.retrieval.search import Search
from tests.builders import FLOWERS, RIVER, corpus

if TYPE_CHECKING:
    from bot.model import Corpus
    from bot.retrieval.dictionary import Dictionary

PHRASES = {"help": ("帮助",)}


def faults(told: Corpus, dictionary: Dictionary) -> list[str]:
    found = list(check_examples(told, Dialogue(told, Search(told, dictionary), normalise)))
    assert all(fault.is_harmless for fault in found)
    return [str(fault) for fault in found]


def test_an_example_that_no_speech_answers_is_told_with_its_line(dictionary: Dictionary) -> None:
    wording = {
        "examples": "河道淤泥怎么清理\n火星车怎么开",
        "welcome": "您好！\n直接问就行，比如：火箭怎么造\n{{ 选项 }}",
        "help": "比如“口袋公园”“火药怎么配”。回复“单位”看单位。",
    }
    told = corpus(RIVER, FLOWERS, wording=wording, phrases=PHRASES)
    assert faults(told, dictionary) == [
        f"wording/{name}.txt:{line}: 教人问“{question}”，稿子里却没有回答；换成答得上来的问题，或者删掉"
        for name, line, question in (
            ("examples", 2, "火星车怎么开"),
            ("help", 1, "火药怎么配"),
            ("welcome", 2, "火箭怎么造"),
        )
    ]


def test_words_that_lead_to_the_help_or_a_list_are_answered(dictionary: Dictionary) -> None:
    told = corpus(RIVER, wording={"help": "比如“帮助”“市水务局”"}, phrases=PHRASES)
    assert faults(told, dictionary) == []


def test_what_is_filled_in_later_and_what_is_no_example_is_not_asked(dictionary: Dictionary) -> None:
    wording = {"welcome": "直接问{% if 例子 %}，比如：{{ 例子 }}{% endif %}", "about": "“火箭”是什么"}
    assert faults(corpus(RIVER, wording=wording), dictionary) == []


def test_without_a_speech_no_example_is_missed(dictionary: Dictionary) -> None:
    told = replace(corpus(RIVER, wording={"examples": "火箭"}), speeches=())
    assert faults(told, dictionary) == []

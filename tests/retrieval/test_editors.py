from dataclasses import replace

from bot.model import Synonym
from bot.retrieval.dictionary import Dictionary
from bot.retrieval.search import Search
from tests.builders import FLOWERS, corpus, speech


def test_a_question_an_editor_wrote_leads_to_its_passage_for_sure(dictionary: Dictionary) -> None:
    held = speech(
        practices=("一是清淤，河水变清了。", "二是种树，请居民认养。"), asked_as={2: ("乘凉的地方从哪来",)}
    )
    finding = Search(corpus(held, FLOWERS), dictionary).search("乘凉的地方从哪来？")
    assert finding.matches[0].passage.anchor == "p2"
    assert finding.is_named


def test_what_a_resident_asked_counts_like_a_question_of_an_editor(dictionary: Dictionary) -> None:
    told = speech(practices=("一是清淤，河水变清了。", "二是种树，请居民认养。"))
    passages = (told.passages[0], replace(told.passages[1], heard=("乘凉的地方从哪来",)))
    finding = Search(corpus(replace(told, passages=passages), FLOWERS), dictionary).search(
        "乘凉的地方从哪来？"
    )
    assert finding.matches[0].passage.anchor == "p2"
    assert finding.is_named


def test_a_question_an_editor_ruled_out_never_gets_the_passage(dictionary: Dictionary) -> None:
    held = speech(practices=("一是清淤，河水变清了。",), not_asked_as={1: ("河水变清了能喝吗",)})
    finding = Search(corpus(held, FLOWERS), dictionary).search("河水变清了能喝吗")
    assert "shuiwu-20240501#p1" not in [match.passage.id for match in finding.matches]


def test_the_same_subject_asked_otherwise_is_another_question(dictionary: Dictionary) -> None:
    held = speech(practices=("一是清淤，河水变清了。",), not_asked_as={1: ("清淤要多少钱",)})
    finding = Search(corpus(held, FLOWERS), dictionary).search("清淤怎么搞的")
    assert finding.matches[0].passage.id == "shuiwu-20240501#p1"


def test_a_question_is_none_that_an_editor_wrote_where_it_is_of_another_kind(dictionary: Dictionary) -> None:
    held = speech(practices=("一是清淤，河水变清了。",), asked_as={1: ("清淤什么时候",)})
    search = Search(corpus(held, FLOWERS), dictionary)
    assert search.search("请问清淤什么时候呢").is_named
    assert not search.search("清淤怎么搞的").is_named
    assert not search.search("清淤在哪里").is_named


def test_questions_are_one_where_a_word_of_each_means_that_of_the_other(
    dictionary: Dictionary,
) -> None:
    held = speech(practices=("一是清淤，河水变清了。",), asked_as={1: ("河道是怎么疏浚的",)})
    synonyms = (Synonym(("疏浚",), ("清淤",), ""), Synonym(("清淤",), ("疏浚",), ""))
    search = Search(corpus(held, FLOWERS, synonyms=synonyms), dictionary)
    assert search.search("河道是怎么清淤的").is_named
    assert not search.search("河道是怎么巡查的").is_named

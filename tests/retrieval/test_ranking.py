"""The order of passages, held on passages that tell the same and differ in one thing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from bot.model import Passage, Role, Speech, Unit
from tests.builders import RIVER, corpus

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.model import Corpus
    from bot.retrieval.search import Search

    Searching = Callable[[Corpus], Search]

TEXT = "组织居民清理河道淤泥。"
QUESTION = "清理河道淤泥"


def spoken(slug: str, text: str = TEXT, role: Role = Role.PRACTICE, **more: Any) -> Speech:
    number = 1 if role is Role.PRACTICE else None
    passage = Passage(slug, "p1", "小标题", text, role, number, **more)
    return replace(RIVER, slug=slug, unit=Unit(slug, f"市{slug}局"), speaker=None, passages=(passage,))


def ranked(searching: Searching, *speeches: Speech, question: str = QUESTION) -> list[tuple[str, float]]:
    filler = (spoken(f"y{n}", text="沿着街边种下柳树，请人认养。") for n in range(4))
    found = searching(corpus(*speeches, *filler)).search(question).matches
    return [(match.passage.speech, match.score) for match in found]


@pytest.mark.parametrize(("role", "share"), [(Role.OPENING, 0.7), (Role.ASIDE, 0.8)])
def test_what_stands_around_practices_stands_behind_one_of_the_same_words(
    searching: Searching, role: Role, share: float
) -> None:
    filler = spoken("y", text="沿着街边种下柳树，请人认养。")
    around = replace(spoken("a", role=role).passages[0], anchor=role.value)
    mixed = replace(
        RIVER,
        slug="a",
        unit=Unit("a", "市甲局"),
        passages=(around, replace(around, anchor="p2", role=Role.PRACTICE, number=2)),
    )
    found = searching(corpus(mixed, filler, spoken("z", text="别的事。"))).search(QUESTION).matches
    assert [match.passage.role for match in found[:2]] == [Role.PRACTICE, role]
    assert found[1].score == pytest.approx(share * found[0].score)


def test_an_opening_is_the_whole_of_a_speech_without_a_list(searching: Searching) -> None:
    (first, high), (second, low), *_ = ranked(searching, spoken("a", role=Role.OPENING), spoken("b"))
    assert (first, second) == ("a", "b")
    assert high == pytest.approx(low)


@pytest.mark.parametrize("role", [Role.ASIDE, Role.NOTE])
def test_asides_and_notes_without_practices_beside_them_are_not_held_back(
    searching: Searching, role: Role
) -> None:
    (first, high), (second, low), *_ = ranked(searching, spoken("a", role=role), spoken("b"))
    assert (first, second) == ("a", "b")
    assert high == pytest.approx(low)


def test_every_passage_is_found_by_the_title_and_the_unit(searching: Searching) -> None:
    speeches = [
        replace(spoken(role.value, text="各位好。", role=role), title="守护碧水蓝天")
        for role in (Role.ASIDE, Role.OPENING, Role.PRACTICE)
    ]
    search = searching(corpus(*speeches, spoken("b"), spoken("c")))
    assert {passage.speech for passage in search.rank("守护碧水")[:3]} == {"aside", "opening", "practice"}
    assert search.rank("市opening局")[0].speech == "opening"


def test_a_speech_that_tells_of_the_question_raises_its_passages(searching: Searching) -> None:
    def of(slug: str, beside: str) -> Speech:
        held = spoken(slug)
        return replace(
            held, passages=(*held.passages, replace(held.passages[0], anchor="p2", text=beside, number=2))
        )

    filler = (spoken(f"y{n}", text="沿着街边种下柳树，请人认养。") for n in range(4))
    search = searching(corpus(of("a", "唱歌跳舞。"), of("b", "河道边上唱歌。"), *filler))
    first, second, *_ = (m for m in search.search(QUESTION).matches if m.passage.anchor == "p1")
    assert (first.passage.speech, second.passage.speech) == ("b", "a")


def test_of_two_speeches_that_tell_the_same_the_one_whose_title_says_it_comes_first(
    searching: Searching,
) -> None:
    def of(slug: str, title: str, text: str) -> Speech:
        held = spoken(slug, text)
        beside = replace(held.passages[0], anchor="p2", text="唱歌跳舞。", number=2)
        return replace(held, title=title, passages=(*held.passages, beside))

    filler = (spoken(f"y{n}", text="沿着街边种下柳树，请人认养。") for n in range(4))
    title, text = "清理河道淤泥的办法", f"{TEXT}{TEXT}"
    search = searching(corpus(of("a", "别的事", text), of("b", title, TEXT), *filler))
    assert search.search(QUESTION).matches[0].passage.id == "b#p1"


def test_who_wants_others_than_a_unit_is_not_given_it(searching: Searching) -> None:
    found = ranked(searching, spoken("甲乙"), spoken("丙丁"), question="除了市丙丁局还有谁清理河道淤泥")
    assert [name for name, _ in found][:1] == ["甲乙"]
    assert "丙丁" not in dict(found)


def test_a_passage_is_raised_by_how_much_of_the_question_it_has(searching: Searching) -> None:
    whole = spoken("a", text="清理河道淤泥，大家都来帮忙，一起把活干好。")
    often = spoken("b", text="河道、河道、河道、河道、河道、河道、河道，大家都来帮忙。")
    assert ranked(searching, often, whole)[0][0] == "a"


def test_what_is_no_term_of_a_passage_is_found_there_all_the_same(searching: Searching) -> None:
    lit = spoken("a", text="社区装了wifi，沿河有路灯。")
    found = searching(corpus(lit, spoken("b"), spoken("c"))).search("wifi路灯").matches[0].coverage.evidence
    assert [(e.word, e.strength) for e in found] == [("wifi", 1.0), ("路灯", 1.0)]


def test_who_asks_how_many_is_given_the_passage_that_counts(searching: Searching) -> None:
    counted = spoken("b", text="组织居民清理河道淤泥，共清理20余次。")
    plain = spoken("a", text="组织居民清理河道淤泥，共清理了又清理。")
    assert ranked(searching, plain, counted, question="清理河道淤泥几次")[0][0] == "b"
    (_, high), (_, low), *_ = ranked(searching, plain, counted, question="清理河道淤泥几次")
    assert high > 1.5 * low


def test_a_passage_that_cannot_answer_stands_behind_one_that_can(searching: Searching) -> None:
    telling = spoken("b", text="组织居民清理河道淤泥，来者登记。")
    silent = spoken("a", text="组织居民清理河道淤泥，来者出力。")
    (first, high), (second, low) = ranked(searching, silent, telling, question="清理河道淤泥怎么报名")
    assert (first, second) == ("b", "a")
    assert low < 0.95 * high


def test_what_an_editor_has_named_stands_first_whatever_its_score(searching: Searching) -> None:
    named = spoken("b", text="沿河的事，人人有份。", asked_as=(QUESTION,))
    (first, low), (second, high), *_ = ranked(searching, spoken("a", text=TEXT * 3), named)
    assert (first, second) == ("b", "a")
    assert low < high


def test_what_an_editor_has_ruled_out_is_not_there(searching: Searching) -> None:
    assert [name for name, _ in ranked(searching, spoken("a", not_asked_as=(QUESTION,)), spoken("b"))] == [
        "b"
    ]


def test_who_asks_a_unit_is_given_only_its_passages(searching: Searching) -> None:
    names = [
        name for name, _ in ranked(searching, spoken("甲乙"), spoken("丙丁"), question="市丙丁局清理河道淤泥")
    ]
    assert names == ["丙丁"]

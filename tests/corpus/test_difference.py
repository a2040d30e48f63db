from __future__ import annotations

from dataclasses import replace

from bot.corpus.difference import difference
from bot.model import Calibration, Corpus, Keyword, Synonym, Theme, Wanted
from bot.results.publication import Changes
from tests.builders import FLOWERS, RIVER, WATER, corpus


def test_two_states_that_are_the_same_do_not_differ() -> None:
    found = difference(corpus(RIVER), corpus(RIVER))
    assert (found.speeches, found.units, found.wording) == (Changes(), Changes(), Changes())
    assert found.passages == {}
    assert not found.calibration


def test_speeches_that_came_and_went_are_named() -> None:
    found = difference(corpus(RIVER), corpus(FLOWERS))
    assert found.speeches == Changes(added=(FLOWERS.slug,), removed=(RIVER.slug,))
    assert found.units == Changes(added=("市园林局",), removed=("市水务局",))


def test_of_a_changed_speech_it_says_what_was_done_to_which_anchor() -> None:
    opening, first, second = RIVER.passages
    changed = replace(
        RIVER,
        title="新题目",
        passages=(
            opening,
            replace(first, text=f"{first.text}又清了一遍。"),
            replace(second, asked_as=("谁种的树",)),
            replace(second, anchor="p3", number=3),
        ),
    )
    (told,) = difference(corpus(RIVER), corpus(changed)).passages.values()
    assert told == {"": "other", "p3": "added", "p1": "text", "p2": "other"}
    (gone,) = difference(corpus(changed), corpus(RIVER)).passages.values()
    assert gone["p3"] == "removed"


def test_a_unit_that_got_a_nickname_leaves_its_speeches_as_they_are() -> None:
    known = replace(WATER, nicknames=("水局",))
    found = difference(corpus(RIVER), corpus(replace(RIVER, unit=known)))
    assert found.units == Changes(changed=("市水务局",))
    assert found.speeches == Changes()
    moved = difference(corpus(RIVER), corpus(replace(RIVER, unit=FLOWERS.unit)))
    assert moved.passages == {RIVER.slug: {"": "other"}}


def test_everything_else_that_can_be_published_is_compared_too() -> None:
    before = Corpus(units=(WATER,), themes=(Theme("a", "甲", ""),), wording={"help": "帮助"})
    after = Corpus(
        units=(replace(WATER, nicknames=("水局",)),),
        themes=(Theme("a", "甲", "新的说明"),),
        synonyms=(Synonym(("牛皮癣",), ("小广告",), ""),),
        wording={"help": "怎么用", "thanks": "不客气"},
        phrases={"thanks": ("谢谢",)},
        calibration=Calibration(answer=0.9),
    )
    found = difference(before, after)
    assert found.units == Changes(changed=("市水务局",))
    assert found.themes == Changes(changed=("甲",))
    assert found.vocabulary == Changes(added=("牛皮癣",))
    assert found.wording == Changes(added=("thanks",), changed=("help",))
    assert found.phrases == Changes(added=("thanks",))
    assert found.calibration


def test_fixed_replies_are_called_by_what_is_said() -> None:
    before = corpus(RIVER, keywords=(Keyword(("办证", "证"), "好"), Keyword(("投诉",), "好")))
    after = corpus(RIVER, keywords=(Keyword(("办证", "证"), "不好"), Keyword(("入党",), "好")))
    assert difference(before, after).keywords == Changes(("入党",), ("投诉",), ("办证、证",))


def test_what_units_should_be_asked_for_is_compared_by_unit_and_question() -> None:
    lamp, cover = Wanted("市城管局", ("路灯坏了", "灯不亮")), Wanted("市城管局", ("井盖丢了",))
    before = corpus(RIVER, wanted=(lamp, cover))
    after = corpus(RIVER, wanted=(Wanted(lamp.unit, lamp.says[:1]), Wanted("市水务局", ("停水了",))))
    assert difference(before, after).wanted == Changes(
        ("市水务局：停水了",), ("市城管局：井盖丢了",), ("市城管局：路灯坏了",)
    )

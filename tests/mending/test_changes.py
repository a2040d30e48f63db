from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from bot.corpus.folder import KnowledgeFolder
from bot.corpus.revision import Revision
from bot.mending.changes import change, hold, is_met
from bot.model import Attach, Expected, Fixed, NeedsSpeech, Nickname, Outside, Word
from tests.builders import KNOWLEDGE

if TYPE_CHECKING:
    from pathlib import Path

    from bot.model import Corpus, Mend

FIRE = "fangzhiban-20240111#p1"
LAMP = ("路灯坏了找谁修", "路灯坏了")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(KNOWLEDGE, tmp_path / "k")
    return tmp_path / "k"


def revision(folder: Path) -> Revision:
    knowledge = KnowledgeFolder(folder)
    return Revision(knowledge.folder, knowledge.load())


def mended(folder: Path, mend: Mend, *wordings: str) -> Corpus:
    changed = revision(folder)
    assert change(mend, changed, wordings or LAMP) is None
    changed.write()
    return KnowledgeFolder(folder).load()


def test_what_was_asked_is_written_to_the_practice_that_answers_it_once(folder: Path) -> None:
    mended(folder, Attach(FIRE), *LAMP)
    passage = mended(folder, Attach(FIRE), LAMP[1], "路灯谁修").passage(FIRE)
    assert passage
    assert passage.heard == (*LAMP, "路灯谁修")


def test_what_an_editor_ruled_out_is_ruled_out_no_more(folder: Path) -> None:
    before = KnowledgeFolder(folder).load().passage(FIRE)
    assert before
    ruled_out = before.not_asked_as[0]
    after = mended(folder, Attach(FIRE), ruled_out).passage(FIRE)
    assert after
    assert after.not_asked_as == before.not_asked_as[1:]
    assert after.heard == (ruled_out,)


def test_the_speakers_words_stay_as_they_are(folder: Path) -> None:
    path = folder / "speeches" / "fangzhiban-20240111.md"
    before = path.read_text("utf-8")
    mended(folder, Attach(FIRE))
    after = path.read_text("utf-8")
    assert after.replace("heard:\n  p1:\n  - 路灯坏了找谁修\n  - 路灯坏了\n", "") == before


def test_a_residents_word_joins_those_that_mean_the_same(folder: Path) -> None:
    mended(folder, Word("灯柱", ("停车位",)), "灯柱边能停车吗")
    found = mended(folder, Word("车窝", ("停车位",)), "车窝没有了")
    assert [one.says for one in found.synonyms if one.means == ("停车位",)] == [("灯柱", "车窝")]


def test_a_nickname_is_added_to_its_unit(folder: Path) -> None:
    found = mended(folder, Nickname("方志办", "写史的"), "写史的做了什么")
    assert "写史的" in next(unit for unit in found.units if unit.name == "市方志办").nicknames


def test_a_fixed_reply_takes_up_more_wordings(folder: Path) -> None:
    mended(folder, Fixed("请打 12345。"), *LAMP)
    found = mended(folder, Outside("请打 12345。"), "井盖丢了")
    assert [(one.says, one.text) for one in found.keywords] == [((*LAMP, "井盖丢了"), "请打 12345。")]


def test_what_needs_a_speech_is_listed_by_unit(folder: Path) -> None:
    mended(folder, NeedsSpeech("市城管局"), LAMP[0])
    mended(folder, NeedsSpeech("市城管局"), *LAMP)
    found = mended(folder, NeedsSpeech("方志办"), "族谱怎么修")
    assert [(row.unit, row.says) for row in found.wanted] == [
        ("市城管局", LAMP),
        ("市方志办", ("族谱怎么修",)),
    ]


@pytest.mark.parametrize(
    ("mend", "reason"),
    [
        (Attach("fangzhiban-20240111#p9"), "没有 fangzhiban-20240111#p9"),
        (Attach("nothing"), "没有 nothing 这一段"),
        (Word("井盖", ("停车位",)), "没有“井盖”"),
        (Word("路灯", ("月亮",)), "哪篇稿子里都没有"),
        (Nickname("市月亮局", "路灯"), "单位表里没有“市月亮局”"),
        (Nickname("市方志办", "修史的"), "没有“修史的”"),
        (Fixed(""), "要么写 text"),
    ],
)
def test_what_cannot_be_done_is_said(folder: Path, mend: Mend, reason: str) -> None:
    assert reason in (change(mend, revision(folder), LAMP) or "")


def test_only_what_is_attached_must_answer_itself() -> None:
    assert is_met(Attach(FIRE), FIRE)
    assert not is_met(Attach(FIRE), None)
    assert is_met(Word("路灯", ("灯",)), None)


def checks(folder: Path) -> list[dict[str, object]]:
    lines = (folder / "questions" / "check.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def test_each_mend_is_held_by_a_question_and_a_later_one_takes_its_place(folder: Path) -> None:
    before = checks(folder)
    answer = Expected("市方志办", 1)
    held = revision(folder)
    assert hold(NeedsSpeech("市城管局"), held, LAMP[0], answer) is None
    held.write()
    assert checks(folder)[len(before) :] == [{"kind": "wanted", "q": LAMP[0], "expect": []}]
    held = revision(folder)
    assert hold(Attach(FIRE), held, LAMP[0], answer) is None
    held.write()
    expected = {"kind": "heard", "q": LAMP[0], "expect": [{"unit": "市方志办", "practice": 1}]}
    assert checks(folder) == [*before, expected]


def test_what_leads_to_no_answer_is_held_by_no_question(folder: Path) -> None:
    held = revision(folder)
    assert hold(Word("路灯", ("停车位",)), held, LAMP[0], None) is None
    assert held.write() == ()

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from bot.corpus.folder import KnowledgeFolder
from bot.corpus.revision import Revision
from bot.errors import SourceError
from bot.model import Expected, Labelled, Synonym, Theme, Unit
from tests.builders import KNOWLEDGE, RIVER, WATER


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(KNOWLEDGE, tmp_path / "knowledge")
    return tmp_path / "knowledge"


def revision(root: Path) -> Revision:
    folder = KnowledgeFolder(root)
    return Revision(folder.folder, folder.load())


def content(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_what_was_not_changed_is_not_written(copy: Path) -> None:
    before = content(copy)
    assert revision(copy).write() == ()
    assert content(copy) == before


def test_everything_new_is_found_again_and_the_knowledge_stays_sound(copy: Path) -> None:
    before, change = KnowledgeFolder(copy).load(), revision(copy)
    theme, synonym = Theme("shui", "治水", "河水变清"), Synonym(("臭水沟",), ("河道淤泥",), "口语")
    question = Labelled("x", "河怎么清的", (Expected(WATER.name, 1),))
    assert [
        change.put_unit(None, WATER),
        change.put_theme(None, theme),
        change.put_speech(RIVER),
        change.put_question(None, None, question),
    ] == [None] * 4
    change.put_synonym(None, synonym)
    assert set(change.write()) == {
        "units.toml",
        "themes.toml",
        "vocabulary.toml",
        f"speeches/{RIVER.slug}.md",
        "questions/check.jsonl",
    }
    after = KnowledgeFolder(copy).load()
    assert after.speech(RIVER.slug) == RIVER
    assert (after.units, after.themes) == ((*before.units, WATER), (*before.themes, theme))
    assert after.synonyms == (*before.synonyms, synonym)
    assert revision(copy).questions["questions/check.jsonl"][-1] == question


def test_a_changed_question_keeps_its_line_and_what_else_stood_there(copy: Path) -> None:
    path = copy / "questions" / "check.jsonl"
    path.write_text('{"q": "一", "kind": "a", "by": "张"}\n\n{"q": "二"}\n', "utf-8")
    change = revision(copy)
    old = change.questions["questions/check.jsonl"][0]
    change.put_question("questions/check.jsonl", old, replace(old, kind="b"))
    change.write()
    assert path.read_text("utf-8") == '{"q": "一", "kind": "b", "by": "张", "expect": []}\n\n{"q": "二"}\n'


@pytest.mark.parametrize(
    ("unit", "reason"),
    [
        (Unit("x", "新单位", ("防 排处",)), "已经是“市防洪排涝工程管理处”的名字"),
        (Unit("x", "新单位", ("新单位",)), "写了两次"),
        (Unit("X Y", "新单位"), "不合规"),
        (Unit("fangzhiban", "新单位"), "已经是“市方志办”的"),
    ],
)
def test_a_unit_that_would_be_a_fault_is_refused(copy: Path, unit: Unit, reason: str) -> None:
    assert reason in (revision(copy).put_unit(None, unit) or "")


def test_a_theme_or_a_word_that_would_be_a_fault_is_refused(copy: Path) -> None:
    change = revision(copy)
    name, themes, words = change.themes[0].name, len(change.themes), len(change.synonyms)
    assert f"“{name}”已经是" in (change.put_theme(None, Theme("x", name, "又一个")) or "")
    assert "哪篇稿子里都没有" in (change.put_synonym(None, Synonym(("飞毯",), ("魔毯",), "童话")) or "")
    assert (len(change.themes), len(change.synonyms)) == (themes, words)


def test_an_entry_that_is_refused_leaves_what_it_was_to_replace_its_name(copy: Path) -> None:
    change = revision(copy)
    old, other = change.units[0], change.units[1]
    assert change.put_unit(old, replace(old, aliases=(other.name,)))
    assert "已经是" in (change.put_unit(None, Unit("x", "新单位", (old.name,))) or "")


def test_a_name_that_a_unit_gave_up_is_free(copy: Path) -> None:
    change = revision(copy)
    old = change.units[2]
    assert change.put_unit(old, replace(old, aliases=())) is None
    assert change.put_unit(None, Unit("x", "新单位", ("防排处",))) is None
    change.write()
    assert KnowledgeFolder(copy).read().faults == ()


def test_a_speech_that_its_file_would_not_give_again_is_refused(copy: Path) -> None:
    change = revision(copy)
    change.put_unit(None, WATER)
    opening, practice, _ = RIVER.passages
    for bad, reason in (
        (replace(RIVER, slug="../x"), "不合规"),
        (replace(RIVER, passages=(replace(opening, text="有\x07声"),)), "控制字符"),
        (replace(RIVER, passages=(opening, replace(practice, themes=("没有的",)))), "没有“没有的”"),
        (replace(RIVER, passages=(opening, replace(practice, heading=""))), "小标题"),
        (replace(RIVER, passages=(practice, opening)), "不一样"),
    ):
        assert reason in (change.put_speech(bad) or "")
    assert change.put_speech(RIVER) is None


def test_a_file_that_stands_in_the_place_of_a_new_speech_is_not_overwritten(copy: Path) -> None:
    change = revision(copy)
    change.put_unit(None, WATER)
    (copy / "speeches" / f"{RIVER.slug}.md").write_text("别人刚写的", "utf-8")
    assert "已经有" in (change.put_speech(RIVER) or "")


def test_a_question_that_nothing_answers_is_refused(copy: Path) -> None:
    change = revision(copy)
    for expected in (Expected("市方志办", 9), Expected("没有的单位", None)):
        assert "没有“" in (change.put_question(None, None, Labelled("", "问", (expected,))) or "")
    assert "没有 other.jsonl" in (change.put_question("other.jsonl", None, Labelled("", "问", ())) or "")


def test_where_one_file_cannot_be_written_none_is(copy: Path) -> None:
    change = revision(copy)
    change.put_synonym(None, Synonym(("甲",), ("挪车",), "丙"))
    change.put_unit(None, WATER)
    (copy / ".vocabulary.toml.new").mkdir()
    before = content(copy)
    with pytest.raises(SourceError, match="什么也没有写"):
        change.write()
    assert content(copy) == before


def test_a_unit_of_another_name_is_found_by_both_and_its_speeches_name_the_new_one(copy: Path) -> None:
    change = revision(copy)
    old = change.units[0]
    new = replace(old, name="市地方志编纂中心")
    assert change.put_unit(old, new) is None
    assert change.unit(old.name) == change.unit(new.name) == new
    assert change.renamed == {new.name: old.name}
    change.write()
    after = KnowledgeFolder(copy).load()
    assert [speech.slug for speech in after.speeches_of(new)] == ["fangzhiban-20240111"]
    assert revision(copy).unit_called("修志的") == new


def test_what_is_removed_is_gone_from_its_file_and_what_is_needed_stays(copy: Path) -> None:
    change, before = revision(copy), KnowledgeFolder(copy).load()
    speech = change.speeches["fangzhiban-20240111"]
    assert "还有它的讲稿" in (change.remove_unit(speech.unit) or "")
    assert "还用着" in (change.remove_theme(next(t for t in change.themes if t.name == "发动群众")) or "")
    assert "还要用它来回答" in (change.remove_speech(speech) or "")
    for file, questions in change.questions.items():
        for question in [q for q in questions if any(one.unit == speech.unit.name for one in q.expected)]:
            change.remove_question(file, question)
    assert change.remove_synonym(change.synonyms[0]) is None
    assert change.remove_speech(speech) is None
    assert change.remove_unit(speech.unit) is None
    change.write()
    after = KnowledgeFolder(copy).load()
    assert after.speech(speech.slug) is None
    assert (after.units, after.synonyms) == (before.units[1:], before.synonyms[1:])

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from bot.errors import KnowledgeError, ReleaseError
from bot.model.progress import unshown
from bot.results.publication import Changes

if TYPE_CHECKING:
    from pathlib import Path

    from bot.app.candidate import Candidate
    from bot.app.publishing import Publishing
    from bot.app.service import Service

SPEECH = "speeches/fangpaichu-20240111.md"
SOURCE = "sources/jiguangongwei-20240111.txt"


def say(folder: Path, words: str) -> None:
    (folder / "wording" / "thanks.txt").write_text(words, "utf-8")


def change(path: Path, old: str, new: str) -> None:
    content = path.read_text("utf-8")
    assert old in content
    path.write_text(content.replace(old, new), "utf-8")


def prepare(publishing: Publishing) -> Candidate:
    return publishing.prepare(unshown)


def publish(publishing: Publishing, why: str = "试") -> int:
    return publishing.publish(prepare(publishing), why).number


def damage(baigu: Service, number: int) -> None:
    with baigu.database.writing() as connection:
        connection.execute(
            text("UPDATE releases SET content = x'00' WHERE number = :number"), {"number": number}
        )


def thanks(baigu: Service) -> str:
    baigu.editions.look()
    return baigu.editions.current().corpus.wording["thanks"]


def test_the_first_release_is_compared_with_nothing(publishing: Publishing) -> None:
    candidate = prepare(publishing)
    assert (
        candidate.after,
        candidate.preview.current,
        candidate.preview.compared,
        candidate.preview.unread,
    ) == (0, None, None, None)
    assert candidate.preview.is_new
    assert not candidate.preview.is_doubtful
    assert candidate.preview.answers == ()
    assert candidate.preview.figures[-1].questions == 3
    release = publishing.publish(candidate, "第一版")
    assert (release.number, release.who, release.why, release.speeches) == (1, "小李", "第一版", 4)


def test_what_is_published_is_what_was_checked_though_the_folder_has_changed_since(
    publishing: Publishing, baigu: Service, folder: Path
) -> None:
    candidate = prepare(publishing)
    say(folder, "{{ 这样不行")
    publishing.publish(candidate, "试")
    assert thanks(baigu) != "{{ 这样不行"


def test_the_same_knowledge_again_is_nothing_new(publishing: Publishing) -> None:
    publish(publishing)
    candidate = prepare(publishing)
    assert (candidate.preview.is_new, candidate.preview.current) == (False, 1)


def test_what_changes_is_told_speeches_answers_and_questions(publishing: Publishing, folder: Path) -> None:
    publish(publishing)
    for name in (SPEECH, SOURCE):
        change(folder / name, "文明遛狗", "文明散步")
    with (folder / "questions" / "check.jsonl").open("a", encoding="utf-8") as file:
        file.write('\n{"kind": "topic", "q": "文明散步", "expect": [{"unit": "市防洪排涝工程管理处"}]}')
    candidate = prepare(publishing)
    slug = "fangpaichu-20240111"
    assert candidate.preview.difference.speeches == Changes(changed=(slug,))
    assert candidate.preview.difference.passages[slug]["p1"] == "text"
    assert candidate.preview.questions == Changes(added=("文明散步",))
    assert "文明散步" in {answer.question for answer in candidate.preview.answers}


def test_figures_that_get_worse_hold_it_back_and_a_reason_lets_it_through_and_is_kept(
    publishing: Publishing, baigu: Service, folder: Path
) -> None:
    publish(publishing)
    calibration = folder / "calibration.toml"
    calibration.write_text(re.sub(r"answer = \S+", "answer = 1.0", calibration.read_text("utf-8")), "utf-8")
    candidate = prepare(publishing)
    assert any("answered）从 1.0 变成 0.5" in sentence for sentence in candidate.preview.worse)
    with pytest.raises(ReleaseError, match=r'检查题的数字变差了.*--force "理由"'):
        publishing.publish(candidate, "试")
    assert len(baigu.releases.all()) == 1
    publishing.publish(candidate, "试", forced_because="这条本来就答错了")
    assert baigu.releases.all()[0].forced_because == "这条本来就答错了"


def test_a_question_put_only_now_that_was_always_answered_badly_holds_nothing_back(
    publishing: Publishing, folder: Path
) -> None:
    publish(publishing)
    with (folder / "questions" / "check.jsonl").open("a", encoding="utf-8") as file:
        file.write(
            '\n{"kind": "topic", "q": "火星上怎么停车", "expect": [{"unit": "市社科联", "practice": 1}]}'
        )
    assert prepare(publishing).preview.worse == ()


def test_a_question_that_is_taken_away_is_seen(publishing: Publishing, folder: Path) -> None:
    publish(publishing)
    (folder / "questions" / "check.jsonl").write_text('{"kind": "offtopic", "q": "今天星期几"}', "utf-8")
    assert prepare(publishing).preview.questions == Changes(removed=("文明遛狗", "联系车主挪车"))


def test_a_reason_that_nothing_asked_for_is_not_kept(publishing: Publishing, baigu: Service) -> None:
    publishing.publish(prepare(publishing), "试", forced_because="万一")
    assert baigu.releases.all()[0].forced_because is None


def test_faults_that_would_do_harm_cannot_be_published_at_all(publishing: Publishing, folder: Path) -> None:
    change(folder / SPEECH, "{#p2}", "{#p1}")
    with pytest.raises(KnowledgeError, match=rf"{SPEECH}:\d+: .*用 baigu check 看全部"):
        prepare(publishing)


def test_faults_that_leave_every_answer_right_want_a_reason(publishing: Publishing, folder: Path) -> None:
    change(folder / "vocabulary.toml", 'means = ["规划停车位"]', 'means = ["魔毯"]')
    candidate = prepare(publishing)
    with pytest.raises(ReleaseError, match=r"没有发布：有 \d 处要改"):
        publishing.publish(candidate, "试")
    assert publishing.publish(candidate, "试", forced_because="先用着").number == 1


def test_a_file_that_cannot_be_opened_is_told(publishing: Publishing, folder: Path) -> None:
    (folder / "wording" / "thanks.txt").unlink()
    (folder / "wording" / "thanks.txt").mkdir()
    with pytest.raises(KnowledgeError, match=r"wording/thanks\.txt:1: 打不开"):
        prepare(publishing)


def test_a_folder_that_is_not_there_is_told(tmp_path: Path, publishing: Publishing, folder: Path) -> None:
    folder.rename(tmp_path / "elsewhere")
    with pytest.raises(KnowledgeError, match="没有这个知识文件夹"):
        prepare(publishing)


def test_who_compared_with_what_is_no_longer_current_must_look_again(
    publishing: Publishing, folder: Path
) -> None:
    candidate = prepare(publishing)
    say(folder, "不谢")
    publish(publishing)
    with pytest.raises(ReleaseError, match="刚才有人换了版本"):
        publishing.publish(candidate, "试")


def test_with_a_damaged_release_it_is_compared_with_the_one_before_and_can_be_published_as_it_is(
    publishing: Publishing, baigu: Service, folder: Path
) -> None:
    publish(publishing)
    say(folder, "不谢")
    publish(publishing)
    damage(baigu, 2)
    candidate = prepare(publishing)
    assert (candidate.preview.current, candidate.preview.compared, candidate.preview.is_new) == (2, 1, True)
    assert "第 2 版坏了" in (candidate.preview.unread or "")
    assert publishing.publish(candidate, "修好").number == 3
    damage(baigu, 1)
    damage(baigu, 3)
    candidate = prepare(publishing)
    assert (candidate.preview.current, candidate.preview.compared, candidate.preview.is_new) == (
        3,
        None,
        True,
    )


def test_going_back_leads_to_the_release_before_again_and_again(
    publishing: Publishing, baigu: Service, folder: Path
) -> None:
    for number in (1, 2, 3):
        say(folder, f"不谢 {number}")
        assert publish(publishing) == number
    for number in (2, 1):
        assert publishing.before() == number
        publishing.roll_back(number, "答错了")
        assert thanks(baigu) == f"不谢 {number}"
    with pytest.raises(ReleaseError, match="前面没有可以退回的版本"):
        publishing.before()
    publishing.roll_back(3, "又想用了")
    assert publishing.before() == 2
    say(folder, "不谢 4")
    assert publish(publishing) == 4
    assert publishing.before() == 3


def test_going_back_to_what_is_current_not_there_or_damaged_is_refused(
    publishing: Publishing, baigu: Service, folder: Path
) -> None:
    with pytest.raises(ReleaseError, match="前面没有可以退回的版本"):
        publishing.before()
    publish(publishing)
    say(folder, "不谢")
    publish(publishing)
    with pytest.raises(ReleaseError, match="现在用的就是第 2 版"):
        publishing.roll_back(2, "试")
    with pytest.raises(ReleaseError, match="没有第 9 版"):
        publishing.roll_back(9, "试")
    damage(baigu, 1)
    with pytest.raises(ReleaseError, match="第 1 版坏了"):
        publishing.roll_back(1, "试")
    assert thanks(baigu) == "不谢"


def test_after_going_back_publishing_the_folder_again_is_something_new(
    publishing: Publishing, folder: Path
) -> None:
    publish(publishing)
    say(folder, "不谢")
    publish(publishing)
    publishing.roll_back(1, "答错了")
    candidate = prepare(publishing)
    assert (candidate.preview.current, candidate.preview.is_new) == (1, True)


def test_who_publishes_is_whoever_is_logged_in_unless_told(baigu: Service, publishing: Publishing) -> None:
    assert publishing.editor == "小李"
    baigu.settings = baigu.settings.model_copy(update={"editor": None})
    assert publishing.editor

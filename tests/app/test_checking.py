from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.app.checking import Checking

if TYPE_CHECKING:
    from pathlib import Path

    from bot.app.service import Service

SPEECH = "speeches/fangpaichu-20240111.md"


def faults(baigu: Service) -> list[str]:
    return [str(fault) for fault in Checking(baigu).check(baigu.knowledge).faults]


def change(path: Path, old: str, new: str) -> None:
    content = path.read_text("utf-8")
    assert old in content
    path.write_text(content.replace(old, new, 1), "utf-8")


def test_our_own_knowledge_has_no_fault(baigu: Service) -> None:
    assert faults(baigu) == []


def test_faults_of_every_kind_come_at_once_in_order(baigu: Service, folder: Path) -> None:
    change(folder / "vocabulary.toml", 'means = ["规划停车位"]', 'means = ["魔毯"]')
    change(folder / SPEECH, "文明遛狗", "文明养狗")
    (folder / "wording" / "thanks.txt").write_text("谢" * 700, "utf-8")
    (folder / "questions" / "check.jsonl").write_text(
        '{"q": "问", "expect": [{"unit": "市水务局"}]}\nx', "utf-8"
    )
    (folder / "menu.toml").write_text("[[button]\n", "utf-8")
    found = faults(baigu)
    assert list(dict.fromkeys(fault.partition(":")[0] for fault in found)) == [
        "menu.toml",
        "questions/check.jsonl",
        SPEECH,
        "vocabulary.toml",
        "wording/thanks.txt",
    ]
    assert found[1].startswith("questions/check.jsonl:1: 没有“市水务局”的稿子；")
    assert found[2].startswith("questions/check.jsonl:2: 不是 {")


def test_a_practice_that_no_speech_has_is_told_at_its_question(baigu: Service, folder: Path) -> None:
    line = '{"q": "问", "expect": [{"unit": "市方志办", "practice": 99}]}'
    (folder / "questions" / "check.jsonl").write_text(f"\n{line}", "utf-8")
    (fault,) = faults(baigu)
    assert fault == "questions/check.jsonl:2: “市方志办”没有第 99 条做法；改成稿子里有的第几条；或删掉这道题"


def test_a_speech_that_cannot_be_read_is_not_also_missed_everywhere_else(
    baigu: Service, folder: Path
) -> None:
    change(folder / SPEECH, "unit: 市防洪排涝工程管理处", "unit: 市没有这个局")
    (fault,) = faults(baigu)
    assert fault.startswith(f"{SPEECH}:3: units.toml 里没有“市没有这个局”")


@pytest.mark.parametrize("gone", ["units.toml", "themes.toml", "vocabulary.toml", "phrases.toml"])
def test_a_file_that_is_gone_is_a_fault_and_no_crash(baigu: Service, folder: Path, gone: str) -> None:
    (folder / gone).unlink()
    assert f"{gone}:1: 没有这个文件；照 knowledge/README.md 建一个" in faults(baigu)


def test_an_empty_folder_is_told_and_not_ransacked(baigu: Service, folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    assert 1 <= len(faults(baigu)) <= 6


def test_the_address_of_a_source_that_no_page_may_lead_to_is_a_fault(baigu: Service, folder: Path) -> None:
    change(folder / SPEECH, "\nsource:\n", "\nsource:\n  url: javascript:alert(1)\n")
    (fault,) = faults(baigu)
    assert "source 的 url 不是网址：javascript:alert(1)；" in fault


def test_what_was_checked_is_at_hand_for_whoever_asks_it_then(baigu: Service) -> None:
    checking = Checking(baigu)
    corpus = checking.check(baigu.knowledge).corpus
    checked = checking.edition_of(corpus)
    assert checked.corpus is corpus
    assert checking.edition_of(corpus) is checked
    assert checking.edition_of(corpus.without(["fangpaichu-20240111#p1"])) is not checked

from __future__ import annotations

import os
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from bot.corpus.archive import Archive, pack
from bot.corpus.folder import KnowledgeFolder
from bot.corpus.knowledge import Knowledge
from tests.builders import KNOWLEDGE

if TYPE_CHECKING:
    from pathlib import Path

    from bot.corpus.files import Files

SPEECH = "speeches/fangpaichu-20240111.md"


def faults(root: Path) -> list[str]:
    return [str(fault) for fault in KnowledgeFolder(root).read().faults]


def swap(path: Path, old: str, new: str) -> int:
    """Change a text; the number of its line."""
    before, _, _ = (content := path.read_text("utf-8")).partition(old)
    assert old in content
    path.write_text(content.replace(old, new, 1), "utf-8")
    return before.count("\n") + 1


def test_a_release_gives_the_corpus_that_the_folder_gives() -> None:
    folder = KnowledgeFolder(KNOWLEDGE)
    assert Knowledge(Archive(pack(folder.files))).load() == folder.load()


class Counting:
    """Files that tell how often each is read."""

    def __init__(self, files: Files) -> None:
        self._files, self.names = files, files.names
        self.reads = Counter[str]()

    def read(self, name: str) -> bytes:
        self.reads[name] += 1
        return self._files.read(name)


def test_whoever_answers_reads_each_speech_once_and_whoever_checks_once_more(copy: Path) -> None:
    swap(copy / SPEECH, "  p1: 去社区问垃圾遛狗，帮出主意\n", "")
    files = Counting(KnowledgeFolder(copy).files)
    reading = Knowledge(files).read()
    assert files.reads[SPEECH] == 1
    assert [task.path for task in reading.to_do] == [SPEECH]
    assert files.reads[SPEECH] == 2


def test_what_is_no_knowledge_is_not_packed(copy: Path) -> None:
    (copy / "drafts").mkdir()
    for name in ("drafts/a.md", "speeches/.a.md.swp", "speeches/.a.md", "units.toml.bak", "secret.env"):
        (copy / name).write_text("x", "utf-8")
    assert pack(KnowledgeFolder(copy).files) == pack(KnowledgeFolder(KNOWLEDGE).files)


def test_a_missing_anchor_is_told_with_its_line_and_the_mend(copy: Path) -> None:
    line = swap(copy / SPEECH, " {#p2}", "")
    told = faults(copy)
    assert f"{SPEECH}:{line}: 小标题要写成“## 小标题 {{#锚点}}”；补上小标题和锚点，如 {{#p1}}" in told
    assert any("里的锚点 p2 不在正文里；改成正文里有的锚点" in fault for fault in told)


def test_a_doubled_anchor_is_told_at_the_second(copy: Path) -> None:
    line = swap(copy / SPEECH, "{#p2}", "{#p1}")
    assert f"{SPEECH}:{line}: 锚点 p1 重复；换一个没有用过的" in faults(copy)


def test_an_unknown_unit_is_told_with_its_line_and_the_mend(copy: Path) -> None:
    line = swap(copy / SPEECH, "unit: 市防洪排涝工程管理处", "unit: 市没有这个局")
    assert f"{SPEECH}:{line}: units.toml 里没有“市没有这个局”；在 units.toml 里加上这个单位" in faults(copy)


def test_an_unknown_theme_is_told_with_its_line_and_the_mend(copy: Path) -> None:
    line = swap(copy / SPEECH, "p3: [防洪排涝, ", "p3: [防洪排劳, ")
    assert (
        f"{SPEECH}:{line}: themes.toml 里没有“防洪排劳”；在 themes.toml 里加上，或改成已有的主题"
        in faults(copy)
    )


def test_all_faults_come_at_once_in_the_order_of_files_and_lines(copy: Path) -> None:
    swap(copy / SPEECH, "{#p2}", "{#p1}")
    swap(copy / SPEECH, "unit: 市防洪排涝工程管理处", "unit: 市没有这个局")
    (copy / "vocabulary.toml").write_text("[[word]]\nsays = 3\n", "utf-8")
    (copy / "speeches" / "a.md").write_text("没有说明", "utf-8")
    found = KnowledgeFolder(copy).read().faults
    assert len(found) >= 4
    assert list(found) == sorted(found, key=lambda fault: (fault.path, fault.line))


@pytest.mark.parametrize(
    "name", ["sources/jiguangongwei-20240111.txt", "questions/check.jsonl", "units.toml"]
)
def test_a_file_that_cannot_be_opened_or_read_is_a_fault_wherever_it_stands(copy: Path, name: str) -> None:
    (copy / name).write_bytes("原文".encode("gbk"))
    assert f"{name}:1: 不是 UTF-8 编码；用记事本另存为 UTF-8" in faults(copy)
    (copy / name).unlink()
    (copy / name).mkdir()
    assert any(fault.startswith(f"{name}:1: 打不开（") for fault in faults(copy))


def test_a_file_whose_name_is_in_another_encoding_is_a_fault_and_no_crash(copy: Path) -> None:
    name = os.fsdecode("稿子.txt".encode("gbk"))
    try:
        (copy / "sources" / name).write_text("原文", "utf-8")
    except OSError:
        pytest.skip("this file system takes no such names")
    (fault,) = KnowledgeFolder(copy).read().faults
    assert fault.what == "文件名的编码不对"


def test_any_content_makes_another_version(copy: Path) -> None:
    versions = {KnowledgeFolder(copy).load().version}
    for name in ("sources/jiguangongwei-20240111.txt", "questions/check.jsonl", "wording/thanks.txt", SPEECH):
        with (copy / name).open("a", encoding="utf-8") as file:
            file.write("\n")
        versions.add(KnowledgeFolder(copy).read().corpus.version)
    assert len(versions) == 5

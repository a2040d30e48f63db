from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from bot.corpus.folder import KnowledgeFolder
from bot.corpus.speech_rendering import render_speech
from bot.corpus.verbatim import check_verbatim
from bot.model import Corpus, Passage, Role, Source, Speech
from tests.builders import KNOWLEDGE, WATER

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

SPEECH = "speeches/fangzhiban-20240111.md"
SOURCE = "sources/jiguangongwei-20240111.txt"


class Two:
    """A speech and its source."""

    def __init__(self, speech: str, source: str) -> None:
        self._files = {"speeches/a.md": speech.encode(), "sources/a.txt": source.encode()}

    def names(self) -> Sequence[str]:
        return sorted(self._files)

    def read(self, name: str) -> bytes:
        return self._files[name]


def faults(root: Path) -> list[str]:
    folder = KnowledgeFolder(root)
    return [str(fault) for fault in check_verbatim(folder.read().corpus, folder.files)]


def swap(path: Path, old: str, new: str) -> None:
    content = path.read_text("utf-8")
    assert old in content
    path.write_text(content.replace(old, new), "utf-8")


def test_our_own_speeches_stand_in_the_page_they_were_taken_from() -> None:
    assert faults(KNOWLEDGE) == []


def test_a_word_that_is_not_the_sources_is_told_with_its_line_and_both_words(copy: Path) -> None:
    swap(copy / SPEECH, "积极帮忙联系车主挪车", "积极帮忙联系车主移车")
    lines = (copy / SPEECH).read_text("utf-8").split("\n")
    line = next(number for number, text in enumerate(lines, 1) if "联系车主移车" in text)
    (fault,) = faults(copy)
    assert fault.startswith(f"{SPEECH}:{line}: “……")
    assert "后面是“移车" in fault
    assert "原文是“挪车" in fault
    assert "照原文改回来" in fault


def test_a_passage_that_is_somebody_elses_is_told_whole(copy: Path) -> None:
    with (copy / SPEECH).open("a", encoding="utf-8") as file:
        file.write("\n## 编的 {#p9}\n\n我们还发明了一种会飞的扫帚。\n")
    (fault,) = faults(copy)
    assert "“我们还发明了一种会飞的扫帚。……”不在 sources 的原文里" in fault


def test_space_and_line_breaks_are_nobodys_words(copy: Path) -> None:
    swap(copy / SOURCE, "一是", "\n\u3000\u3000一\u200b 是")
    assert faults(copy) == []


def test_a_source_that_was_forgotten_is_told_at_each_speech_with_where_it_may_be(copy: Path) -> None:
    (copy / SOURCE).unlink()
    told = faults(copy)
    assert len(told) == 4
    line = (copy / SPEECH).read_text("utf-8").split("\n").index("  file: jiguangongwei-20240111.txt") + 1
    assert f"{SPEECH}:{line}: 没有 {SOURCE}；导入的稿子，把 drafts/{SOURCE} 也移过来" in "\n".join(told)


def test_a_source_outside_the_folder_is_not_read(copy: Path) -> None:
    swap(copy / SPEECH, "file: jiguangongwei-20240111.txt", "file: ../../secret.txt")
    assert any("没有 sources/../../secret.txt" in fault for fault in faults(copy))


@given(st.text("一二三。# \\\n", min_size=1, max_size=60), st.text("四五六\n", max_size=20), st.data())
def test_a_passage_is_found_whatever_stands_around_it_and_not_once_a_word_is_another(
    words: str, around: str, data: st.DataObject
) -> None:
    words = words.strip()
    if not words:
        return
    passages = (Passage("a", "opening", "题目", words, Role.OPENING),)
    speech = Speech("a", "题目", WATER, None, None, Source("页面", file="a.txt"), passages)
    corpus, written = Corpus((speech,)), render_speech(speech)
    assert list(check_verbatim(corpus, Two(written, f"{around}{words}{around}"))) == []
    place = data.draw(st.integers(0, len(words) - 1))
    if not words[place].isspace():
        other = f"{words[:place]}零{words[place + 1 :]}"
        (fault,) = check_verbatim(corpus, Two(written, f"{around}{other}{around}"))
        assert 1 <= fault.line <= len(written.split("\n"))

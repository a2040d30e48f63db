from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.corpus.speech_edit import with_changes
from bot.corpus.speech_file import SpeechFile
from bot.model import Speech
from tests.builders import WATER

CONTENT = """---
# 李清讲的
title: "水清岸绿"   # 原来的题目
unit: 市水务局
speaker: 李清
questions:
  # 2024 年收集的
  p1:
  - 河怎么清的
  - '水呢: 清不清'

# 下面不要动
source:
  title: 汇编
---

开场白。


## 清淤   {#p1}
一是清淤。
"""


def read(content: str) -> Speech:
    file = SpeechFile("speeches/a.md", content)
    speech = file.speech({WATER.name: WATER}, ())
    assert speech is not None, file.faults
    return speech


OLD = read(CONTENT)


def asking(*questions: str) -> Speech:
    opening, practice = OLD.passages
    return replace(OLD, passages=(opening, replace(practice, asked_as=questions)))


def test_nothing_changed_is_the_same_file() -> None:
    assert with_changes(CONTENT, OLD, OLD) == CONTENT


def test_another_question_changes_nothing_but_the_questions() -> None:
    after = with_changes(CONTENT, OLD, asking("河怎么清的", "谁清的"))
    assert read(after).passages[1].asked_as == ("河怎么清的", "谁清的")
    head, body = after.split("---\n")[1:]
    assert body == CONTENT.split("---\n")[2]
    assert all(
        line in head
        for line in ("# 李清讲的", '"水清岸绿"   # 原来的题目', "# 2024 年收集的", "# 下面不要动")
    )
    assert head.index("# 下面不要动") < head.index("source:")


def test_what_is_no_longer_there_goes_and_what_is_new_comes() -> None:
    after = read(with_changes(CONTENT, OLD, replace(asking(), speaker=None, title="新题")))
    assert (after.speaker, after.title, after.passages[1].asked_as) == (None, "新题", ())


def test_another_text_leaves_the_head_as_it_was() -> None:
    opening, practice = OLD.passages
    new = replace(OLD, passages=(opening, replace(practice, text="一是种树。\n# 树")))
    after = with_changes(CONTENT.replace("\n", "\r\n"), OLD, new)
    assert after.split("---\n")[1] == CONTENT.split("---\n")[1]
    assert read(after) == new


@given(st.lists(st.text("问 :'\"-#\n\t[]{}a1", min_size=1), max_size=3))
def test_the_file_gives_the_new_speech(questions: list[str]) -> None:
    assert read(with_changes(CONTENT, OLD, asking(*questions))) == asking(*questions)

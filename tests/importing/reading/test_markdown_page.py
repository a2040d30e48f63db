from __future__ import annotations

from bot.importing.reading.markdown_page import read_markdown
from bot.importing.reading.page import Line

STRANGER = """\
---
layout: post
date: 2024-03-05
---
# 学雷锋，**供电人**在行动

第一行
第二行

## 1. 进小区

1. 免费更换`插座`
2. 送[热水](http://a.cn)

- 圆点

> 引文
"""

OURS = """\
---
title: 创建文明城
unit: 市方志办
speaker: 黄志坚
date: 2024-01-11
source:
  title: 坚持党建引领
  publisher: 市委市直机关工委
---

我们这样做。

## 下沉社区 {#p1}

一是下沉社区。
"""


def test_a_strangers_document_is_read_without_its_marks() -> None:
    page = read_markdown(STRANGER.encode())
    assert page.said == {"date": "2024-03-05"}
    assert [(line.text, line.level) for line in page.lines] == [
        ("学雷锋，供电人在行动", 1),
        ("第一行", 0),
        ("第二行", 0),
        ("1. 进小区", 2),
        ("1. 免费更换插座", 0),
        ("2. 送热水", 0),
        ("圆点", 0),
        ("引文", 0),
    ]


def test_the_headings_of_our_own_files_are_not_the_speakers_words() -> None:
    page = read_markdown(OURS.encode())
    assert page.titles == ("坚持党建引领",)
    assert page.said == {
        "unit": "市方志办",
        "speaker": "黄志坚",
        "date": "2024-01-11",
        "publisher": "市委市直机关工委",
    }
    assert page.lines == (Line("我们这样做。"), Line("一是下沉社区。", item="own"))


def test_front_matter_that_is_none_is_ignored() -> None:
    assert read_markdown("---\n: : [\n---\n正文。".encode()).lines[-1].text == "正文。"


def test_what_is_set_bold_at_the_beginning_of_a_line_is_remembered() -> None:
    lines = read_markdown("**请进来**。列单子。\n\n平的**粗**\n\n1. **全粗**".encode()).lines
    assert [(line.text, line.bold) for line in lines] == [
        ("请进来。列单子。", 3),
        ("平的粗", 0),
        ("1. 全粗", 5),
    ]


def test_bold_that_no_space_follows_is_bold() -> None:
    (line,) = read_markdown("1. **三套表格合成一套。**共有字段只填一次。".encode()).lines
    assert line.text == "1. 三套表格合成一套。共有字段只填一次。"
    assert line.bold == len("1. 三套表格合成一套")

from __future__ import annotations

from bot.importing.reading.rows import Row, paragraphs

TEXT = [Row("这是一行一直写到纸边上去的正文，还没有写完，接着写在", 10), Row("下一行。", 10)] * 3


def texts(*rows: Row) -> list[tuple[str, int]]:
    return [(line.text, line.level) for line in paragraphs(rows)]


def test_a_title_over_several_rows_is_one_line_set_as_the_title() -> None:
    title = [Row("学院第一党支部联合社区到江边老码头开展", 20), Row("主题党日活动", 20)]
    assert texts(*title, *TEXT)[0] == ("学院第一党支部联合社区到江边老码头开展主题党日活动", 1)


def test_what_is_larger_than_the_text_and_smaller_than_the_title_is_a_heading_below_it() -> None:
    found = texts(Row("标题", 20), Row("小标题", 14), *TEXT)
    assert found[:2] == [("标题", 1), ("小标题", 2)]


def test_rows_of_another_size_are_no_part_of_a_paragraph() -> None:
    assert texts(TEXT[0], Row("脚注", 7), *TEXT)[:2] == [(TEXT[0].text, 0), ("脚注", 0)]


def test_a_large_row_as_long_as_a_paragraph_is_no_heading() -> None:
    assert texts(Row("长" * 61, 20), *TEXT)[0][1] == 0


def test_bold_runs_on_over_the_edge_of_the_page() -> None:
    lines = list(paragraphs([Row("粗" * 20, 10, 20), Row("粗的。平的。", 10, 3)]))
    assert [(line.text, line.bold) for line in lines] == [("粗" * 21 + "的。平的。", 23)]


def test_no_rows_are_no_lines() -> None:
    assert texts() == []

from __future__ import annotations

import pytest

from bot.importing.finding.contents import parted
from bot.importing.finding.people import Byline
from bot.importing.finding.section import Section
from bot.importing.reading.page import Line

HEAD = ["榕溪市校园安全经验材料汇编"]
BODY = [
    "把斑马线画到心上",
    "榕溪市第三小学",
    "三个年级错时放学。",
    "食堂里的透明窗",
    "白鹭中学",
    "三面换成玻璃。",
]


def lines(*texts: str) -> list[Line]:
    return [Line(text) for text in texts]


@pytest.mark.parametrize(
    "entries",
    [
        ["1.把斑马线画到心上……………………（1）", "2.食堂里的透明窗……………………（4）", "3.附录………（9）"],
        ["把斑马线画到心上\t1", "食堂里的透明窗\t4", "附录\t9"],
        [
            "把斑马线画到心上（榕溪市第三小学） ······ 1",
            "食堂里的透明窗（白鹭中学） ······ 4",
            "附录 ······ 9",
        ],
        ["把斑马线画到心上", "榕溪市第三小学 ……… 1", "食堂里的透明窗", "白鹭中学 ……… 4"],
    ],
)
def test_what_a_table_of_contents_lists_is_known_where_it_stands_again(entries: list[str]) -> None:
    kept, contents = parted(lines(*HEAD, "目　录", *entries, *BODY))
    assert [line.text for line in kept] == [*HEAD, *BODY]
    assert [line.text for line in contents.lines] == entries
    assert all(map(contents.lists, (BODY[0], BODY[3])))
    assert not contents.lists("三个年级错时放学。")


def test_lines_without_pages_that_do_not_come_again_are_no_table_of_contents() -> None:
    page = lines("目录", "首页", "政务公开", "办事服务", *BODY)
    assert parted(page)[0] == page
    assert parted(lines(*BODY))[0] == lines(*BODY)


def test_speeches_are_all_that_is_listed_where_nothing_of_it_is_left_over() -> None:
    entries = ["把斑马线画到心上…………1", "食堂里的透明窗…………4", "宿舍长每晚查四件事…………6"]
    _, contents = parted(lines("目录", *entries, *BODY, "宿舍长每晚查四件事", "榕溪职业学校", "查插座。"))
    titles = ("把斑马线画到心上", "食堂里的透明窗", "宿舍长每晚查四件事")
    sections = [Section(0, 1, 0, title, Byline("某校")) for title in titles]
    assert contents.are_all(sections)
    assert not contents.are_all(sections[:2])

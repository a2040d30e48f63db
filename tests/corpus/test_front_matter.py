from __future__ import annotations

import pytest

from bot.corpus.front_matter import FrontMatter


def read(head: str) -> FrontMatter:
    return FrontMatter("speeches/a.md", f"---\n{head}\n---\n\n正文".split("\n"))


def told(head: str) -> list[str]:
    return [str(fault) for fault in read(head).faults]


def test_values_are_read_with_the_lines_of_their_names() -> None:
    front = read("title: 题目\nthemes:\n  p1: [甲]\n  p2: [乙]")
    assert front.values == {"title": "题目", "themes": {"p1": ["甲"], "p2": ["乙"]}}
    assert (front.line_of("title"), front.line_of("themes"), front.line_below("themes", "乙")) == (2, 3, 5)
    assert front.body_starts == 6


@pytest.mark.parametrize(
    ("head", "fault"),
    [
        ("title: 题目\nunit: 甲\ntitle: 又一个", "speeches/a.md:4: title 写了两次；合成一个"),
        ("themes:\n  p1: [甲]\n  p1: [乙]", "speeches/a.md:4: p1 写了两次"),
        ("title: 题目\nunit: 甲: 乙", "speeches/a.md:3: 这一行读不懂；冒号后面空一格"),
        ("title: [题目", "speeches/a.md:2: 这一行读不懂"),
        ("title: 题目\ndate: 2024-02-31", "speeches/a.md:3: 说明读不懂"),
        ("- 题目", "speeches/a.md:2: 说明不是“名称: 内容”的样子"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line_and_the_mend(head: str, fault: str) -> None:
    (only,) = told(head)
    assert only.startswith(fault)
    assert "；" in only
    assert read(head).values == {}


def test_a_file_without_a_head_says_how_it_looks() -> None:
    for lines in (["正文"], ["---", "title: 题目"], [""]):
        (fault,) = FrontMatter("speeches/a.md", lines).faults
        assert (fault.line, fault.what) == (1, "开头没有两行 --- 围起来的说明")


def test_a_head_nested_without_end_is_a_fault_and_no_crash() -> None:
    assert read("[" * 5000).faults

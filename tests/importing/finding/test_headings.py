from __future__ import annotations

import pytest

from bot.importing.finding.body import body_of
from bot.importing.finding.headings import Headings
from bot.importing.reading.page import Line

BELOW = "街道请供电所的师傅一条巷一条巷地查，坏了的灯贴红条，要换线的贴黄条，查了二十天。"


def found(*lines: Line | str) -> list[str]:
    body = body_of(line if isinstance(line, Line) else Line(line) for line in lines)
    headings = Headings().of(body, 0, len(body.paragraphs), set(), [])
    return [body.text[body.paragraphs[one.paragraph].start : one.end] for one in headings]


def bold(text: str, length: int | None = None) -> Line:
    return Line(text, bold=len(text) if length is None else length)


@pytest.mark.parametrize(
    ("heads", "expected"),
    [
        (["先把账算清楚", "再把钱凑起来", "让居民自己管"], ["先把账算清楚", "再把钱凑起来", "让居民自己管"]),
        (
            ["谁可以申请？", "到哪里申请？", "多久能批下来？"],
            ["谁可以申请？", "到哪里申请？", "多久能批下来？"],
        ),
        ([bold("先算账"[:3] + "再说"), bold("再凑钱不难")], ["先算账再说", "再凑钱不难"]),
    ],
)
def test_short_lines_that_run_parallel_above_prose_are_headings(
    heads: list[Line | str], expected: list[str]
) -> None:
    lines = [line for head in heads for line in (head, BELOW)]
    assert found(BELOW, *lines) == expected


def test_first_sentences_set_bold_are_headings() -> None:
    lines = [bold(f"{head}。{BELOW}", len(head)) for head in ("检修做在夏天", "看温不等电话", "收费账目公开")]
    assert found(BELOW, *lines) == ["检修做在夏天", "看温不等电话", "收费账目公开"]


@pytest.mark.parametrize("line", ["图为居民在桌边商量", "责任编辑：王小雨", "2023年4月2日", "尊敬的各位领导"])
def test_captions_credits_and_dates_are_none(line: str) -> None:
    assert found(BELOW, line, BELOW, line, BELOW) == []


def test_one_short_line_is_no_heading() -> None:
    assert found(BELOW, "先把账算清楚", BELOW) == []

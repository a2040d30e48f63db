from __future__ import annotations

from io import StringIO

import pytest
from rich.cells import cell_len
from rich.console import Console

from bot.results.quality import Evaluation, Failure, Figures
from bot.terminal.report import print_report

QUESTION = "我们小区的电动车到处乱停还有人从楼上拉线下来充电，想问问别的小区都是怎么处理这种事情的呀"
FIGURES = Figures("traditional", 1000, 0.972, 0.988, 0.979, 0.012, 0.945, 0.017, 0.437)
FAILURE = Failure("[long]", QUESTION, "suggested", 0.412, 2, "市方志办 1", "市防洪排涝工程管理处 2")
EVALUATION = Evaluation((FIGURES,), (FAILURE,), worse=("all：hit@1 0.99 → 0.97",))


def report(width: int, *, is_terminal: bool) -> list[str]:
    file = StringIO()
    print_report(Console(width=width, file=file, force_terminal=is_terminal, color_system=None), EVALUATION)
    return file.getvalue().splitlines()


@pytest.mark.parametrize("width", [60, 80])
def test_no_figure_is_cut_and_no_line_is_wider_than_the_terminal(width: int) -> None:
    lines = report(width, is_terminal=True)
    assert max(map(cell_len, lines)) <= width
    assert "…" not in "".join(lines)
    row = next(line for line in lines if line.startswith("traditional")).split()
    assert row == ["traditional", "1000", "0.972", "0.988", "0.979", "0.012", "0.945", "0.017", "0.437"]


@pytest.mark.parametrize(("width", "is_terminal"), [(60, True), (80, True), (80, False)])
def test_the_whole_question_is_there_and_what_came_of_it(width: int, *, is_terminal: bool) -> None:
    told = "".join(line.strip() for line in report(width, is_terminal=is_terminal))
    assert f"1. [[long]] {QUESTION}" in told
    assert "suggested，把握 0.412；排第一的：市方志办 1；应当是：市防洪排涝工程管理处 2" in told
    assert "变差了 all：hit@1 0.99 → 0.97" in told


def test_in_a_file_a_question_has_one_line_and_what_came_of_it_another() -> None:
    lines = report(80, is_terminal=False)
    at = next(number for number, line in enumerate(lines) if line.startswith("1. "))
    assert lines[at] == f"1. [[long]] {QUESTION}"
    assert lines[at + 1].startswith("   suggested")

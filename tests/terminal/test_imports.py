from __future__ import annotations

import io

from rich.console import Console

from bot.results.imports import DocumentImport
from bot.terminal.imports import print_summary

DOCUMENTS = [
    DocumentImport(drafts=2, guesses=3),
    DocumentImport(known=1, is_recognised=True),
    DocumentImport(fault="有密码"),
    DocumentImport(fault="有密码"),
    DocumentImport(fault="太大"),
]


def told(*, dry_run: bool = False) -> list[list[str]]:
    """The cells of each row."""
    shown = io.StringIO()
    print_summary(Console(file=shown, width=80), DOCUMENTS, dry_run=dry_run)
    rows = [line.replace("┃", "│").strip("│ ").split("│") for line in shown.getvalue().splitlines()]
    return [[cell.strip() for cell in row] for row in rows if "─" not in row[0] and "━" not in row[0]]


def test_what_was_read_drafted_guessed_and_wrong_is_counted() -> None:
    rows = dict(row for row in told() if len(row) == 2)
    assert rows["读了"] == "2 份，其中文字识别的 1 份"
    assert rows["写好的草稿"] == "2 篇"
    assert rows["已经有的，没有再写"] == "1 篇"
    assert rows["猜的，要核对"] == "3 处"
    assert rows["没有读成"] == "3 份"


def test_what_was_wrong_is_told_by_kind_the_most_frequent_first() -> None:
    assert told()[-2:] == [["有密码", "2 份"], ["太大", "1 份"]]


def test_a_dry_run_has_written_nothing() -> None:
    assert any(row[0] == "能写的草稿" for row in told(dry_run=True))

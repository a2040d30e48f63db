"""Help and errors are Chinese throughout, and set as Chinese is."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click
import polib
import pytest
from click.testing import CliRunner

from bot.cli import main
from bot.terminal.columns import columns

if TYPE_CHECKING:
    from collections.abc import Iterator

CATALOGUE = Path(__file__).parents[2] / "bot/cli/locale/zh_CN/LC_MESSAGES/messages.po"
ENGLISH = re.compile(
    r"Usage|Options|Commands|Show |exit\.|Error|TEXT|INTEGER|RANGE|FILE|OPTIONS|ARGS|default|required|%Y|match"
)


def every(command: click.Command, *names: str) -> Iterator[tuple[str, ...]]:
    yield names
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below
            yield from every(below, *names, name)


@pytest.mark.parametrize("names", list(every(main)), ids=" ".join)
def test_help_is_chinese_and_no_line_is_wider_than_the_terminal(names: tuple[str, ...]) -> None:
    shown = CliRunner().invoke(main, [*names, "--help"], terminal_width=60).output
    assert shown.startswith("用法：")
    assert ENGLISH.findall(shown) == []
    described = shown.partition("\n\n")[2]
    assert [line for line in described.splitlines() if columns(line) > 60] == []


def test_what_an_option_does_is_told_beside_it_and_goes_on_below_itself() -> None:
    lines = CliRunner().invoke(main, ["import", "--help"], terminal_width=60).output.splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("  --delete"))
    begins = columns(lines[at].partition("导出")[0])
    assert re.fullmatch(rf" {{{begins}}}\S.*", lines[at + 1])


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (["ask"], "用错了：没有写"),
        (["ask", "--jsn", "问"], "用错了：没有 --jsn 这个选项"),
        (["frage"], "用错了：没有 frage 这个命令"),
        (["serve", "--port", "x"], "写得不对：x 不是数"),
        (["serve", "--port", "0"], "写得不对：0 不在 1 到 65535 之内"),
        (["eval", "nirgends"], "没有文件 nirgends"),
        (["ask", "一", "二"], "多写了：二"),
        (["journal", "show", "--on", "昨天"], "昨天 不是日期，要写成 2026-11-23"),
        (["simulate", "--mode", "x", "u"], "x 不行，可以写"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_who_uses_it_wrongly_is_told_so_in_chinese(typed: list[str], told: str) -> None:
    done = CliRunner().invoke(main, typed)
    assert done.exit_code == 2
    assert told in done.output
    assert ENGLISH.findall(done.output) == []


def test_the_catalogue_is_written_from_its_source_and_translates_what_click_says() -> None:
    entries = polib.pofile(str(CATALOGUE))
    written = polib.mofile(str(CATALOGUE.with_suffix(".mo")))
    assert [(e.msgid, e.msgstr, e.msgstr_plural) for e in sorted(entries, key=lambda e: e.msgid)] == [
        (e.msgid, e.msgstr, e.msgstr_plural) for e in sorted(written, key=lambda e: e.msgid)
    ]
    source = "".join(path.read_text("utf-8") for path in Path(click.__file__).parent.glob("*.py"))
    said = {entry.msgid.replace("\n", "\\n").replace("\t", "\\t") for entry in entries}
    assert {msgid for msgid in said if msgid not in source} == set()

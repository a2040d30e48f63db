"""Help and errors in Chinese: what click says itself, and how its pages are set."""

from __future__ import annotations

import gettext
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.terminal.columns import columns, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterable

_WIDEST_TERM = 24
_PLACEHOLDERS = {
    "integer": "数",
    "integer range": "数",
    "float": "数",
    "float range": "数",
    "text": "文字",
    "datetime": "日期",
}
"""What stands for a value in help, by the names of click's types."""


def speak_chinese() -> None:
    """Let click read its words from our catalogue; it asks gettext, which goes by the environment."""
    gettext.bindtextdomain("messages", Path(__file__).with_name("locale"))
    os.environ["LANGUAGE"] = "zh_CN"


class Page(click.HelpFormatter):
    """A page of help; click counts characters where Chinese takes two columns, so that its lines run over."""

    def write_heading(self, heading: str) -> None:
        """The name of a section."""
        self.write(f"{'':>{self.current_indent}}{heading}：\n")

    def write_text(self, text: str) -> None:
        """Paragraphs, which blank lines part."""
        indent = " " * self.current_indent
        paragraphs = (wrapped(part, self.width - self.current_indent) for part in re.split(r"\n\s*\n", text))
        self.write("\n\n".join("\n".join(f"{indent}{line}" for line in lines) for lines in paragraphs) + "\n")

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = _WIDEST_TERM, col_spacing: int = 2
    ) -> None:
        """Terms and what they mean, beside each other; below a term that is too wide for that."""
        told = list(rows)
        widest = max((columns(term) for term, _ in told if columns(term) <= col_max), default=0)
        left = self.current_indent + widest + col_spacing
        for term, meaning in told:
            first = f"{'':>{self.current_indent}}{term}"
            lines = list(wrapped(meaning, max(self.width - left, 2)))
            if columns(term) > widest or not lines:
                self.write(f"{first}\n")
            else:
                self.write(f"{first}{'':>{left - columns(first)}}{lines.pop(0)}\n")
            self.write("".join(f"{'':>{left}}{line}\n" for line in lines))


class Context(click.Context):
    """What a command is called with; its help is set as Chinese is."""

    formatter_class = Page


def in_chinese(command: click.Command) -> click.Command:
    """The command, and those below it, with help in Chinese."""
    command.context_class = Context
    command.options_metavar = "[选项]"
    for parameter in command.params:
        parameter.metavar = parameter.metavar or _PLACEHOLDERS.get(parameter.type.name)
    if isinstance(command, click.Group):
        command.subcommand_metavar = "命令 [参数]…"
        for below in command.commands.values():
            in_chinese(below)
    return command

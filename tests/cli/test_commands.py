from __future__ import annotations

import gc
import re
import resource
import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from bot.cli import main

HEAVY = (
    "PIL",
    "docx",
    "openpyxl",
    "pypdfium2",
    "readability",
    "markdown_it",
    "bot.importing",
    "bot.exchange",
)


def cpu(*command: str) -> float:
    """Seconds of CPU that a Python process takes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *command], check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def test_help_costs_at_most_five_times_what_its_libraries_cost() -> None:
    libraries = min(cpu("-c", "import click, rich.console") for _ in range(3))
    assert min(cpu("-c", "from bot.cli import main; main(['--help'])") for _ in range(3)) <= 5 * libraries


@pytest.mark.parametrize("module", ["asking", "serving"])
def test_answering_loads_no_library_of_importing_tables_or_pictures(module: str) -> None:
    code = f"import sys, bot.cli.{module}, bot.cli.context; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    assert [name for name in HEAVY if name in loaded.split()] == []


def test_help_lists_every_command_with_the_beginning_of_its_own_help() -> None:
    listed = dict(
        re.findall(r"^  ([\w-]+) +(.+)$", CliRunner().invoke(main, ["--help"]).output, re.MULTILINE)
    )
    for name in main.list_commands(click.Context(main)):
        command = main.get_command(click.Context(main), name)
        assert command
        assert (command.help or "").startswith(listed[name].rstrip("。")), name


def test_garbage_is_looked_for_again_once_a_command_is_there() -> None:
    main.get_command(click.Context(main), "init")
    assert gc.isenabled()


def test_an_unknown_command_is_used_wrongly() -> None:
    done = CliRunner().invoke(main, ["frage"])
    assert done.exit_code == 2
    assert "frage" in done.output

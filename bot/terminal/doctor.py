"""What the doctor found, for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.console import Console

_MARKS = {"good": ("✓", "green"), "warning": ("!", "yellow"), "error": ("✗", "red")}


def print_diagnoses(console: Console, diagnoses: Sequence[Mapping[str, str]]) -> None:
    """A line each, and below what is not good its meaning and the step to take."""
    for diagnosis in diagnoses:
        mark, style = _MARKS[diagnosis["severity"]]
        console.print(Text.assemble((f"{mark} ", style), diagnosis["what"]))
        if diagnosis["meaning"]:
            console.print(Text(f"    {diagnosis['meaning']}", "dim"))
        if diagnosis["step"]:
            console.print(Text(f"    → {diagnosis['step']}"))
    errors = sum(diagnosis["severity"] == "error" for diagnosis in diagnoses)
    console.print(f"\n{errors} 处要改" if errors else "\n没有大毛病")

"""What the doctor found, for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from bot.results.diagnosis import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from bot.results.diagnosis import Diagnosis

_MARKS = {Severity.GOOD: ("✓", "green"), Severity.WARNING: ("!", "yellow"), Severity.ERROR: ("✗", "red")}


def print_diagnoses(console: Console, diagnoses: Sequence[Diagnosis]) -> None:
    """A line each, and below what is not good its meaning and the step to take."""
    for diagnosis in diagnoses:
        mark, style = _MARKS[diagnosis.severity]
        console.print(Text.assemble((f"{mark} ", style), diagnosis.what))
        if diagnosis.meaning:
            console.print(Text(f"    {diagnosis.meaning}", "dim"))
        if diagnosis.step:
            console.print(Text(f"    → {diagnosis.step}"))
    errors = sum(diagnosis.severity is Severity.ERROR for diagnosis in diagnoses)
    console.print(f"\n{errors} 处要改" if errors else "\n没有大毛病")

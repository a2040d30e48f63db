from __future__ import annotations

from typing import TYPE_CHECKING

from bot.results.diagnosis import Diagnosis, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable


def severities(diagnoses: Iterable[Diagnosis]) -> list[str]:
    return [diagnosis.severity.value for diagnosis in diagnoses]


def bad(diagnoses: Iterable[Diagnosis]) -> list[Diagnosis]:
    """What is not good; each says what it means and what to do."""
    found = [diagnosis for diagnosis in diagnoses if diagnosis.severity is not Severity.GOOD]
    assert all(diagnosis.meaning and diagnosis.step for diagnosis in found)
    return found

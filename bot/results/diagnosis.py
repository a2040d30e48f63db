"""What the doctor says of one thing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Severity(str, Enum):
    """How bad it is."""

    GOOD = "good"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True)
class Diagnosis:
    """One thing looked at.

    Attributes:
        what: the thing, and how it was found.
        meaning: what that means for the people who use the account; empty where it is good.
        step: what to do; empty where there is nothing to do.
    """

    severity: Severity
    what: str
    meaning: str = ""
    step: str = ""


def good(what: str) -> Diagnosis:
    """Nothing to do."""
    return Diagnosis(Severity.GOOD, what)


def warning(what: str, meaning: str, step: str) -> Diagnosis:
    """It works, and could be better."""
    return Diagnosis(Severity.WARNING, what, meaning, step)


def error(what: str, meaning: str, step: str) -> Diagnosis:
    """Something does not work."""
    return Diagnosis(Severity.ERROR, what, meaning, step)

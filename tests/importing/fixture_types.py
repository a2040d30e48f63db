"""The type of the fixture that reads a text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from bot.importing.finding.found import Findings


class Reading(Protocol):
    def __call__(self, text: str, kind: str = "text") -> Findings: ...

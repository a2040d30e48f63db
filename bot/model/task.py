"""Work that takes longer than a page may."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

WAITING, RUNNING, DONE, FAILED = "waiting", "running", "done", "failed"
"""What a task may be."""

TELLING = ("queue", "effect", "mend", "gained")
"""Kinds of tasks that tell what residents asked; where somebody is erased they are counted and tried anew."""


@dataclass(frozen=True)
class Task:
    """Something that a process beside the service does.

    Attributes:
        kind: prepare, import, ask, queue, effect, mend or gained, which tells what a comparison found besides.
        given: what is to be done, as JSON.
        at: when something was last heard of it, seconds since 1970.
        told: how far it is, what came of it, or why it failed.
    """

    number: int
    kind: str
    who: str
    given: Mapping[str, Any]
    at: float
    state: str
    told: str

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come of it."""
        return self.state in (DONE, FAILED)

"""What waits to be published, and who found it good."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Review:
    """A step that a candidate passed."""

    step: str
    at: float
    who: str
    note: str


@dataclass(frozen=True)
class Kept:
    """A candidate as it was compared.

    Attributes:
        after: number of the last switch then; after another one it can no longer be published.
        told: what publishing it would change: the fields of a preview, and `texts`.
    """

    number: int
    at: float
    who: str
    after: int
    told: Mapping[str, Any]
    passed: tuple[Review, ...] = ()

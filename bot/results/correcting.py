"""A correction as it is typed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class TypedCorrection:
    """What a person typed who corrects a slip.

    Attributes:
        was: the words as the speech has them.
        now: what is to be quoted.
    """

    was: str
    now: str
    why: str

"""What of the corpus a reply showed, for whoever wants to know what residents were told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Shown:
    """A passage that a reply quoted, or offered, as it stood in the release that answered.

    Attributes:
        passage: its id.
        parts: its words from beginning to end, stretch by stretch, and whether they were quoted.
        words: what leads to it in the reply; empty where it was quoted.
        since: what became of it in what answers now: `same`, `changed` or `gone`.
        path: of its place on the speech's page; empty where it is gone.
    """

    passage: str
    unit: str
    title: str
    heading: str
    parts: Sequence[tuple[str, bool]]
    words: str
    since: str
    path: str

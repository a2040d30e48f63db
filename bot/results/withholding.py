"""What of the corpus a reply showed, for whoever may take it back."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Shown:
    """A passage that a reply quoted, or offered.

    Attributes:
        passage: its id.
        excerpt: its beginning.
        words: what leads to it in the reply; empty where it was quoted.
    """

    passage: str
    unit: str
    heading: str
    excerpt: str
    words: str

"""What making a knowledge folder gave."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Begun:
    """A knowledge folder without a speech.

    Attributes:
        folder: its whole path.
        account: the account's name in it.
        files: their names.
    """

    folder: str
    account: str
    files: tuple[str, ...]

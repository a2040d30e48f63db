"""The menu of the account as it is edited."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class EditedButton:
    """A button; one without a name is not there.

    Attributes:
        does: the address that it opens, or else the words that it says; empty where it unfolds others.
    """

    name: str = ""
    does: str = ""
    below: Sequence[EditedButton] = ()


@dataclass(frozen=True)
class EditedMenu:
    """The menu.

    Attributes:
        version: the same as long as the file is; empty while there is none.
        most: buttons, and buttons below each.
    """

    version: str
    buttons: Sequence[EditedButton]
    most: tuple[int, int]

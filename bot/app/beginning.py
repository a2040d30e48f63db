"""Beginning a city's knowledge folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.corpus.new_folder import make_folder
from bot.model import City
from bot.results.beginning import Begun

if TYPE_CHECKING:
    from pathlib import Path


def begin(folder: Path, city: str, campaign: str, account: str | None) -> Begun:
    """Make a knowledge folder.

    Args:
        account: the account's name; that of the city where it is not given.

    Raises:
        SourceError: there is something in it already, or it cannot be written.
    """
    made = City(account=account or f"{city}问答", city=city, campaign=campaign)
    root = folder.resolve()
    return Begun(str(root), made.account, make_folder(root, made))

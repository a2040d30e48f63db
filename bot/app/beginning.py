"""Beginning: a city's knowledge folder, and the home of a package that was just installed."""

from __future__ import annotations

import shutil
import tempfile
from importlib.metadata import files
from pathlib import Path

from bot.causes import cause
from bot.corpus.new_folder import make_folder
from bot.errors import SettingsError
from bot.model import City
from bot.results.beginning import Begun


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


def furnish(home: Path) -> None:
    """Make a home with the sample knowledge that came with the package; whoever looks sees all of it or none.

    Raises:
        SettingsError: it cannot be written.
    """
    sample = next(file for file in files("baigu") or () if file.match("share/baigu/knowledge/city.toml"))
    try:
        home.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=home.parent, prefix=f".{home.name}-") as name:
            made = Path(name, "home")
            shutil.copytree(Path(str(sample.locate())).resolve().parent, made / "knowledge")
            made.rename(home)
    except OSError as error:
        raise SettingsError(
            f"摆古的家 {home} 建不了（{cause(error)}）；用 BAIGU_HOME 另指一个能写的文件夹"
        ) from error

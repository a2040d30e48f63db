"""A knowledge folder to begin with: texts and tables that fit any city, and no speech yet."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

import tomlkit

from bot.causes import cause
from bot.corpus.folder import Folder
from bot.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable
    from pathlib import Path

    from bot.model import City

_HEAD = """\
# 这座城市、这件事、这个公众号叫什么。回答和网页里的名字都从这里来，改名只改这里。
# nicknames 是大家对它们的别的叫法。问题里有这些名字，等于没说具体的事，找稿子时不看重。

"""
_FILLED_LATER = ("speeches", "sources")


def make_folder(root: Path, city: City) -> tuple[str, ...]:
    """Make the folder; the names of its files, sorted.

    Raises:
        SourceError: there is something in it already, or it cannot be written.
    """
    texts = {**dict(_texts(files(__package__).joinpath("starter"))), "city.toml": render_city(city)}
    try:
        root.mkdir(parents=True, exist_ok=True)
        if any(root.iterdir()):
            raise SourceError(f"{root} 里已经有东西，什么也没有写；换一个新的文件夹名")
        Folder(root).write_all(texts)
        for name in _FILLED_LATER:
            (root / name).mkdir()
    except OSError as error:
        raise SourceError(f"{root} 建不了（{cause(error)}）；换一个地方，或看文件夹的权限") from error
    return tuple(sorted(texts))


def render_city(city: City) -> str:
    """city.toml."""
    return _HEAD + tomlkit.dumps(
        {
            "account": city.account,
            "city": city.city,
            "campaign": city.campaign,
            "nicknames": list(city.nicknames),
        }
    )


def _texts(folder: Traversable, above: str = "") -> Iterator[tuple[str, str]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _texts(entry, f"{above}{entry.name}/")
        else:
            yield f"{above}{entry.name}", entry.read_text("utf-8")

"""Files that commands write for people: new ones, for what is there may be somebody's."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from bot.causes import cause
from bot.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def write_new(files: Mapping[Path, bytes], *, is_private: bool = False) -> None:
    """Write new files, and the folders that they stand in; none where one of them is there.

    Args:
        is_private: only their owner reads them.

    Raises:
        InputError: there is such a file, or one cannot be written; of that one nothing stays.
    """
    for path in files:
        if os.path.exists(path):  # noqa: PTH110 # which tells of what may not be looked at that it is not there
            raise InputError(f"{path} 已经有了，没有覆盖；换一个名字，或者先把它移走")
    for path, content in files.items():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            _write(path, content, 0o600 if is_private else 0o666)
        except OSError as error:
            raise InputError(
                f"{path} 写不了（{cause(error)}）；看文件夹的权限和磁盘，或换一个地方"
            ) from error


def _write(path: Path, content: bytes, mode: int) -> None:
    with open(
        path, "xb", opener=lambda name, flags: os.open(name, flags, mode)
    ) as file:  # Path.open takes no opener
        try:
            file.write(content)
            file.flush()
        except OSError:
            path.unlink()
            raise

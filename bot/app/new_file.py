"""Files that commands write for people: new ones, for what is there may be somebody's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path


def write_new(path: Path, content: bytes, *, is_private: bool = False) -> None:
    """Write a new file.

    Args:
        is_private: only its owner reads it.

    Raises:
        InputError: there is such a file, or it cannot be written.
    """
    try:
        with path.open("xb") as file:
            if is_private:
                path.chmod(0o600)
            file.write(content)
    except FileExistsError as error:
        raise InputError(f"{path} 已经有了，不覆盖；换一个名字") from error
    except OSError as error:
        raise InputError(f"{path} 写不了（{error.strerror}）；换一个地方") from error

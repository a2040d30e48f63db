"""The file `.env`, read strictly: a line that no program takes as it was meant would silently do nothing."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING

from dotenv.parser import parse_stream

from bot.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from dotenv.parser import Binding

PREFIX = "BAIGU_"


def names_in(env_file: Path) -> list[str]:
    """The names of ours in it, as they are written; none where there is no file.

    Raises:
        SettingsError: it cannot be read, is not UTF-8, or has lines that are no settings; each with its number.
    """
    bindings = list(parse_stream(StringIO(_text(env_file))))
    mistakes = [f"{env_file}:{_line(binding)}: {why}" for binding in bindings for why in _wrong(binding)]
    if mistakes:
        raise SettingsError("\n".join(mistakes), mistakes)
    return [str(binding.key) for binding in bindings if _is_ours(binding)]


def _text(env_file: Path) -> str:
    try:
        content = env_file.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return ""
    except OSError as error:
        raise SettingsError(f"{env_file} 读不了；让运行摆古的用户能读它") from error
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise SettingsError(f"{env_file}:{line}: 不是 UTF-8 编码；用记事本另存为 UTF-8") from error


def _wrong(binding: Binding) -> Iterator[str]:
    """Never what stands there: that may be a secret."""
    if binding.error:
        yield "这一行看不懂，多半是引号没有配对；写成 名字=值，值里有引号就整个用另一种引号括起来"
    elif _is_ours(binding) and binding.value is None:
        yield f"{binding.key} 后面没有等号；写成 {binding.key}=值，不用就删掉这一行"


def _line(binding: Binding) -> int:
    """Where it begins, past the empty lines that stand before it."""
    written = binding.original.string
    return binding.original.line + written[: len(written) - len(written.lstrip())].count("\n")


def _is_ours(binding: Binding) -> bool:
    return bool(binding.key) and str(binding.key).upper().startswith(PREFIX)

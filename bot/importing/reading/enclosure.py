"""What documents inside others are called, and which of them are to be read."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.errors import SourceError
from bot.importing.reading.formats import FORMATS, NAMES
from bot.importing.reading.kinds import kind_of
from bot.importing.reading.page import Enclosed

if TYPE_CHECKING:
    from collections.abc import Iterable

_LISTED = 5
_CONTROL = re.compile("[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
_LITTER = re.compile(
    r"(?:^|/)(?:__MACOSX/|~\$|\.(?!\.?/))|(?:^|/)(?:thumbs\.db|desktop\.ini)$", re.IGNORECASE
)


def plain(name: str) -> str:
    """A name on one line, without characters that turn or hide what follows."""
    return " ".join(_CONTROL.sub(" ", name).split())


def decoded(raw: bytes) -> str:
    """A name that does not say its encoding: UTF-8 where it is that, else GBK, as the Chinese Windows writes it."""
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeError:
            continue
    return raw.decode("gb18030", errors="replace")


def is_litter(name: str) -> bool:
    """Whether a file is what systems leave beside documents."""
    return _LITTER.search(name) is not None


def without_others(enclosed: Iterable[Enclosed]) -> tuple[Enclosed, ...]:
    """Those that can be read; the first of them has a note of those that cannot.

    Raises:
        SourceError: none can be read, though there are some.
    """
    documents, others = list[Enclosed](), list[str]()
    for one in enclosed:
        if one.fault or kind_of(one.content, one.name) in FORMATS:
            documents.append(one)
        else:
            others.append(one.name)
    if not others:
        return tuple(documents)
    if not documents:
        raise SourceError(
            f"里面没有能导入的文件（{_listed(others)}）；能导入的有 {' '.join(NAMES)}", "不认识"
        )
    note = f"和它一起的 {len(others)} 个文件不是文稿，没有导入：{_listed(others)}"
    return (replace(documents[0], note=note), *documents[1:])


def _listed(names: list[str]) -> str:
    return "、".join(names[:_LISTED]) + ("……" if names[_LISTED:] else "")

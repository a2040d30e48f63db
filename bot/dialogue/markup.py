"""The markup that a WeChat text may carry: links, and taps that send words for the person who taps.

Forms as phones render them: `<a href="https://…">label</a>` and
`<a href="weixin://bizmsgmenu?msgmenucontent=…&msgmenuid=…">label</a>`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Iterator

_TAP = "weixin://bizmsgmenu?msgmenucontent="
_UNSAFE = str.maketrans({char: f"%{ord(char):02X}" for char in "\"'<>&#%+ \n"})
_LABEL = str.maketrans("<>\n", "〈〉 ")
_ANCHOR = re.compile(r'<a href="([^"]*)">(.*?)</a>', re.DOTALL)


@dataclass(frozen=True)
class Piece:
    """A stretch of a text: plain, a link (`url`), or a tap (`says`)."""

    text: str
    url: str | None = None
    says: str | None = None


def tap(label: str, says: str, number: int) -> str:
    """A label that sends words when tapped; the number comes back as bizmsgmenuid."""
    return f'<a href="{_TAP}{says.translate(_UNSAFE)}&msgmenuid={number}">{plain(label)}</a>'


def link(label: str, url: str) -> str:
    """A label that opens a page of the web."""
    return f'<a href="{url}">{plain(label)}</a>'


def plain(text: str) -> str:
    """A text that somebody typed, in which nothing is markup any more."""
    return text.translate(_LABEL)


def pieces(text: str) -> Iterator[Piece]:
    """A text taken apart."""
    end = 0
    for found in _ANCHOR.finditer(text):
        if found.start() > end:
            yield Piece(text[end : found.start()])
        end = found.end()
        target, label = found.groups()
        if target.startswith(_TAP):
            yield Piece(label, says=unquote(target.removeprefix(_TAP).partition("&")[0]))
        else:
            yield Piece(label, url=target)
    if end < len(text):
        yield Piece(text[end:])

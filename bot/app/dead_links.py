"""Addresses in what was imported that nobody can open."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from bot.errors import SourceError
from bot.importing.reading.fetch import fetch

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_ADDRESS = re.compile(r"https?://[\w./?=&%#:~+@!$,;-]+[\w/]", re.ASCII)
_MOST = 10
_PATIENCE = 8.0


def dead_links(found: Mapping[str, Any]) -> list[str]:
    """Those among the first few addresses that do not open.

    Args:
        found: what was found on a page, as `baigu import --json` prints it.
    """
    texts = (one["text"] for speech in found["speeches"] for one in speech["practices"])
    addresses = dict.fromkeys(address for text in texts for address in _ADDRESS.findall(text))
    return [*_dead([*addresses][:_MOST])]


def _dead(addresses: list[str]) -> Iterator[str]:
    for address in addresses:
        try:
            fetch(address, seconds=_PATIENCE)
        except SourceError:
            yield address

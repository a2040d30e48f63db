"""Long lists, a page at a time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from flask import abort

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

T = TypeVar("T")
_NUMBER = re.compile(r"[1-9][0-9]{0,5}")


@dataclass(frozen=True)
class Paging(Generic[T]):
    """One page of a list.

    Attributes:
        number: from 1.
        pages: how many there are; 1 for an empty list.
        total: items in the whole list.
    """

    items: Sequence[T]
    number: int
    pages: int
    total: int

    @property
    def following(self) -> int | None:
        """The next page's number."""
        return self.number + 1 if self.number < self.pages else None

    @property
    def previous(self) -> int | None:
        """The previous page's number."""
        return self.number - 1 if self.number > 1 else None


def page_of(items: Sequence[T], arguments: Mapping[str, str], size: int) -> Paging[T]:
    """The page that an address names (`?page=2`); 404 where there is none."""
    asked = arguments.get("page", "1")
    number = int(asked) if _NUMBER.fullmatch(asked) else 0
    pages = max(-(-len(items) // size), 1)
    if not 1 <= number <= pages:
        abort(404)
    return Paging(items[(number - 1) * size : number * size], number, pages, len(items))

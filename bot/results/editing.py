"""The tables and texts of knowledge as they are edited one by one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Field:
    """A field of an entry.

    Attributes:
        kind: line, text or flag.
        hint: how it is written; empty where that goes without saying.
        used: what answers now has here, where that is another; None where it is the same, or has no such entry.
    """

    name: str
    title: str
    value: str
    kind: str
    hint: str
    is_needed: bool
    used: str | None = None


@dataclass(frozen=True)
class Row:
    """An entry.

    Attributes:
        mark: the same as long as its content is; empty of one that is not there yet.
        is_unpublished: whether what answers now has another, or none.
    """

    mark: str
    name: str
    fields: Sequence[Field]
    is_unpublished: bool = False

    @property
    def thrown_away(self) -> Sequence[Field]:
        """What is lost where the entry is put back to what answers now; nothing where that has none such."""
        return [field for field in self.fields if field.used is not None]


@dataclass(frozen=True)
class EditedTable:
    """A table.

    Attributes:
        taken_away: what entries are called that what answers now still has.
    """

    name: str
    title: str
    rows: Sequence[Row]
    taken_away: Sequence[str] = ()


@dataclass(frozen=True)
class EditedText:
    """A text that the bot says.

    Attributes:
        version: the same as long as its content is.
        length: bytes of UTF-8.
        used: what is said now, where that is another; empty where nothing is, None where it is the same.
    """

    name: str
    text: str
    version: str
    length: int
    used: str | None

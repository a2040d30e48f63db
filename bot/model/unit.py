"""Who tells."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Unit:
    """An organisation that tells what it did.

    Attributes:
        slug: its name in addresses.
        name: as the source page writes it (市水务局); answers show this.
        aliases: other official names, full and short.
        nicknames: what people call it.
    """

    slug: str
    name: str
    aliases: tuple[str, ...] = ()
    nicknames: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every name it goes by, the official one first."""
        return (self.name, *self.aliases, *self.nicknames)

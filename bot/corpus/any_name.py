"""Units and themes of whatever name a speech gives: where the tables are not to be asked."""

from __future__ import annotations

from bot.model import Unit


class AnyUnit(dict[str, Unit]):
    """Takes every name for a unit's: where units.toml is not to be asked."""

    def __contains__(self, name: object) -> bool:
        return True

    def __missing__(self, name: str) -> Unit:
        return Unit("", name)


class AnyTheme(tuple[str, ...]):
    """Takes every name for a theme's."""

    __slots__ = ()

    def __contains__(self, name: object) -> bool:
        return True

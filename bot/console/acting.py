"""Who acts now, and the line that the audit log gets of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import g

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.console.staff import Audit
    from bot.model import Deed, Operator


class Acting:
    """The operator whose request is being answered.

    Args:
        address: of whoever asks.
    """

    def __init__(self, audit: Audit, address: Callable[[], str]) -> None:
        self._audit, self._address = audit, address

    @property
    def operator(self) -> Operator:
        """Who it is; the door lets nobody else come to where this is asked."""
        found: Operator = g.operator
        return found

    @property
    def name(self) -> str:
        """What they are called."""
        return self.operator.name

    def record(self, deed: Deed, about: str = "") -> None:
        """Note what they did."""
        self._audit.record(self.name, deed, about, self._address())

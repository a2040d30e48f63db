"""Those who work at the console, as it needs to know them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.model import Act, Deed, Operator, Rank


class Operators(Protocol):
    """Who may work at the console; what cannot be done raises OperatorError."""

    def all(self) -> Sequence[Operator]:
        """Everybody who ever joined, by name."""

    def invite(self, rank: Rank, name: str | None = None) -> str:
        """A new one-time code; with a name, for whoever is called so alone."""

    def invited(self) -> Sequence[str]:
        """Who may join and has not yet."""

    def join(self, code: str, name: str, password: str) -> Operator:
        """Use a one-time code."""

    def verify(self, name: str, password: str) -> bool:
        """Whether this is the password of somebody who may come in."""

    def came(self, name: str) -> None:
        """Note that somebody came in."""

    def set_password(self, name: str, password: str) -> None:
        """Put another password in the place of somebody's."""

    def appoint(self, name: str, rank: Rank) -> None:
        """Give somebody another rank."""

    def dismiss(self, name: str) -> None:
        """Let somebody in no more."""


class Logins(Protocol):
    """Who is in now."""

    def begin(self, name: str) -> str:
        """Let somebody in; returns what their browser is to hold."""

    def operator(self, token: str) -> Operator | None:
        """Who holds a token; None where it no longer holds."""

    def end(self, token: str) -> None:
        """Let whoever holds a token in no more."""

    def end_all(self, name: str) -> None:
        """Show somebody the door wherever they are in."""


class Attempts(Protocol):
    """Tries to come in."""

    def begin(self, name: str) -> float:
        """Count a try before it is made; the seconds to wait where none may be made yet, else 0."""

    def forget(self, name: str) -> None:
        """Forget the tries of a name."""


class Audit(Protocol):
    """What operators did."""

    def record(self, who: str, deed: Deed, about: str = "", address: str = "") -> None:
        """Add a line."""

    def acts(self, most: int | None = None, before: int | None = None) -> Sequence[tuple[int, Act]]:
        """Lines with their numbers, the latest first; those from `before` on are left out."""

"""Keeps room: visitors of the pages, however many and however eager, do not keep WeChat's messages waiting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import g, request
from werkzeug.exceptions import ServiceUnavailable, TooManyRequests

from bot.web.room import Room
from bot.web.visitor import Visitor

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from flask import Blueprint

AT_ONCE = 2
"""Requests to pages that one process works on at once; it has more threads than that and those who wait."""

WAITING = 4
_LONGEST_WAIT = 2.0
"""Seconds."""

MINUTE, SOON = 60, 5
"""Seconds after which it is worth while to come back: for who asks too often, and where there was no room."""

# A provider of mobile networks lends one address to hundreds of people.
_ASKING, _READING = 60, 600
"""In a minute."""

_FREE = frozenset({"pages.asset", "pages.favicon", "pages.healthz", "pages.readyz", "pages.metrics"})
_COSTLY = frozenset({"pages.asked", "pages.search", "pages.share"})


class Crowd:
    """Who may come in, and how many at once.

    Args:
        trusted: addresses and networks of proxies whose word on whom they pass on is taken.
        allows: whether one more of somebody is not too many, where so many may be in a minute.
        pseudonym: keyed hash of texts: addresses are counted, and not kept.
    """

    def __init__(
        self,
        trusted: Sequence[str],
        allows: Callable[[str, int], bool],
        pseudonym: Callable[..., str],
    ) -> None:
        self._visitor = Visitor(trusted)
        self._allows, self._pseudonym = allows, pseudonym
        self._room = Room(AT_ONCE, WAITING, _LONGEST_WAIT)

    def add_to(self, routes: Blueprint) -> None:
        """Watch the door of these routes, and of addresses where nothing is."""
        routes.before_app_request(self._come_in)
        routes.teardown_app_request(self._go_out)

    def _come_in(self) -> None:
        if request.endpoint in _FREE or request.blueprint not in (None, "pages"):
            return
        if not self._is_calm(self.visitor()):
            raise TooManyRequests(retry_after=MINUTE)
        if not self._room.enter():
            raise ServiceUnavailable(retry_after=SOON)
        g.is_inside = True

    def _is_calm(self, visitor: str) -> bool:
        """Whether somebody asks no more often than people do; whoever works on this machine may."""
        if self._visitor.is_trusted(visitor):
            return True
        what, most = ("asks", _ASKING) if request.endpoint in _COSTLY else ("reads", _READING)
        return self._allows(self._pseudonym(what, visitor), most)

    def _go_out(self, _error: BaseException | None) -> None:
        if g.pop("is_inside", False):
            self._room.leave()

    def visitor(self) -> str:
        """The address of whoever asks."""
        return self._visitor.address()

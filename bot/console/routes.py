"""The console's addresses, each with the rank that it takes. What is not entered here opens for nobody."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from flask import flash, redirect, url_for

from bot.errors import BaiguError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import Any

    from flask import Blueprint
    from werkzeug.wrappers import Response

    from bot.model import Rank


class Routes:
    """Adds pages and forms to a blueprint called `console`."""

    def __init__(self, blueprint: Blueprint) -> None:
        self._blueprint = blueprint
        self._needs = dict[str, "Rank | None"]()

    @property
    def needs(self) -> Mapping[str, Rank | None]:
        """What rank an endpoint takes; None where strangers may come too."""
        return self._needs

    def page(self, rule: str, name: str, view: Callable[..., Response], needs: Rank | None) -> None:
        """Add what is looked at."""
        self._add(rule, name, view, needs, "GET")

    def form(self, rule: str, name: str, view: Callable[..., Response], needs: Rank | None) -> None:
        """Add what a form is sent to; it does something and then leads on to a page with `seen`."""
        self._add(rule, name, view, needs, "POST")

    def _add(
        self, rule: str, name: str, view: Callable[..., Response], needs: Rank | None, method: str
    ) -> None:
        self._needs[f"console.{name}"] = needs
        self._blueprint.add_url_rule(rule, name, view, methods=[method])


def seen(name: str, /, **values: Any) -> Response:
    """Lead on to a page, so that whoever loads it again does nothing twice."""
    return redirect(url_for(f"console.{name}", **values), 303)


@contextmanager
def attempting() -> Iterator[None]:
    """What fails in here is told on the page that is seen next, in its own words."""
    try:
        yield
    except BaiguError as error:
        flash(str(error), "wrong")

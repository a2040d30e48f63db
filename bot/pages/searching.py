"""/search: what the search behind the dialogue finds, with the words of the question marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Blueprint, Response

    from bot.dialogue.edition import Edition
    from bot.pages.catalogue import Catalogue
    from bot.pages.press import Press

LONGEST_QUESTION = 500
"""Characters; what is longer is no question."""


class SearchPage:
    """The page.

    Args:
        edition: gives the edition to search now.
        catalogue: gives the lists of its corpus.
        normalise: text in the one form in which it is compared.
    """

    def __init__(
        self,
        edition: Callable[[], Edition],
        catalogue: Callable[[], Catalogue],
        press: Press,
        normalise: Callable[[str], str],
    ) -> None:
        self._edition = edition
        self._catalogue = catalogue
        self._press = press
        self._normalise = normalise

    def add_to(self, routes: Blueprint) -> None:
        """Register the routes."""
        routes.add_url_rule("/search", "search", self._search)

    def _search(self) -> Response:
        asked = " ".join(request.args.get("q", "").split())[:LONGEST_QUESTION]
        return self._press.page(
            "search.html",
            asked=asked,
            compared=self._normalise(asked),
            finding=self._edition().search.search(asked) if asked else None,
            catalogue=self._catalogue(),
        )

"""/search: what the search behind the dialogue finds, with the words of the question marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request

from bot.model import Finding

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Blueprint, Response

    from bot.dialogue.edition import Edition
    from bot.model import Match
    from bot.pages.catalogue import Catalogue
    from bot.pages.press import Press

LONGEST_QUESTION = 500
"""Characters; what is longer is no question."""


class SearchPage:
    """The page.

    Args:
        edition: gives the edition to search now.
        catalogue: gives the lists of its corpus.
    """

    def __init__(
        self,
        edition: Callable[[], Edition],
        catalogue: Callable[[], Catalogue],
        press: Press,
    ) -> None:
        self._edition = edition
        self._catalogue = catalogue
        self._press = press

    def add_to(self, routes: Blueprint) -> None:
        """Register the routes."""
        routes.add_url_rule("/search", "search", self._search)

    def _search(self) -> Response:
        asked = " ".join(request.args.get("q", "").split())[:LONGEST_QUESTION]
        edition = self._edition()
        finding = edition.search.search(asked) if asked else Finding()
        return self._press.page(
            "search.html",
            asked=asked,
            finding=finding,
            matches=_worth_showing(finding, edition.corpus.calibration.suggest),
            catalogue=self._catalogue(),
        )


def _worth_showing(finding: Finding, least: float) -> list[Match]:
    """The matches that have something of the question; none where the dialogue would not offer them either."""
    if finding.asks_only_unit:
        return list(finding.matches)
    if finding.confidence < least:
        return []
    return [match for match in finding.matches if match.coverage]

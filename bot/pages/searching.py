"""/search: what the search behind the dialogue finds, with the words of the question marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request

from bot.dialogue.typed import beginning
from bot.model import Status, Why

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Blueprint, Response

    from bot.dialogue.edition import Edition
    from bot.model import Corpus, Match, Verdict
    from bot.pages.catalogue import Catalogue
    from bot.pages.press import Press


class SearchPage:
    """The page.

    Args:
        edition: gives the edition to search now.
        catalogue: gives the lists of a corpus.
    """

    def __init__(
        self,
        edition: Callable[[], Edition],
        catalogue: Callable[[Corpus], Catalogue],
        press: Press,
    ) -> None:
        self._edition = edition
        self._catalogue = catalogue
        self._press = press

    def add_to(self, routes: Blueprint) -> None:
        """Register the routes."""
        routes.add_url_rule("/search", "search", self._search)

    def _search(self) -> Response:
        typed = " ".join(request.args.get("q", "").split())
        asked = beginning(typed)
        edition = self._edition()
        verdict = edition.verdict(asked)
        return self._press.page(
            "search.html",
            asked=asked,
            is_cut=len(asked) < len(typed),
            finding=verdict.finding,
            matches=worth_showing(verdict, edition.corpus),
            is_answered=verdict.status is Status.ANSWERED,
            catalogue=self._catalogue(edition.corpus),
        )


def worth_showing(verdict: Verdict, corpus: Corpus) -> list[Match]:
    """The matches that have something of the question; none where the dialogue would not offer them either.

    Args:
        corpus: as it is shown now, without what was withheld since it was searched.
    """
    if not verdict.is_near:
        return []
    shown = (match for match in verdict.finding.matches if corpus.passage(match.passage.id))
    return [match for match in shown if verdict.why is Why.UNIT or match.coverage.share]

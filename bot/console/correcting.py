"""Corrections: of drafts while they are checked, and of speeches that were taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, request

from bot.console.routes import attempting, seen
from bot.model import Deed, Rank
from bot.results.correcting import TypedCorrection

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Response
    from werkzeug.wrappers import Response as AnyResponse

    from bot.console.acting import Acting
    from bot.console.ports import Correcting
    from bot.console.press import Press
    from bot.console.routes import Routes


class CorrectionPages:
    """What was corrected, and the form that corrects."""

    def __init__(self, correcting: Callable[[], Correcting], acting: Acting, press: Press) -> None:
        self._correcting, self._acting, self._press = correcting, acting, press

    def add_to(self, routes: Routes) -> None:
        """Add the page and its form."""
        routes.page("/corrections", "corrections", self._page, Rank.READER)
        routes.form("/corrections", "correct", self._correct, Rank.EDITOR)

    def _page(self) -> Response:
        return self._press.page("corrections.html", recorded=self._correcting().recorded())

    def _correct(self) -> AnyResponse:
        place, typed = request.form.get("place", "").strip(), typed_correction()
        with attempting():
            slug = self._correcting().correct(place, self._acting.name, typed)
            self._acting.record(Deed.CORRECTED, f"{slug}：{typed.was} → {typed.now}")
            flash(f"{slug} 更正了。发布以后公众号才会用改好的")
            return seen("corrections")
        return seen("corrections", place=place, **vars(typed))


def typed_correction() -> TypedCorrection:
    """What stands in the fields of the form."""
    return TypedCorrection(*(request.form.get(name, "").strip() for name in ("was", "now", "why")))

"""Taking a passage back at once, and letting it go again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, request

from bot.console.routes import attempting, seen
from bot.errors import BaiguError
from bot.model import Deed, Rank

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from flask import Response
    from werkzeug.wrappers import Response as AnyResponse

    from bot.console.acting import Acting
    from bot.console.ports import Withholding
    from bot.console.press import Press
    from bot.console.routes import Routes


class WithholdingPages:
    """What is withheld, and the forms that withhold and let go.

    Args:
        practices: what all practices are called.
    """

    def __init__(
        self,
        withholding: Withholding,
        named: Callable[[str], str],
        practices: Callable[[], Sequence[str]],
        acting: Acting,
        press: Press,
    ) -> None:
        self._withholding, self._named, self._practices = withholding, named, practices
        self._acting, self._press = acting, press

    def add_to(self, routes: Routes) -> None:
        """Add the page and its forms."""
        routes.page("/withheld", "withheld", self._page, Rank.READER)
        routes.form("/withheld/withhold", "withhold", self._withhold, Rank.PUBLISHER)
        routes.form("/withheld/back", "let_go", self._let_go, Rank.PUBLISHER)

    def _page(self) -> Response:
        return self._shown(request.args.get("passage", ""))

    def _shown(self, place: str, why: str = "", wrong: str = "") -> Response:
        current, acts = self._withholding.current(), self._withholding.acts()
        fields = {"place": place, "why": why, "wrong": wrong, "practices": self._practices()}
        return self._press.page("withheld.html", 400 if wrong else 200, current=current, acts=acts, **fields)

    def _withhold(self) -> AnyResponse:
        """What could not be done is shown again as it was typed."""
        place, who, why = self._typed()
        try:
            passage = self._withholding.withhold(place, who, why)
        except BaiguError as error:
            return self._shown(place, why, str(error))
        self._acting.record(Deed.WITHHELD, passage)
        flash(f"“{self._named(passage)}”撤回了，几秒内不再引用，网页上写明已经撤回")
        return seen("withheld")

    def _let_go(self) -> AnyResponse:
        with attempting():
            passage = self._withholding.let_go(*self._typed())
            self._acting.record(Deed.LET_GO, passage)
            flash(f"“{self._named(passage)}”恢复了，几秒内重新引用")
        return seen("withheld")

    def _typed(self) -> tuple[str, str, str]:
        """The place, who does it, and why."""
        form = request.form
        return form.get("place", "").strip(), self._acting.name, form.get("why", "")[:200]

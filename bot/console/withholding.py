"""Taking a passage back at once, and letting it go again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, request

from bot.console.routes import attempting, seen
from bot.model import Deed, Rank

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Response
    from werkzeug.wrappers import Response as AnyResponse

    from bot.console.acting import Acting
    from bot.console.ports import Withholding
    from bot.console.press import Press
    from bot.console.routes import Routes


class WithholdingPages:
    """What is withheld, and the forms that withhold and let go."""

    def __init__(
        self, withholding: Withholding, named: Callable[[str], str], acting: Acting, press: Press
    ) -> None:
        self._withholding, self._named = withholding, named
        self._acting, self._press = acting, press

    def add_to(self, routes: Routes) -> None:
        """Add the page and its forms."""
        routes.page("/withheld", "withheld", self._page, Rank.READER)
        routes.form("/withheld/withhold", "withhold", self._withhold, Rank.PUBLISHER)
        routes.form("/withheld/back", "let_go", self._let_go, Rank.PUBLISHER)

    def _page(self) -> Response:
        place = request.args.get("passage", "")
        current, acts = self._withholding.current(), self._withholding.acts()
        return self._press.page("withheld.html", current=current, acts=acts, place=place)

    def _withhold(self) -> AnyResponse:
        with attempting():
            passage = self._withholding.withhold(*self._typed())
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

"""What the bot says, text by text: typed beside the look of it, kept, or put back to what is said now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, flash, request

from bot.console.changes import parts
from bot.console.routes import attempting, seen
from bot.errors import BaiguError, OperatorError
from bot.model import Deed, Rank

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Response
    from werkzeug.wrappers import Response as AnyResponse

    from bot.console.acting import Acting
    from bot.console.ports import Wordings
    from bot.console.press import Press
    from bot.console.routes import Routes
    from bot.results.editing import EditedText


class WordingPages:
    """The page of a text, and what its form is sent to."""

    def __init__(self, wordings: Callable[[], Wordings], acting: Acting, press: Press) -> None:
        self._wordings, self._acting, self._press = wordings, acting, press

    def add_to(self, routes: Routes) -> None:
        """Add the page and its forms."""
        routes.page("/edit/wording/<name>", "edit_text", self._page, Rank.EDITOR)
        routes.form("/edit/wording/<name>", "save_text", self._save, Rank.EDITOR)
        routes.form("/edit/wording/<name>/preview", "preview_text", self._preview, Rank.EDITOR)
        routes.form("/edit/wording/<name>/back", "put_text_back", self._put_back, Rank.EDITOR)

    def _page(self, name: str) -> Response:
        return self._shown(self._text(name), None)

    def _preview(self, name: str) -> Response:
        """What was typed, and what a reply looks like with it; nothing is stored."""
        return self._shown(self._text(name), request.form.get("text", ""))

    def _save(self, name: str) -> AnyResponse:
        typed = request.form.get("text", "")
        try:
            self._wordings().save(name, request.form.get("version", ""), typed)
        except BaiguError as error:
            return self._shown(self._text(name), typed, str(error))
        self._acting.record(Deed.EDITED, f"机器人的话：{name}")
        flash("存好了，还没发布：发布以后公众号才会用；可以先在“试一试”里看")
        return seen("edit")

    def _put_back(self, name: str) -> AnyResponse:
        with attempting():
            self._wordings().put_back(name, request.form.get("version", ""))
            self._acting.record(Deed.EDITED, f"改回机器人的话：{name}")
            flash("改回公众号现在用的了")
            return seen("edit")
        return seen("edit_text", name=name)

    def _text(self, name: str) -> EditedText:
        try:
            return self._wordings().text(name)
        except OperatorError:
            abort(404)

    def _shown(self, text: EditedText, typed: str | None, wrong: str = "") -> Response:
        """The page of a text, with what was typed and what would be sent with it."""
        looks = None
        try:
            looks = self._wordings().preview(text.name, text.text if typed is None else typed)
        except BaiguError as error:
            unlike = str(error)
        else:
            unlike = ""
        fields = {
            "text": text,
            "typed": typed,
            "wrong": wrong,
            "looks": looks,
            "unlike": unlike,
            "parts": parts,
        }
        is_bad = wrong or (typed is not None and unlike)
        return self._press.page("edit_text.html", 400 if is_bad else 200, **fields)

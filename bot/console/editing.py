"""Editing: what of the knowledge folder can be edited, and its tables entry by entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, flash, request

from bot.console.changes import parts
from bot.console.routes import attempting, seen
from bot.errors import BaiguError
from bot.model import Deed, Rank

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from flask import Response
    from werkzeug.wrappers import Response as AnyResponse

    from bot.console.acting import Acting
    from bot.console.ports import Editing
    from bot.console.press import Press
    from bot.console.routes import Routes
    from bot.results.editing import EditedText, Row

TITLES = {"units": "单位", "themes": "主题", "vocabulary": "居民的说法", "keywords": "固定回复"}


class EditPages:
    """The pages of editing.

    Args:
        texts: gives what the bot says, which stands beside the tables.
    """

    def __init__(
        self,
        editing: Callable[[], Editing],
        texts: Callable[[], Sequence[EditedText]],
        acting: Acting,
        press: Press,
    ) -> None:
        self._editing, self._texts = editing, texts
        self._acting, self._press = acting, press

    def add_to(self, routes: Routes) -> None:
        """Add the pages and their forms."""
        routes.page("/edit", "edit", self._overview, Rank.READER)
        routes.page("/edit/<table>", "edit_table", self._table, Rank.READER)
        routes.page("/edit/<table>/row", "edit_row", self._row, Rank.EDITOR)
        routes.form("/edit/<table>/row", "save_row", self._save, Rank.EDITOR)
        routes.form("/edit/<table>/back", "put_row_back", self._put_back, Rank.EDITOR)
        routes.form("/edit/<table>/remove", "remove_row", self._remove, Rank.EDITOR)

    def _overview(self) -> Response:
        unpublished = self._editing().unpublished()
        return self._press.page("edit.html", titles=TITLES, texts=self._texts(), unpublished=unpublished)

    def _table(self, table: str) -> AnyResponse:
        if table not in TITLES:
            abort(404)
        try:
            shown = self._editing().table(table)
        except BaiguError as error:
            flash(str(error), "wrong")
            return seen("edit")
        return self._press.page("edit_table.html", table=shown, title=TITLES[table])

    def _row(self, table: str) -> AnyResponse:
        try:
            row = self._editing().row(table, request.args.get("mark", ""))
        except BaiguError as error:
            flash(str(error), "wrong")
            return seen("edit_table", table=table) if table in TITLES else abort(404)
        return self._form(table, row)

    def _form(
        self,
        table: str,
        row: Row,
        typed: Mapping[str, str] | None = None,
        wrong: str = "",
        *,
        is_overtaken: bool = False,
    ) -> Response:
        told = {"typed": typed, "wrong": wrong, "is_overtaken": is_overtaken, "parts": parts}
        return self._press.page(
            "edit_row.html", 400 if wrong else 200, row=row, table=table, title=TITLES[table], **told
        )

    def _save(self, table: str) -> AnyResponse:
        """What could not be saved is shown again as it was typed."""
        if table not in TITLES:
            abort(404)
        mark, editing = request.form.get("mark", ""), self._editing()
        try:
            name = editing.save(table, mark, request.form)
        except BaiguError as error:
            try:
                row = editing.called(table, mark, request.form.get("called", ""))
            except BaiguError:  # the folder cannot be read as it stands
                flash(str(error), "wrong")
                return seen("edit")
            return self._form(table, row, request.form, str(error), is_overtaken=row.mark != mark)
        self._acting.record(Deed.EDITED, f"{TITLES[table]}：{name}")
        flash(f"“{name}”存好了，还没发布：发布以后公众号才会用")
        return seen("edit_table", table=table)

    def _put_back(self, table: str) -> AnyResponse:
        mark, called = (request.form.get(name, "") for name in ("mark", "called"))
        with attempting():
            name = self._editing().put_back(table, mark, called)
            self._acting.record(Deed.EDITED, f"改回{TITLES[table]}：{name}")
            flash(f"“{name}”改回公众号现在用的了")
        return seen("edit_table", table=table) if table in TITLES else seen("edit")

    def _remove(self, table: str) -> AnyResponse:
        with attempting():
            name = self._editing().remove(table, request.form.get("mark", ""))
            self._acting.record(Deed.EDITED, f"删掉{TITLES[table]}：{name}")
            flash(f"“{name}”删掉了，还没发布：发布以后公众号才会跟着变")
        return seen("edit_table", table=table) if table in TITLES else seen("edit")

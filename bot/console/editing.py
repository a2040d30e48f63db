"""Editing: the tables and texts of the knowledge folder, entry by entry."""

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
    from bot.console.ports import Editing
    from bot.console.press import Press
from bot.console.routes import Routes

TITLES = {"units": "单位", "themes": "主题", "vocabulary": "居民的说法", "keywords": "固定回复"}


class EditPages:
    """The pages of editing."""

    def __init__(self, editing: Callable[[], Editing], acting: Acting, press: Press) -> None:
        self._editing, self._acting, self._press = editing, acting, press

    def add_to(self, routes: Routes) -> None:
        """Add the pages and their forms."""
        routes.page("/edit", "edit", self._overview, Rank.READER)
        routes.page("/edit/<table>", "edit_table", self._table, Rank.READER)
        routes.page("/edit/<table>/row", "edit_row", self._row, Rank.EDITOR)
        routes.form("/edit/<table>/row", "save_row", self._save, Rank.EDITOR)
        routes.form("/edit/<table>/remove", "remove_row", self._remove, Rank.EDITOR)
        routes.page("/edit/wording/<name>", "edit_text", self._text, Rank.EDITOR)
        routes.form("/edit/wording/<name>", "save_text", self._save_text, Rank.EDITOR)
        routes.form("/edit/wording/<name>/preview", "preview_text", self._preview, Rank.EDITOR)

    def _overview(self) -> Response:
        editing = self._editing()
        texts, unpublished = editing.texts(), editing.unpublished()
        return self._press.page("edit.html", titles=TITLES, texts=texts, unpublished=unpublished)

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
        return self._press.page(
            "edit_row.html",
            row=row,
            table=table,
            title=TITLES[table],
            typed={},
            wrong="",
            is_overtaken=False,
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
            fields = {"row": row, "table": table, "title": TITLES[table], "is_overtaken": row.mark != mark}
            return self._press.page("edit_row.html", 400, typed=request.form, wrong=str(error), **fields)
        self._acting.record(Deed.EDITED, f"{TITLES[table]}：{name}")
        flash(f"“{name}”存好了，还没发布：发布以后公众号才会用")
        return seen("edit_table", table=table)

    def _remove(self, table: str) -> AnyResponse:
        with attempting():
            name = self._editing().remove(table, request.form.get("mark", ""))
            self._acting.record(Deed.EDITED, f"删掉{TITLES[table]}：{name}")
            flash(f"“{name}”删掉了，还没发布：发布以后公众号才会跟着变")
        return seen("edit_table", table=table) if table in TITLES else seen("edit")

    def _text(self, name: str) -> AnyResponse:
        try:
            text = self._editing().text(name)
        except OperatorError:
            abort(404)
        return self._press.page("edit_text.html", text=text, typed=None, wrong="", shown=None, parts=parts)

    def _preview(self, name: str) -> AnyResponse:
        """What was typed, and what a reply looks like with it; nothing is stored."""
        typed, editing, shown, wrong = request.form.get("text", ""), self._editing(), None, ""
        try:
            text = editing.text(name)
        except OperatorError:
            abort(404)
        try:
            shown = editing.preview(name, typed)
        except BaiguError as error:
            wrong = str(error)
        fields = {"text": text, "typed": typed, "wrong": wrong, "shown": shown, "parts": parts}
        return self._press.page("edit_text.html", 400 if wrong else 200, **fields)

    def _save_text(self, name: str) -> AnyResponse:
        typed, editing = request.form.get("text", ""), self._editing()
        try:
            editing.save_text(name, request.form.get("version", ""), typed)
        except BaiguError as error:
            try:
                text = editing.text(name)
            except OperatorError:
                abort(404)
            fields = {"text": text, "typed": typed, "wrong": str(error), "shown": None, "parts": parts}
            return self._press.page("edit_text.html", 400, **fields)
        self._acting.record(Deed.EDITED, f"机器人的话：{name}")
        flash("存好了，还没发布：发布以后公众号才会用；可以先在“试一试”里看")
        return seen("edit")

"""The menu of the account: a form that holds all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, request

from bot.console.routes import seen
from bot.errors import BaiguError
from bot.model import Deed, Rank
from bot.results.menu import EditedButton

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from flask import Response
    from werkzeug.wrappers import Response as AnyResponse

    from bot.console.acting import Acting
    from bot.console.ports import MenuEditing
    from bot.console.press import Press
    from bot.console.routes import Routes
    from bot.results.menu import EditedMenu


class MenuPages:
    """The form, and what it is sent to."""

    def __init__(self, editing: Callable[[], MenuEditing], acting: Acting, press: Press) -> None:
        self._editing, self._acting, self._press = editing, acting, press

    def add_to(self, routes: Routes) -> None:
        """Add the page and its form."""
        routes.page("/edit/menu", "edit_menu", self._page, Rank.EDITOR)
        routes.form("/edit/menu", "save_menu", self._save, Rank.EDITOR)

    def _page(self) -> AnyResponse:
        try:
            menu = self._editing().menu()
        except BaiguError as error:
            flash(str(error), "wrong")
            return seen("edit")
        return self._form(menu, menu.buttons)

    def _form(
        self, menu: EditedMenu, shown: Sequence[EditedButton], wrong: str = "", *, is_overtaken: bool = False
    ) -> Response:
        told = {"buttons": shown, "wrong": wrong, "is_overtaken": is_overtaken}
        return self._press.page("edit_menu.html", 400 if wrong else 200, menu=menu, **told)

    def _save(self) -> AnyResponse:
        """What could not be saved is shown again as it was typed."""
        editing = self._editing()
        try:
            menu = editing.menu()
        except BaiguError as error:
            flash(str(error), "wrong")
            return seen("edit")
        typed = _typed(*menu.most)
        try:
            editing.save(request.form.get("version", ""), typed)
        except BaiguError as error:
            is_overtaken = request.form.get("version", "") != menu.version
            return self._form(menu, typed, str(error), is_overtaken=is_overtaken)
        self._acting.record(Deed.EDITED, "菜单")
        flash("菜单存好了。推送（baigu menu push）以后手机上才会变")
        return seen("edit_menu")


def _typed(most: int, most_below: int) -> Sequence[EditedButton]:
    """What stands in the fields of the form: name-1, does-1 and, below it, name-1-1, does-1-1…"""
    return [
        _field(
            f"{n}", [one for k in range(1, most_below + 1) if (one := _field(f"{n}-{k}")) != EditedButton()]
        )
        for n in range(1, most + 1)
    ]


def _field(place: str, below: Sequence[EditedButton] = ()) -> EditedButton:
    form = request.form
    return EditedButton(form.get(f"name-{place}", "").strip(), form.get(f"does-{place}", "").strip(), below)

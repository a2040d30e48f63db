"""Trying: the same words put to what answers now and to what would after publishing."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING

from flask import abort, request

from bot.console.routes import seen
from bot.dialogue.markup import pieces
from bot.model import Rank
from bot.model.task import DONE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from flask import Response
    from werkzeug.wrappers import Response as AnyResponse

    from bot.console.acting import Acting
    from bot.console.ports import Begin
    from bot.console.press import Press
    from bot.console.routes import Routes
    from bot.model.task import Task

_MOST, _LONGEST = 10, 500
"""Messages of one conversation, and characters of one message."""

_PATIENCE, _LOOKS_EVERY = 3.0, 0.1
"""Seconds that a page waits for its answer before it says so, and between two looks."""


class TryPages:
    """The pages of trying."""

    def __init__(
        self, begin: Begin, task: Callable[[int], Task | None], acting: Acting, press: Press
    ) -> None:
        self._begin, self._task = begin, task
        self._acting, self._press = acting, press

    def add_to(self, routes: Routes) -> None:
        """Add the pages."""
        routes.page("/try", "try", self._try, Rank.READER)
        routes.form("/try", "ask_both", self._ask, Rank.READER)
        routes.page("/try/<int:number>", "tried", self._tried, Rank.READER)

    def _try(self, task: Task | None = None, said: Sequence[str] = ()) -> Response:
        told = json.loads(task.told) if task and task.state == DONE else None
        return self._press.page("try.html", task=task, said=said, told=told, pieces=pieces)

    def _ask(self) -> AnyResponse:
        said = [*request.form.getlist("said"), request.form.get("q", "")]
        messages = [text[:_LONGEST] for text in said if text.strip()][-_MOST:]
        if not messages:
            return seen("try")
        return seen("tried", number=self._begin("ask", self._acting.name, {"messages": messages}))

    def _tried(self, number: int) -> Response:
        until = time.monotonic() + _PATIENCE
        while True:
            task = self._task(number)
            if task is None or task.kind != "ask":
                abort(404)
            if task.is_over or time.monotonic() > until:
                return self._try(task, task.given["messages"])
            time.sleep(_LOOKS_EVERY)

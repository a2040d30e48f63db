"""Publishing: what would change, who reviewed it, the gate, and the releases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, flash, request

from bot.console.changes import parts
from bot.console.routes import attempting, seen
from bot.errors import OperatorError
from bot.model import Deed, Rank
from bot.model.task import DONE

if TYPE_CHECKING:
    from flask import Response
    from werkzeug.wrappers import Response as AnyResponse

    from bot.console.acting import Acting
    from bot.console.ports import Releasing
    from bot.console.press import Press
    from bot.console.routes import Routes

_LONGEST = 200


class PublishPages:
    """The pages of publishing."""

    def __init__(self, releasing: Releasing, acting: Acting, press: Press) -> None:
        self._releasing, self._acting, self._press = releasing, acting, press

    def add_to(self, routes: Routes) -> None:
        """Add the pages and their forms."""
        routes.page("/publish", "publish", self._publish, Rank.READER)
        routes.page("/publish/<int:number>/sheet", "sheet", self._sheet, Rank.READER)
        routes.form("/publish/prepare", "prepare", self._prepare, Rank.EDITOR)
        routes.form("/publish/<int:number>/review", "review", self._review, Rank.PUBLISHER)
        routes.form("/publish/<int:number>", "published", self._published, Rank.PUBLISHER)
        routes.page("/releases", "releases", self._releases, Rank.READER)
        routes.form("/releases/<int:number>", "roll_back", self._roll_back, Rank.PUBLISHER)

    def _publish(self) -> Response:
        if self._acting.operator.rank >= Rank.EDITOR:
            self._releasing.keep_fresh(self._acting.name)
        kept, task = self._releasing.candidate(), self._releasing.preparing()
        is_fresh = self._releasing.is_fresh() and task is not None and task.state == DONE
        if kept and not (self._releasing.is_current(kept) and (is_fresh or kept.passed)):
            kept = None
        releases, _, current = self._releasing.releases()
        left = (
            [step for step in self._releasing.steps if step not in {r.step for r in kept.passed}]
            if kept
            else []
        )
        return self._press.page(
            "publish.html",
            kept=kept,
            is_fresh=is_fresh,
            task=task,
            left=left,
            steps=self._releasing.steps,
            release=next((release for release in releases if release.number == current), None),
            gains=self._releasing.gains(kept) if kept else (),
            place=self._releasing.place,
            parts=parts,
        )

    def _sheet(self, number: int) -> Response:
        kept = self._releasing.candidate()
        if kept is None or kept.number != number:
            abort(404)
        return self._press.page("sheet.html", kept=kept, steps=self._releasing.steps, parts=parts)

    def _prepare(self) -> AnyResponse:
        with attempting():
            self._releasing.prepare(self._acting.name)
            self._acting.record(Deed.PREPARED)
        return seen("publish")

    def _review(self, number: int) -> AnyResponse:
        with attempting():
            note = request.form.get("note", "").strip()[:_LONGEST]
            step = self._releasing.review(number, self._acting.name, note)
            self._acting.record(Deed.REVIEWED, f"第 {number} 次比较，{step}")
            flash(f"{step}通过了，记下了您的名字")
        return seen("publish")

    def _published(self, number: int) -> AnyResponse:
        with attempting():
            forced = request.form.get("forced", "").strip()[:_LONGEST] or None
            release = self._releasing.publish(number, self._acting.name, _why(), forced)
            self._acting.record(Deed.PUBLISHED, f"第 {release} 版")
            flash(f"发布了第 {release} 版，几秒内换上")
            return seen("releases")
        return seen("publish")

    def _releases(self) -> Response:
        releases, switches, current = self._releasing.releases()
        back = [switch for switch in switches if switch.kind == "rollback"]
        return self._press.page("releases.html", releases=releases, back=back, current=current)

    def _roll_back(self, number: int) -> AnyResponse:
        with attempting():
            self._releasing.roll_back(number, self._acting.name, _why())
            self._acting.record(Deed.ROLLED_BACK, f"第 {number} 版")
            flash(f"退回第 {number} 版了，几秒内换上")
        return seen("releases")


def _why() -> str:
    why = " ".join(request.form.get("why", "").split())[:_LONGEST]
    if not why:
        raise OperatorError("请写一句为什么，给以后的人看")
    return why

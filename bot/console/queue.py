"""What was asked in vain: a cluster, what was said to it, and one form that mends it; seen before it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, flash, request

from bot.console.routes import attempting, seen
from bot.errors import OperatorError
from bot.model import Attach, Deed, Fixed, NeedsSpeech, Nickname, Outside, Rank, Word
from bot.model.period import Period
from bot.model.task import DONE
from bot.results.mending import Chosen

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from flask import Response
    from werkzeug.wrappers import Response as AnyResponse

    from bot.console.acting import Acting
    from bot.console.ports import Queue
    from bot.console.press import Press
    from bot.console.routes import Routes
    from bot.model import Mend
    from bot.model.task import Task
    from bot.results.mending import Cluster

_LONGEST = 600
"""Characters of what may be typed into a field."""

_FIELDS = (
    "how",
    "passage",
    "place",
    "says",
    "means",
    "nickname",
    "called",
    "text",
    "link",
    "said",
    "unit",
)
"""Of the form of a cluster, beside the wordings that are ticked."""


class QueuePages:
    """The pages of the queue, from the list to what was written."""

    def __init__(self, queue: Queue, acting: Acting, press: Press) -> None:
        self._queue = queue
        self._acting, self._press = acting, press

    def add_to(self, routes: Routes) -> None:
        """Add the pages and their forms."""
        routes.page("/queue", "queue", self._list, Rank.READER)
        routes.form("/queue/refresh", "count", self._count, Rank.READER)
        routes.page("/queue/together", "together", self._together, Rank.EDITOR)
        routes.page("/queue/<key>", "cluster", self._cluster, Rank.READER)
        routes.form("/queue/<key>/try", "try_out", self._try, Rank.EDITOR)
        routes.page("/queue/tried/<int:number>", "trial", self._trial, Rank.EDITOR)
        routes.form("/queue/tried/<int:number>/mend", "mend", self._mend, Rank.EDITOR)
        routes.page("/wanted", "wanted", self._wanted, Rank.READER)

    def _list(self) -> Response:
        period = _period()
        self._queue.keep_fresh(self._acting.name, period)
        task, clusters = self._queue.counting(period), self._queue.clusters(period)
        asked = {one.id: one.question for one in clusters}
        return self._press.page("queue.html", task=task, clusters=clusters, asked=asked, period=period.value)

    def _count(self) -> AnyResponse:
        self._queue.refresh(self._acting.name, _period())
        return seen("queue", period=_period().value)

    def _together(self) -> AnyResponse:
        """Several clusters that were ticked, as one."""
        keys = dict.fromkeys(request.args.getlist("key"))
        if len(keys) < 2:  # noqa: PLR2004 # one alone stands already
            flash("勾两组以上，再合成一组", "wrong")
            return seen("queue", period=_period().value)
        return seen("cluster", key="-".join(keys), period=_period().value)

    def _cluster(self, key: str) -> AnyResponse:
        cluster = self._queue.cluster(key, _period())
        if cluster is None:
            flash("这一组已经补上，或者又归到别的组里了")
            return seen("queue", period=_period().value)
        tried = self._queue.task(request.args.get("tried", 0, int))
        given = tried.given if tried and tried.given.get("cluster") == key else {}
        ticked = given.get("wordings", cluster.heads or (cluster.question,))
        return self._form(cluster, ticked, given.get("typed", {}))

    def _form(
        self, cluster: Cluster, ticked: Sequence[str], typed: Mapping[str, str], wrong: str = ""
    ) -> Response:
        """The form of a cluster, filled in as it was."""
        waiting = {one.id: one for one in self._queue.clusters(_period())}
        return self._press.page(
            "cluster.html",
            400 if wrong else 200,
            cluster=cluster,
            ticked=ticked,
            typed=typed,
            wrong=wrong,
            reply=self._queue.reply(cluster),
            near=[waiting[name] for name in cluster.near if name in waiting],
            likely=self._queue.likely(cluster.question),
            practices=self._queue.practices(),
            period=_period().value,
        )

    def _try(self, key: str) -> AnyResponse:
        period = _period()
        cluster = self._queue.cluster(key, period)
        if cluster is None:
            return seen("queue", period=period.value)
        typed = {name: request.form.get(name, "")[:_LONGEST] for name in _FIELDS}
        wordings = _wordings(cluster)
        if not wordings:
            return self._form(cluster, wordings, typed, "请至少选一种问法")
        try:
            chosen = Chosen(wordings, mend_of(request.form), typed)
        except OperatorError as error:
            return self._form(cluster, wordings, typed, str(error))
        number = self._queue.try_out(self._acting.name, cluster, period, chosen)
        return seen("trial", number=number)

    def _trial(self, number: int) -> Response:
        task = self._queue.task(number)
        if task is None:
            abort(404)
        effect = self._queue.effect(task) if task.kind == "effect" and task.state == DONE else None
        return self._press.page("trial.html", task=task, effect=effect)

    def _mend(self, number: int) -> AnyResponse:
        trial = self._queue.task(number)
        with attempting():
            if trial is None or trial.kind != "effect" or trial.state != DONE:
                raise OperatorError("还没有看过会变什么；再来一次")
            if "nobody" not in request.form:
                raise OperatorError("请先看过这几句话，里面没有姓名、电话、住址，再打勾")
            self._acting.record(Deed.MENDED, _told(trial))
            return seen("trial", number=self._queue.mend(self._acting.name, trial))
        return seen("trial", number=number)

    def _wanted(self) -> Response:
        wanted = sorted(self._queue.wanted(), key=lambda row: row.unit)
        return self._press.page("wanted.html", wanted=wanted)


def _period() -> Period:
    """What the page or the form says; a month where it says nothing that there is."""
    try:
        return Period(request.values.get("period", ""))
    except ValueError:
        return Period.MONTH


def _wordings(cluster: Cluster) -> tuple[str, ...]:
    """Those that were ticked, by their places; the most asked one comes first where it is among them."""
    ticked = {int(place) for place in request.form.getlist("wording") if place.isdecimal()}
    return tuple(one.text for place, one in enumerate(cluster.wordings) if place in ticked)


def mend_of(form: Mapping[str, str]) -> Mend:
    """What a person chose in the form of a cluster.

    Raises:
        OperatorError: nothing, or a field that it needs is empty.
    """
    how = form.get("how", "")
    if how == "attach":
        return Attach(form.get("passage") or _field(form, "place", "请选一条做法，或者写上“某单位第1条”"))
    if how == "word":
        means = _field(form, "means", "请写上稿子里的词").replace("，", "、").split("、")
        return Word(_field(form, "says", "请写上居民用的那个词"), tuple(filter(None, map(str.strip, means))))
    if how == "nickname":
        return Nickname(
            _field(form, "called", "请写上是哪个单位"), _field(form, "nickname", "请写上居民的叫法")
        )
    if how == "fixed":
        return Fixed(_field(form, "text", "请写上要回的话"), form.get("link", "").strip()[:_LONGEST] or None)
    if how == "outside":
        return Outside(form.get("said", "").strip()[:_LONGEST])
    if how == "speech":
        return NeedsSpeech(_field(form, "unit", "请写上该由哪个单位来讲"))
    raise OperatorError("请选一种办法")


def _field(form: Mapping[str, str], name: str, otherwise: str) -> str:
    value = form.get(name, "").strip()[:_LONGEST]
    if not value:
        raise OperatorError(otherwise)
    return value


def _told(trial: Task) -> str:
    """What the audit log keeps: which cluster and where to; nothing that a resident said."""
    mend = trial.given["mend"]
    where = mend.get("passage") or mend.get("unit") or ""
    return f"{trial.given['cluster']} {mend['kind']} {where}".strip()

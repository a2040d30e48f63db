from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sqlalchemy import insert

from bot.model import Rank
from bot.state.tables import journal

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.testing import FlaskClient

    from bot.app.console import StaffedService
    from tests.console.conftest import Clock


def ask(service: StaffedService, clock: Clock, **told: object) -> None:
    row = {
        "at": clock.now,
        "channel": "web",
        "question": "问",
        "status": "answered",
        "confidence": 1.0,
        **told,
    }
    with service.database.writing() as connection:
        connection.execute(insert(journal), row)


def test_each_figure_is_held_against_as_many_days_before(
    enter: Callable[..., FlaskClient], service: StaffedService, clock: Clock
) -> None:
    client, day = enter(Rank.READER), 86400.0
    ask(service, clock)
    assert "前 7 天" not in client.get("/console/").text  # nothing was asked then
    for days, status in ((7, "answered"), (8, "answered"), (13, "unanswered"), (14, "unanswered")):
        ask(service, clock, at=clock.now - days * day, status=status, feedback="useful")
    page = client.get("/console/?days=7").text
    before = re.findall(r'class="before">([^<]+)<', page)
    assert before == ["前 7 天 3", "前 7 天 67%", "前 7 天 0%", "前 7 天 33%", "前 7 天 3 / 0"]
    assert "昨天全天" not in client.get("/console/?days=1").text
    ask(service, clock, at=clock.now - day)
    assert "昨天全天 1<" in client.get("/console/?days=1").text


def test_the_overview_tells_what_was_asked_and_what_answered(
    enter: Callable[..., FlaskClient], service: StaffedService, clock: Clock
) -> None:
    client = enter(Rank.READER)
    assert "这些天还没有人问" in client.get("/console/").text
    for _ in range(3):
        ask(service, clock, passage="fangzhiban-20240111#p1", latency=0.02)
    ask(service, clock, status="unanswered", feedback="useless")
    ask(service, clock, passage="gone<b>#p1")
    page = client.get("/console/?days=30").text
    assert all(told in page for told in ("<dd>5</dd>", "<dd>80%</dd>", "<dd>20%</dd>", "0 / 1", "一切正常"))
    assert '<a href="/speeches/fangzhiban-20240111#p1">市方志办：' in page
    assert "gone&lt;b&gt;#p1" in page
    assert "停车" in page
    file = client.get("/console/overview/days.csv?days=7").data.decode("utf-8-sig").splitlines()
    assert file[0] == "日期,问题,答了,给了建议,没答上,有用,没帮上"
    assert file[-1].endswith(",5,4,0,1,0,1")
    for table in ("hours", "latency", "units", "themes", "practices"):
        assert len(client.get(f"/console/overview/{table}.csv").data.decode().splitlines()) > 1
    assert client.get("/console/overview/people.csv").status_code == 404

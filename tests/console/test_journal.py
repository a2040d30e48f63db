from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from bot.corpus.archive import pack
from bot.model import Occasion, Question, Rank, Release, Status
from tests.console.conftest import entered, send

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient

    from bot.app.console import StaffedService

FLOOD = "fangpaichu-20240111#p1"
NAME = "市防洪排涝工程管理处：下沉社区,打好文明创建主动仗"


@pytest.fixture
def chief(service: StaffedService) -> FlaskClient:
    """A publisher at a service that has answered."""
    for number, text in enumerate(("文明遛狗", "打13800138000找我", "<b>今天星期几</b>")):
        service.reception.reply(Question(text, person="p", key=str(number), channel="wechat"))
    service.reception.reply(Question("", person="q", key="w", channel="wechat", occasion=Occasion.WELCOME))
    service.memory.take_in()
    service.journal.take_in()
    return entered(service, service.wsgi(), Rank.PUBLISHER)


def test_a_wrong_answer_is_traced_to_passage_release_and_verdict_and_withheld(
    service: StaffedService, chief: FlaskClient
) -> None:
    page = chief.get("/console/journal?saying=遛狗").text
    number = page.partition("/console/journal/")[2].partition('"')[0]
    entry = chief.get(f"/console/journal/{number}").text
    assert NAME in page
    assert f"撤回“{NAME}”" in entry
    assert f'/console/journal/{number}#passages">{NAME}' in page  # its passage leads there
    stands = re.search(r'<p class="page">(.*?)</p>', entry, re.DOTALL)[1]  # type: ignore[index]
    assert re.sub("<[^>]+>", "", stands) == service.editions.current().corpus.passage(FLOOD).text  # type: ignore[union-attr]
    quoted = re.findall(r'<mark class="quoted">(.*?)</mark>', stands, re.DOTALL)
    assert quoted
    assert quoted[0] in re.search(r'class="reply">(.*?)</blockquote>', entry, re.DOTALL)[1]  # type: ignore[index]
    for told in ("fangpaichu-20240111#p1", "还没有发布过", "按把握", "文明遛狗等情况", "公众号"):
        assert told in entry
    link = "/console/withheld?passage=fangpaichu-20240111%23p1"
    assert link in entry
    assert 'value="fangpaichu-20240111#p1"' in chief.get(link).text
    send(chief, "/console/withheld/withhold", place="fangpaichu-20240111#p1", why="讲错了")
    service.editions.look()
    assert service.reception.reply(Question("文明遛狗", person="q")).quoted == ()
    withheld = chief.get("/console/withheld").text
    assert "讲错了" in withheld
    assert f'<th scope="row">{NAME}</th>' in withheld
    again = send(chief, "/console/withheld/withhold", place="fangpaichu-20240111#p1", why="x")
    assert again.status_code == 400
    assert "已经撤回" in again.text
    send(chief, "/console/withheld/back", place="fangpaichu-20240111#p1", why="没错")
    service.editions.look()
    assert service.reception.reply(Question("文明遛狗", person="r")).quoted == ("fangpaichu-20240111#p1",)
    assert [act.deed for _, act in service.audit.acts(2)] == ["let_go", "withheld"]
    for place, why, told in (("x#y", "z", "没有“x#y”"), ("fangpaichu-20240111#p1", " ", "请写上为什么")):
        answer = send(chief, "/console/withheld/withhold", place=place, why=why)
        assert told in answer.text
        assert f'value="{place}"' in answer.text
    by_name = send(chief, "/console/withheld/withhold", place="市方志办第1条", why="讲错了")
    assert by_name.status_code == 303
    assert [one.passage for one in service.withholdings.acts()][:1] == ["fangzhiban-20240111#p1"]


def test_what_was_only_offered_is_withheld_from_its_record_too(
    service: StaffedService, chief: FlaskClient
) -> None:
    replied = service.reception.reply(Question("怎么管充电桩", person="s", key="k", channel="wechat"))
    assert replied.status is Status.SUGGESTED
    service.memory.take_in()
    service.journal.take_in()
    number = chief.get("/console/journal?saying=充电桩").text
    number = number.partition("/console/journal/")[2].partition('"')[0]
    entry = chief.get(f"/console/journal/{number}").text
    offered = re.findall(r'href="/console/withheld\?passage=([^"]+)"', entry)
    assert len(offered) == len(set(offered)) > 1
    assert "<u>" not in entry
    for mark in range(1, len(offered) + 1):
        assert entry.count(f"〔{mark}〕") == 2  # in the reply, and beside what takes it back


def test_a_passage_is_shown_as_it_stood_in_the_release_that_answered(
    own: StaffedService, folder: Path
) -> None:
    def publish(why: str) -> None:
        corpus = own.knowledge.load()
        release = Release(corpus.version, "发丙", why, len(corpus.speeches))
        own.releases.publish(release, pack(own.knowledge.files), len(own.releases.switches()))
        own.editions.look()

    publish("第一版")
    own.reception.reply(Question("文明遛狗", person="p", key="k", channel="wechat"))
    own.memory.take_in()
    own.journal.take_in()
    for path in (folder / "speeches/fangpaichu-20240111.md", folder / "sources/jiguangongwei-20240111.txt"):
        path.write_text(path.read_text("utf-8").replace("文明遛狗等情况", "文明养狗等情况"), "utf-8")
    publish("改了字")
    chief = entered(own, own.wsgi(), Rank.PUBLISHER)
    entry = chief.get("/console/journal/1").text
    assert "（第 1 版）" in entry
    assert "文明遛狗等情况" in re.sub("<[^>]+>", "", entry)
    assert "文明养狗" not in entry
    assert "这一段后来改过" in entry


def test_the_journal_shows_what_was_masked_and_runs_nothing(chief: FlaskClient) -> None:
    page = chief.get("/console/journal").text
    assert "［welcome］" not in page  # everybody is welcomed
    assert "打［电话］找我" in page
    assert "13800138000" not in page
    assert "<b>今天星期几" not in page
    assert "没有这样的记录" in chief.get("/console/journal?on=2001-01-01").text
    assert chief.get("/console/journal/999").status_code == 404

"""Both channels of one service over the wire: what holds of one holds of the other, and neither is the other's."""

from __future__ import annotations

import re
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from lxml import etree

from bot.channel.reply import LIMIT
from bot.simulator.account import Account
from bot.simulator.application import Application
from bot.simulator.simulation import Simulation
from tests.channel.sides import WECHAT, WECOM, Side, both
from tests.journeys.messages import send
from tests.journeys.service import Running, running
from tests.wechat.counterpart import Sent
from tests.wecom.counterpart import CORP_ID, WecomCounterpart, member_event
from tests.wecom.material import messages, needs_shared

if TYPE_CHECKING:
    from collections.abc import Iterator

CORP = WecomCounterpart()
SETTINGS = {
    "WECOM_CORP_ID": CORP_ID,
    "WECOM_TOKEN": CORP.token,
    "WECOM_AES_KEY": CORP.aes_key,
    "WECOM_AGENT_ID": "1000021",
}
ASKED, ANSWER = "小区停车乱怎么办", "联系车主挪车"


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(tmp_path_factory.mktemp("channels"), 2, None, **SETTINGS) as service:
        # The first request of a cold process; WeCom waits a second for it.
        echostr, started = "4815162342108642097", time.monotonic()
        query = replace(CORP, now=int(time.time())).verification(echostr)
        got = send(service, Sent(query, b""), "GET", "/wecom")
        assert time.monotonic() - started < 1
        assert (got.status, got.body) == (200, echostr.encode())
        assert got.headers["Content-Length"] == "19"
        yield service


def reply_to(service: Running, side: Side, xml: str | bytes) -> str | None:
    """The text of a reply as two parsers read it alike; None where there is nothing to show."""
    platform = replace(side.platform, now=int(time.time()))
    got = send(service, platform.sent(xml, "safe"), path=side.path)
    assert got.status == 200, got
    if got.body == side.nothing:
        return None
    plain = platform.opened(got.body.decode()).encode()
    root, second = ET.fromstring(plain), etree.fromstring(plain)  # noqa: S314 # our own
    assert [(e.tag, e.text) for e in root.iter()] == [(e.tag, e.text) for e in second.iter()]
    return root.findtext("Content")


@both
def test_retries_that_overlap_get_one_reply_whichever_worker_they_reach(service: Running, side: Side) -> None:
    with ThreadPoolExecutor(8) as pool:
        for number in range(5):
            before = service.journal()
            xml = side.text(ASKED, person="overlap", msg_id=str(number), created=number + 1)
            replies = list(pool.map(lambda _, xml=xml: reply_to(service, side, xml), range(8)))
            assert len(set(replies)) == 1
            assert service.journal() == before + 1


@both
def test_a_client_that_always_sends_the_same_msgid_gets_an_answer_to_each_question(
    service: Running, side: Side
) -> None:
    texts = ["你好", "单位", "谢谢"]
    replies = {reply_to(service, side, side.text(text, person="same", msg_id="1234567")) for text in texts}
    assert len(replies) == len(texts)


@both
def test_who_leaves_leaves_no_trace(service: Running, side: Side) -> None:
    before = kept(service)
    assert ANSWER in (reply_to(service, side, side.text(ASKED, person="leaver")) or "")
    assert kept(service) == [count + 1 for count in before]
    assert reply_to(service, side, side.event("unsubscribe", person="leaver")) is None
    until = (
        time.monotonic() + 10
    )  # on a busy machine the database has no time at once, and it is erased by and by
    while kept(service) != before and time.monotonic() < until:
        time.sleep(0.2)
    assert kept(service) == before


def kept(service: Running) -> list[int]:
    """How much is kept of people."""
    known = "person is not null"
    return [service.rows("replies", known), service.rows("conversations", known), service.journal(known)]


def test_two_people_at_once_on_two_channels_each_go_on_where_they_were(service: Running) -> None:
    """Of the same name, as it happens."""

    def talk(side: Side, first: str, person: str = "both") -> list[str]:
        said = enumerate([first, "1", "第二条呢", "还有吗", "单位", "2"], 1)
        sent = [side.text(text, person=person, msg_id=str(n), created=n) for n, text in said]
        return [reply_to(service, side, text) or "" for text in sent]

    with ThreadPoolExecutor(2) as pool:
        talking = [pool.submit(talk, WECHAT, "市方志办"), pool.submit(talk, WECOM, "市社科联")]
        resident, member = (talk.result() for talk in talking)
    assert all("市方志办" in text for text in resident[:2])
    assert all("市社科联" in text for text in member[:2])
    assert all(text and len(text.encode()) <= LIMIT for text in (*resident, *member))
    assert "weixin://" in "".join(resident)
    assert "weixin://" not in "".join(member)
    # What one said had no part in what the other heard.
    assert talk(WECOM, "市社科联", "alone") == member


@needs_shared
def test_every_message_of_the_platform_s_pages_gets_what_its_kind_asks_for_and_counts_once(
    service: Running,
) -> None:
    before, answered = service.journal("channel = 'wecom'"), list[str]()
    for path in messages():
        body = path.read_bytes()
        replies = {reply_to(service, WECOM, body) for _ in range(3)}
        assert len(replies) == 1
        if replies != {None}:
            answered.append(path.stem.partition("_")[0])
    spoken = ["01", "02", "03", "04", "05", "07", "09", "10", "11", "12", "14", "15"]
    assert answered == [*spoken, "18", "21", "25"]
    assert service.journal("channel = 'wecom'") - before == len(answered) - 1  # 02 is 01 again


def test_no_name_of_a_member_stands_in_the_log(service: Running) -> None:
    reply_to(service, WECOM, WECOM.text("单位", person="WangXiaoMing"))
    assert reply_to(service, WECOM, member_event("enter_agent", person="WangXiaoMing"))
    send(service, Sent({}, b"WangXiaoMing"), path="/wecom")
    logs = "".join(p.read_text("utf-8") for p in service.folder.rglob("*.log"))
    assert "refused" in logs
    assert "wangxiaoming" not in logs.lower()


@both
def test_the_simulator_finds_no_fault(service: Running, side: Side) -> None:
    class Silent:
        def __getattr__(self, name: str) -> object:
            return lambda *_: None

    kind, own = (Application, CORP) if side is WECOM else (Account, WECHAT.platform)
    account = kind(own.token, own.app_id, own.aes_key)
    assert Simulation(f"{service.url}{side.path}", account).tour(Silent()) == 0  # type: ignore[arg-type]


def test_figures_tell_the_channels_apart(service: Running) -> None:
    figures = service.got("/metrics")
    for channel in ("wechat", "wecom"):
        counted = re.findall(rf'baigu_reply_seconds_count{{channel="{channel}".*}} (\S+)', figures)
        assert sum(map(float, counted)) > 0
    assert re.search(r'baigu_refused_total{channel="wecom",why="malformed"} [1-9]', figures)

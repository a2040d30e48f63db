"""What people report of other bots for WeCom, and what must not happen with this one: each is a test."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
import structlog

from bot.app.web_service import WebService
from bot.channel.cipher import Cipher
from bot.channel.reply import LIMIT
from bot.settings import load_settings
from tests.builders import KNOWLEDGE
from tests.wecom.counterpart import AGENT_ID, CORP_ID, WecomCounterpart, member_event, member_text, member_xml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from bot.retrieval.dictionary import Dictionary

NOW, DAY = 1_795_000_000, 86400
WECOM = WecomCounterpart(now=NOW)
NUMBERS = itertools.count(1)
ASKED, ANSWER = "小区停车乱怎么办", "联系车主挪车"


class Member:
    """Somebody whom no test before has met, who writes to a service; XML speaks of them as ZhangSan."""

    def __init__(self, service: WebService, client: FlaskClient, number: int) -> None:
        self.service, self.client = service, client
        self.name = f"ZhangSan{number}"
        self.before = self.entries()

    def sends(self, xml: str) -> TestResponse:
        own = xml.replace("ZhangSan", self.name).replace("zhangsan", self.name.lower())
        sent = WECOM.sent(own)
        return self.client.post("/wecom", query_string=dict(sent.query), data=sent.body)

    def gets(self, xml: str) -> str | None:
        """The text that comes back; None where nothing does."""
        response = self.sends(xml)
        assert response.status_code == 200
        if not response.data:
            return None
        root = ET.fromstring(WECOM.opened(response.text))  # noqa: S314 # our own
        assert root.findtext("MsgType") == "text"
        assert (root.findtext("ToUserName"), root.findtext("FromUserName")) == (self.name, CORP_ID)
        return root.findtext("Content")

    def counted(self) -> int:
        """How many exchanges were kept since this member came."""
        return self.entries() - self.before

    def entries(self) -> int:
        with self.service.database.reading() as connection:
            count: int = connection.exec_driver_sql("SELECT count(*) FROM outbox").scalar_one()
            return count


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory, dictionary: Dictionary) -> Iterator[WebService]:
    settings = load_settings(
        _env_file=None,
        home=tmp_path_factory.mktemp("wecom"),
        knowledge=KNOWLEDGE,
        database_url="sqlite:///b.db",
        secret_key="test",
        wecom_corp_id=CORP_ID,
        wecom_agent_id=AGENT_ID,
        wecom_token=WECOM.token,
        wecom_aes_key=WECOM.aes_key,
        cards="news",
        public_url="https://baigu.example",
    )
    service = WebService(settings, lambda: NOW, dictionary)
    yield service
    service.close()


@pytest.fixture(scope="module")
def client(service: WebService) -> FlaskClient:
    return service.wsgi().test_client()


@pytest.fixture
def member(service: WebService, client: FlaskClient) -> Member:
    return Member(service, client, next(NUMBERS))


def test_01_a_callback_that_is_sent_three_times_is_answered_alike_and_counts_once(member: Member) -> None:
    replies = {member.gets(member_text(ASKED)) for _ in range(3)}
    assert len(replies) == 1
    assert ANSWER in (replies.pop() or "")
    assert member.counted() == 1


def test_02_two_callbacks_of_one_second_get_an_answer_each(member: Member) -> None:
    one = member.gets(member_text(ASKED, msg_id="1"))
    other = member.gets(member_text("单位", msg_id="2"))
    third = member.gets(member_text("单位", msg_id="2", agent_id="1000099"))
    assert one != other == third
    assert member.counted() == 3


def test_03_who_never_wrote_gets_nothing_for_what_an_administrator_does(member: Member) -> None:
    for name in ("subscribe", "unsubscribe"):
        assert member.gets(member_event(name)) is None
    for xml in (
        member_event("change_contact", person="sys", ChangeType="update_user"),
        f"<xml><ToUserName>{CORP_ID}</ToUserName><MsgType>event</MsgType><Event>kf_msg_or_event</Event></xml>",
        f"<xml><ToUserName>{CORP_ID}</ToUserName><MsgType>text</MsgType><Content>1</Content></xml>",
    ):
        assert member.sends(xml).data == b""
    assert member.counted() == 0


def test_04_who_opens_the_application_is_greeted_once_a_day_and_no_less(member: Member) -> None:
    opened = [0, 1, 60, DAY - 1, DAY, DAY + 60]
    greeted = [member.gets(member_event("enter_agent", created=NOW + at)) for at in opened]
    assert [bool(greeting) for greeting in greeted] == [True, False, False, False, True, False]
    assert "摆古" in (greeted[0] or "")
    assert member.gets(member_event("enter_agent", created=NOW + DAY)) == greeted[4]  # sent again


def test_05_kinds_nobody_thought_of_are_no_error(member: Member) -> None:
    assert member.gets(member_event("event_of_2030")) is None
    assert "看不懂" in (member.gets(member_xml("kind_of_2030", "<MsgId>9</MsgId>")) or "")
    assert member.gets(member_xml("", "")) is None


def test_06_no_answer_is_longer_than_what_is_shown_whole(member: Member) -> None:
    for number, text in enumerate((ASKED, "详细", "单位", "主题", "市社科联", "更多", "帮助", "字" * 682)):
        reply = member.gets(member_text(text, msg_id=str(number)))
        assert reply
        assert len(reply.encode()) <= LIMIT
        assert "weixin://" not in reply
        assert "<a" not in reply


def test_07_every_padding_is_opened_and_every_reply_padded(member: Member) -> None:
    """A 16-byte unpadder refuses half of all messages."""
    for length in range(32):
        response = member.sends(member_text("问" + "a" * length, msg_id=str(length)))
        root = ET.fromstring(response.text)  # noqa: S314 # our own
        encrypted = root.findtext("Encrypt") or ""
        assert Cipher(WECOM.aes_key).decrypted(encrypted).receiver == CORP_ID.encode()
        assert WECOM.opened(response.text)


def test_08_no_answer_needs_a_call_that_could_be_refused(
    member: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    """60020 is said where a menu is pushed, see test_api; answers go out without a token and a trusted address."""

    def no_call(*_: object) -> None:
        raise AssertionError("an answer called out")

    monkeypatch.setattr("urllib3.PoolManager.request", no_call)
    assert ANSWER in (member.gets(member_text(ASKED)) or "")


# 09, a token for each application, fetched again where it has ended: see test_api


def test_10_an_answer_is_text_that_wechat_shows_too_with_addresses_in_the_open(member: Member) -> None:
    """Though cards are set for the public account."""
    reply = member.gets(member_text("方志办做了哪些工作")) or ""
    assert re.search(r" https://baigu\.example/speeches/\S+(\n|$)", reply)
    assert len(reply.partition("https://")[0].encode()) < LIMIT / 2
    assert not re.search(r"^[#>*`]|\*\*", reply, re.MULTILINE)


def test_11_a_verification_gets_its_plaintext_alone(member: Member) -> None:
    response = member.client.get("/wecom", query_string=WECOM.verification("4815162342108642097"))
    assert (response.status_code, response.data) == (200, b"4815162342108642097")
    assert response.content_type == "text/plain; charset=utf-8"
    assert response.content_length == 19


@pytest.mark.parametrize(
    ("platform", "said"),
    [
        (replace(WECOM, app_id="tj4asffe99e54c0f4c"), "消息属于另一个企业；请核对 BAIGU_WECOM_CORP_ID"),
        (replace(WECOM, aes_key="a" * 43), "解不开加密消息；请核对 BAIGU_WECOM_AES_KEY"),
        (replace(WECOM, token="other"), "msg_signature 不对；请核对 BAIGU_WECOM_TOKEN"),
    ],
    ids=["receiver", "key", "token"],
)
def test_12_what_is_set_wrongly_is_a_sentence_in_the_log(
    member: Member, platform: WecomCounterpart, said: str
) -> None:
    with structlog.testing.capture_logs() as logged:
        response = member.client.get("/wecom", query_string=platform.verification("1"))
    assert response.status_code in (400, 403)
    ((event, reason),) = ((entry["event"], entry["reason"]) for entry in logged)
    assert event == "refused"
    assert reason.startswith(said)
    member.service.refusals.write()
    assert {channel for channel, _ in member.service.refusals.since(0)} == {"wecom"}


def test_numbers_are_chosen_typed_in_every_way(member: Member) -> None:
    """There are no taps."""
    first = None
    for number, typed in enumerate(("1", "１", "一", "第一个", "①")):
        assert "1. " in (member.gets(member_text("单位", msg_id=f"list{number}")) or "")
        chosen = member.gets(member_text(typed, msg_id=f"choice{number}"))
        first = first or chosen
        assert chosen == first
    assert "讲了自己的故事" in (first or "") or "原话" in (first or "")


def test_a_name_is_kept_nowhere_and_case_makes_nobody_another(member: Member) -> None:
    with structlog.testing.capture_logs() as logged:
        for person in ("ZhangSan", "zhangsan"):
            member.sends(member_text("单位", person=person, msg_id=person))
        member.client.post("/wecom", query_string={}, data=b"ZhangSan")
    kept = list[str]()
    with member.service.database.reading() as connection:
        latest = "SELECT person FROM outbox ORDER BY id DESC LIMIT 2"
        assert len(set(connection.exec_driver_sql(latest).scalars())) == 1
        for table in ("outbox", "replies", "conversations", "greetings"):
            kept += map(str, connection.exec_driver_sql(f"SELECT * FROM {table}"))  # noqa: S608 # ours
    assert "zhangsan" not in f"{logged}{kept}".lower()

"""The contract of a channel, held by both: what goes in, what comes out, what is refused."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
import structlog
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from bot.channel.seal import LARGEST_BODY
from bot.channel.webhook import Webhook, not_configured
from bot.model import Question, Reply, Status, Wording
from bot.state.pace import Pace
from tests.channel.sides import WECHAT, Side, both
from tests.wechat.counterpart import NOW, Sent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from structlog.typing import EventDict
    from werkzeug.test import TestResponse


@dataclass
class Desk:
    """A reception that says what it is told to, or fails."""

    says: Reply = field(default_factory=lambda: Reply("答", Status.ANSWERED))
    fails: bool = False
    questions: list[Question] = field(default_factory=list)
    forgotten: list[tuple[str, float]] = field(default_factory=list)
    spoken_to: list[str] = field(default_factory=list)

    def reply(self, question: Question) -> Reply:
        self.questions.append(question)
        if self.fails:
            raise RuntimeError("disk full")
        return self.says

    def courtesy(self, wording: Wording, channel: str) -> Reply:
        self.spoken_to.append(channel)
        return Reply("抱歉" if wording is Wording.APOLOGY else "太快", Status.COURTESY)

    def forget(self, person: str, at: float) -> bool:
        self.forgotten.append((person, at))
        return True


@pytest.fixture
def desk() -> Desk:
    return Desk()


def served(desk: Desk, side: Side, now: float = NOW) -> Flask:
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY
    pace = Pace(clock=lambda: now)
    webhook = Webhook(side.channel(lambda: now), desk, lambda *parts: "#".join(parts), allows=pace.allows)
    app.register_blueprint(webhook.blueprint())
    return app


def post(desk: Desk, side: Side, sent: Sent) -> TestResponse:
    query = dict(sent.query)
    return served(desk, side).test_client().post(side.path, query_string=query, data=sent.body)


def safe(side: Side, xml: str | bytes) -> Sent:
    return side.platform.sent(xml, "safe")


@pytest.fixture
def logged() -> Iterator[list[EventDict]]:
    with structlog.testing.capture_logs() as entries:
        yield entries


@both
def test_a_question_is_replied_to_sealed_from_the_account_to_the_person(desk: Desk, side: Side) -> None:
    response = post(desk, side, safe(side, side.text("停车", person="Me")))
    root = ET.fromstring(side.platform.opened(response.text))  # noqa: S314 # our own
    assert (root.findtext("Content"), root.findtext("ToUserName")) == ("答", "Me")
    sent_to = ET.fromstring(side.text()).findtext("ToUserName")  # noqa: S314 # our own
    assert root.findtext("FromUserName") == sent_to
    assert response.content_type == "application/xml; charset=utf-8"
    assert desk.questions[0].text == "停车"


@both
def test_person_and_message_reach_the_reception_as_pseudonyms_and_the_channel_by_its_name(
    desk: Desk, side: Side
) -> None:
    post(desk, side, safe(side, side.text("停车", person="me", msg_id="77")))
    asked = desk.questions[0]
    assert asked.person  # as the pseudonym of this test writes it
    assert asked.person.split("#")[-1] == "me"
    assert asked.key
    assert {"77", "me", "停车"} <= set(asked.key.split("#"))
    assert (asked.channel, asked.at) == (side.name, NOW)


@both
def test_where_no_reply_is_awaited_the_platform_is_told_so_in_the_clear(desk: Desk, side: Side) -> None:
    response = post(desk, side, safe(side, side.event(side.silent, "https://x")))
    assert (response.status_code, response.data) == (200, side.nothing)
    assert desk.questions == []


@both
def test_who_leaves_is_forgotten(desk: Desk, side: Side) -> None:
    response = post(desk, side, safe(side, side.event("unsubscribe", person="me")))
    assert response.data == side.nothing
    ((person, at),) = desk.forgotten
    assert (person.split("#")[-1], at) == ("me", NOW)
    assert desk.questions == []


@both
def test_a_failure_of_ours_is_an_apology_on_the_phone_and_an_entry_in_the_log(
    desk: Desk, side: Side, logged: list[EventDict]
) -> None:
    desk.fails = True
    response = post(desk, side, safe(side, side.text("我的秘密")))
    assert response.status_code == 200
    assert "抱歉" in side.platform.opened(response.text)
    assert [(entry["event"], entry["channel"]) for entry in logged] == [("not_replied", side.name)]
    assert "我的秘密" not in str(logged)
    assert desk.spoken_to == [side.name]


def refused(side: Side) -> dict[str, tuple[Sent, int]]:
    platform = side.platform
    good = safe(side, side.text())
    foreign, stale = replace(platform, app_id="wxother"), replace(platform, now=NOW - 601)
    return {
        "wrong signature": (Sent({**good.query, "msg_signature": "0" * 40}, good.body), 403),
        "no signature": (Sent({}, good.body), 403),
        "stale": (stale.sent(side.text(), "safe"), 403),
        "another account": (foreign.sent(side.text(), "safe"), 403),
        "not XML": (safe(side, b"hello ZhangSan"), 400),
        "JSON": (safe(side, b'{"FromUserName": "ZhangSan"}'), 400),
        "JSON outside": (Sent(good.query, b'{"encrypt": "ZhangSan"}'), 400),
        "over 64 KiB": (safe(side, side.text("长" * 22000)), 413),
        "undecipherable": (platform.enveloped("ZhangSan"), 400),
        "nothing encrypted": (platform.enveloped(""), 400),
    }


@both
@pytest.mark.parametrize("case", refused(WECHAT))
def test_a_refused_request_leaves_one_line_without_personal_data_and_nothing_else(
    desk: Desk, side: Side, logged: list[EventDict], case: str
) -> None:
    sent, status = refused(side)[case]
    response = post(desk, side, sent)
    assert response.status_code == status
    assert [(entry["event"], entry["channel"], entry["status"]) for entry in logged] == [
        ("refused", side.name, status)
    ]
    assert "ZhangSan" not in f"{logged}{response.text}"
    assert "你好" not in f"{logged}{response.text}"
    assert desk.questions == []
    assert desk.forgotten == []


@both
@given(st.binary(max_size=300))
def test_any_bytes_as_body_give_a_reply_or_a_refusal(side: Side, body: bytes) -> None:
    for sent in (safe(side, body), Sent({}, body), side.platform.enveloped(body.hex())):
        response = post(Desk(), side, sent)
        assert response.status_code in (200, 400, 403)
        assert "Traceback" not in response.text


@both
@given(st.dictionaries(st.text(max_size=20), st.text(max_size=50), max_size=5))
def test_any_fields_in_a_message_give_a_reply_or_nothing(side: Side, fields: dict[str, str]) -> None:
    root = ET.Element("xml")
    own = {"ToUserName": "gh", "FromUserName": "o", "CreateTime": "1", "MsgType": "text", **fields}
    for name, value in own.items():
        tag = "".join(char for char in name if char.isalpha() and char.isascii()) or "Content"
        ET.SubElement(root, tag).text = "".join(char for char in value if char.isprintable())
    assert post(Desk(), side, safe(side, ET.tostring(root))).status_code in (200, 400)


@both
def test_without_an_account_the_address_says_what_to_set(side: Side) -> None:
    app = Flask(__name__)
    app.register_blueprint(not_configured(side.name, "请填写 BAIGU_TOKEN"))
    response = app.test_client().post(side.path)
    assert response.status_code == 503
    assert "BAIGU_TOKEN" in response.text


@both
def test_who_sends_faster_than_anybody_types_is_asked_to_wait_and_others_are_not(
    desk: Desk, side: Side
) -> None:
    client = served(desk, side).test_client()

    def told(person: str, number: int) -> str:
        sent = safe(side, side.text("问", person=person, msg_id=str(number)))
        reply = client.post(side.path, query_string=dict(sent.query), data=sent.body).text
        return side.platform.opened(reply)

    assert all("太快" not in told("fast", number) for number in range(600))
    assert "太快" in told("fast", 600)
    assert "太快" not in told("calm", 601)
    assert len(desk.questions) == 601

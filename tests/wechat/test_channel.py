from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from flask import Flask

from bot.channel.webhook import Webhook
from bot.model import Article, Reply, Status, parse_hours
from bot.wechat.channel import wechat
from bot.wechat.envelope import Envelope
from tests.channel.test_webhook import Desk
from tests.wechat.counterpart import MODES, NOW, Counterpart, event, text_message

WECHAT = Counterpart()
HOTLINE = Reply("请拨打 12345", Status.COURTESY, wants_person=True)


def replied(desk: Desk, xml: str, mode: str = "plain", hours: str | None = None) -> str:
    """What a phone is sent; `hours` when somebody sits at the customer service. It is Wednesday, 19:06."""
    envelope = Envelope(WECHAT.token, WECHAT.app_id, [WECHAT.aes_key], lambda: NOW, accepts_plain=True)
    channel = wechat(envelope, parse_hours(hours) if hours else None)
    app, sent = Flask(__name__), WECHAT.sent(xml, mode)
    app.register_blueprint(Webhook(channel, desk, lambda *parts: "#".join(parts)).blueprint())
    text = app.test_client().post("/wechat", query_string=dict(sent.query), data=sent.body).text
    return text if mode == "plain" or text == "success" else WECHAT.opened(text)


def kind(xml: str) -> str | None:
    return ET.fromstring(xml).findtext("MsgType")  # noqa: S314 # our own


def test_a_verification_is_answered_with_the_echostr_alone() -> None:
    app = Flask(__name__)
    envelope = Envelope(WECHAT.token, None, [], lambda: NOW)
    app.register_blueprint(Webhook(wechat(envelope), Desk(), str).blueprint())
    response = app.test_client().get("/wechat", query_string=WECHAT.query(echostr="8412931931"))
    assert response.data == b"8412931931"
    assert response.content_type == "text/plain; charset=utf-8"
    assert response.content_length == 10


@pytest.mark.parametrize("mode", MODES)
def test_a_question_is_replied_to_and_an_event_passed_over_in_every_mode(mode: str) -> None:
    desk = Desk()
    assert "答" in replied(desk, text_message("停车"), mode)
    assert replied(desk, event("VIEW", "https://x"), mode) == "success"
    assert [asked.text for asked in desk.questions] == ["停车"]


def test_a_card_goes_out_as_news() -> None:
    card = Reply("t", Status.ANSWERED, article=Article("题目", "d", "https://p", "https://u"))
    root = ET.fromstring(replied(Desk(card), text_message()))  # noqa: S314 # our own
    assert root.findtext("Articles/item/Title") == "题目"


def test_what_a_person_is_known_by_is_the_same_as_before_there_were_other_channels() -> None:
    desk = Desk()
    replied(desk, text_message("停车", person="oMe", msg_id="77"))
    assert desk.questions[0].person == "oMe"
    assert (desk.questions[0].key or "").startswith("gh_a#77#oMe#")


def test_what_wechat_tells_a_third_party_platform_awaits_no_reply() -> None:
    ticket = "<xml><AppId>1</AppId><InfoType>component_verify_ticket</InfoType></xml>"
    assert replied(Desk(), ticket) == "success"


def test_who_asks_for_a_person_is_handed_over_while_somebody_is_there() -> None:
    xml = replied(Desk(HOTLINE), text_message("转人工", person="oMe"), hours="周三 18:00-20:00")
    root = ET.fromstring(xml)  # noqa: S314 # our own
    assert [child.tag for child in root] == ["ToUserName", "FromUserName", "CreateTime", "MsgType"]
    assert root.findtext("MsgType") == "transfer_customer_service"
    assert (root.findtext("ToUserName"), root.findtext("FromUserName")) == ("oMe", "gh_a")


@pytest.mark.parametrize("hours", [None, "周三 9:00-18:00", "周四至周日 18:00-20:00"])
def test_outside_the_hours_or_without_any_they_get_the_hotline(hours: str | None) -> None:
    assert "12345" in replied(Desk(HOTLINE), text_message("转人工"), hours=hours)


def test_nobody_else_is_handed_over_and_a_button_of_the_menu_gets_words() -> None:
    other = replace(HOTLINE, wants_person=False)
    assert kind(replied(Desk(other), text_message("停车"), hours="0:00-24:00")) == "text"
    assert kind(replied(Desk(HOTLINE), event("CLICK", "baigu:人工"), hours="0:00-24:00")) == "text"


def test_a_retry_after_closing_time_is_handed_over_as_the_message_was() -> None:
    late = text_message("转人工", created=NOW - 4001)  # sent at 17:59:59
    assert kind(replied(Desk(HOTLINE), late, hours="周三 9:00-18:00")) == "transfer_customer_service"

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from bot.errors import RefusedRequest
from bot.simulator.account import Mode, NotOpened
from bot.simulator.application import Application
from bot.simulator.line import Line
from bot.simulator.platform import Platform
from bot.simulator.screen import screen_of
from bot.wecom.envelope import Envelope
from tests.http import Asked, Says, serving
from tests.wechat.counterpart import NOW
from tests.wecom.counterpart import WecomCounterpart, member_text

if TYPE_CHECKING:
    from collections.abc import Callable

WECOM = WecomCounterpart()
APPLICATION = Application(WECOM.token, WECOM.app_id, WECOM.aes_key, clock=lambda: NOW)


def envelope(**changes: str) -> Envelope:
    own = {"token": WECOM.token, "corp_id": WECOM.app_id, "key": WECOM.aes_key, **changes}
    return Envelope(own["token"], own["corp_id"], [own["key"]], lambda: NOW)


def test_the_envelope_opens_what_the_application_sends_and_the_application_what_it_seals() -> None:
    request = APPLICATION.request(member_text("问"), "ZhangSan", Mode.SAFE)
    assert "signature" not in request.query
    opened = envelope().open(request.query, request.body)
    assert opened.body.decode() == member_text("问")
    assert APPLICATION.opened(opened.seal("<xml>答</xml>").encode(), Mode.SAFE).decode() == "<xml>答</xml>"
    assert envelope().verify(APPLICATION.verification("4711")) == b"4711"


def test_wechatpy_opens_what_the_application_sends() -> None:
    request = APPLICATION.request(member_text("问"), "ZhangSan", Mode.SAFE)
    query = request.query
    plain = WECOM.crypto.decrypt_message(
        request.body, query["msg_signature"], query["timestamp"], query["nonce"]
    )
    assert plain == member_text("问")


def test_nothing_to_say_is_an_empty_body_and_the_word_success_is_not() -> None:
    assert APPLICATION.opened(b"", Mode.SAFE) == b""
    with pytest.raises(NotOpened):
        APPLICATION.opened(b"success", Mode.SAFE)


def shown(content: str) -> tuple[str, ...]:
    xml = (
        "<xml><ToUserName>o</ToUserName><FromUserName>ww</FromUserName><CreateTime>1</CreateTime>"
        f"<MsgType>text</MsgType><Content><![CDATA[{content}]]></Content></xml>"
    )
    rules = APPLICATION.RULES
    return screen_of(xml.encode(), person="o", account="ww", to_event=False, rules=rules).faults


def test_what_is_cut_off_or_cannot_be_touched_is_a_fault() -> None:
    assert shown("a" * 2048) == ()
    assert "悄悄截掉" in shown("a" * 2049)[0]
    assert "weixin://bizmsgmenu" in shown('<a href="weixin://bizmsgmenu?x">单位</a>')[0]


def verifying(answer: Callable[[Asked], Says]) -> str:
    with serving(answer) as url:
        return "；".join(Platform(APPLICATION, Line(url)).verify())


def ours(**changes: str) -> Callable[[Asked], Says]:
    """Our own service, set as it should be or otherwise."""

    def answer(asked: Asked) -> Says:
        try:
            return Says(envelope(**changes).verify(asked.query))
        except RefusedRequest as error:
            return Says(f"{error.why.value}\n".encode(), error.http_status)

    return answer


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (ours(token="other"), "Token 不一样"),
        (ours(key="a" * 43), "EncodingAESKey 不一样"),
        (ours(corp_id="tjSuite"), "企业ID"),
        (lambda _: Says(b"<!DOCTYPE html><title>login</title>"), "一张网页"),
        (lambda _: Says(b'{"code": 0}'), "JSON"),
        (lambda _: Says(status=302, headers={"Location": "/login"}), "转到别的网址"),
        (lambda _: Says(hangs_up=True), "网址不通"),
        (lambda asked: Says(envelope().verify(asked.query) + b"\n"), "前后多了"),
        (lambda asked: Says(ours()(asked).body, after=1.1), "只等 1 秒"),
    ],
    ids=["token", "key", "receiver", "HTML", "JSON", "redirect", "unreachable", "newline", "slow"],
)
def test_why_the_administrator_s_page_would_not_save_is_told_apart(
    answer: Callable[[Asked], Says], why: str
) -> None:
    assert why in verifying(answer)


def test_a_sound_application_is_verified() -> None:
    assert verifying(ours()) == ""


def test_a_member_sends_every_kind_with_the_application_s_id() -> None:
    member = APPLICATION.somebody()
    pushes = [*member.messages(), *member.events(), member.unfollow()]
    roots = [ET.fromstring(push.xml(APPLICATION.original_id)) for push in pushes]  # noqa: S314 # our own
    assert {root.findtext("AgentID") for root in roots} == {APPLICATION.agent_id}
    assert {root.findtext("ToUserName") for root in roots} == {WECOM.app_id}
    assert not any(root.find("Recognition") is not None for root in roots)
    events = {root.findtext("Event") for root in roots} - {None}
    assert {"enter_agent", "subscribe", "click", "template_card_event", "change_contact"} <= events

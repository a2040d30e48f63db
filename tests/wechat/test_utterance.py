from __future__ import annotations

import pytest

from bot.channel.utterance import Utterance
from bot.model import Occasion
from bot.wechat.message import parse_message
from bot.wechat.utterance import utterance
from tests.wechat.counterpart import event, text_message


def sent(kind: str, inner: str = "") -> Utterance | None:
    return utterance(
        parse_message(
            f"<xml><ToUserName>gh_a</ToUserName><FromUserName>o</FromUserName><CreateTime>1</CreateTime>"
            f"<MsgType>{kind}</MsgType><MsgId>1</MsgId>{inner}</xml>".encode()
        )
    )


def typed(content: str) -> Utterance | None:
    return utterance(parse_message(text_message(content).encode()))


def pushed(name: str, key: str = "") -> Utterance | None:
    return utterance(parse_message(event(name, key).encode()))


def test_typed_words_are_asked_as_they_stand() -> None:
    assert typed("小区停车乱怎么办？") == Utterance("小区停车乱怎么办？")


def test_a_tap_on_words_in_a_reply_asks_those_words() -> None:
    inner = "<Content>市方志办第1条</Content><bizmsgmenuid>1</bizmsgmenuid>"
    assert sent("text", inner) == Utterance("市方志办第1条")


@pytest.mark.parametrize(
    "content",
    [
        "",
        " ",
        "【收到不支持的消息类型，暂无法显示】",
        "[Unsupported Message]",
        "[收到了一个表情，请在手机上查看]",
    ],
)
def test_empty_text_and_what_the_platform_did_not_pass_on_is_unknown(content: str) -> None:
    assert typed(content) == Utterance(occasion=Occasion.UNKNOWN)


def test_voice_asks_what_wechat_heard_and_else_is_met_with_a_wish_to_type() -> None:
    assert sent("voice", "<Recognition>方志办做了什么。</Recognition>") == Utterance("方志办做了什么。")
    for silent in ("", "<Recognition></Recognition>", "<Recognition><![CDATA[]]></Recognition>"):
        assert sent("voice", silent) == Utterance(occasion=Occasion.VOICE)


@pytest.mark.parametrize(
    ("kind", "occasion"),
    [
        ("image", Occasion.PICTURE),
        ("video", Occasion.VIDEO),
        ("shortvideo", Occasion.VIDEO),
        ("location", Occasion.LOCATION),
        ("link", Occasion.LINK),
        ("file", Occasion.FILE),
        ("no_such_kind", Occasion.UNKNOWN),
    ],
)
def test_each_other_kind_is_an_occasion(kind: str, occasion: Occasion) -> None:
    assert sent(kind) == Utterance(occasion=occasion)
    assert sent(kind, "<Recognition>no voice</Recognition>") == Utterance(occasion=occasion)


def test_following_and_scanning_are_welcomed_with_what_the_code_names() -> None:
    assert pushed("subscribe") == Utterance("", Occasion.WELCOME)
    assert pushed("subscribe", "qrscene_市方志办") == Utterance("市方志办", Occasion.WELCOME)
    assert pushed("subscribe", "last_trade_no_4008072001201701105817415015") == Utterance(
        "", Occasion.WELCOME
    )
    assert pushed("SCAN", "市方志办") == Utterance("市方志办", Occasion.WELCOME)


def test_an_event_on_which_the_phone_waits_gets_a_reply() -> None:
    assert pushed("scancode_waitmsg", "k") == Utterance(occasion=Occasion.UNKNOWN)


@pytest.mark.parametrize(
    "name", ["VIEW", "LOCATION", "unsubscribe", "pic_weixin", "user_get_card", "no_such_event", ""]
)
def test_other_events_await_no_reply(name: str) -> None:
    assert pushed(name) is None


def test_events_of_devices_await_no_reply() -> None:
    assert sent("device_event", "<Event>bind</Event><Content>MTIz</Content>") is None


def test_a_button_of_our_own_menu_says_its_words_as_if_typed_and_one_of_another_menu_is_no_question() -> None:
    assert pushed("CLICK", "baigu:单位") == Utterance("单位")
    assert pushed("CLICK", "baigu:小区停车乱怎么办") == Utterance("小区停车乱怎么办")
    for key in ("V1001_TODAY", "联系我们", "单位"):
        assert pushed("CLICK", key) == Utterance(key, Occasion.MENU)
    assert pushed("CLICK") is None

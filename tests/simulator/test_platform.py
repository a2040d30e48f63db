from __future__ import annotations

import itertools

import pytest

from bot.simulator.account import Mode
from bot.simulator.line import Line
from bot.simulator.person import Person
from bot.simulator.platform import Platform
from tests.http import Asked, Says, serving
from tests.simulator.webhooks import ACCOUNT, text_xml, webhook

PERSON = Person("o")


def platform(url: str, timeout: float = 5.0) -> Platform:
    return Platform(ACCOUNT, Line(url, timeout))


def test_a_webhook_that_echoes_is_verified() -> None:
    with serving(webhook()) as url:
        assert platform(url).verify() == ()


@pytest.mark.parametrize(
    ("says", "why"),
    [
        (lambda e: Says(e + b"\n"), "前后多了"),
        (lambda e: Says(b"\xef\xbb\xbf" + e), "前后多了"),
        (lambda e: Says(b'"' + e + b'"'), "前后多了"),
        (lambda _: Says(b"hello"), "别的内容"),
        (lambda e: Says(e, length=False), "Content-Length"),
        (lambda _: Says(status=403), "Token"),
        (lambda _: Says(status=404), "路径"),
        (lambda _: Says(status=301), "转到别的网址"),
        (lambda _: Says(status=500), "HTTP 500"),
        (lambda _: Says(hangs_up=True), "不通"),
    ],
)
def test_what_keeps_the_platform_from_saving_the_address_is_named(says: object, why: str) -> None:
    with serving(lambda asked: says(asked.query["echostr"].encode())) as url:  # type: ignore[operator]
        assert any(why in fault for fault in platform(url).verify())


def test_a_webhook_that_echoes_whatever_is_signed_how_is_found() -> None:
    with serving(lambda asked: Says(asked.query["echostr"].encode())) as url:
        assert "没有核对签名" in platform(url).forge()[0]
    with serving(webhook()) as url:
        assert platform(url).forge() == ()


def test_the_same_message_is_sent_three_times_to_a_webhook_that_is_late() -> None:
    seen = list[Asked]()

    def late(asked: Asked) -> Says:
        seen.append(asked)
        return Says(after=0.3)

    with serving(late) as url:
        delivery = platform(url, 0.1).deliver(PERSON.text("问"), Mode.PLAIN)
    assert len(delivery.attempts) == 3
    assert "3 次都没有答复" in delivery.screen.faults[0]
    assert len({asked.body for asked in seen}) == 1


def test_a_retry_that_is_answered_is_what_the_phone_shows() -> None:
    tries = itertools.count()

    def slow_once(asked: Asked) -> Says:
        return Says(after=0.3) if next(tries) == 0 else webhook()(asked)

    with serving(slow_once) as url:
        delivery = platform(url, 0.15).deliver(PERSON.text("问"), Mode.PLAIN)
    assert (len(delivery.attempts), delivery.screen.text) == (2, "问")


@pytest.mark.parametrize("mode", Mode)
def test_a_dropped_connection_is_tried_again(mode: Mode) -> None:
    with serving(lambda asked: Says(**{**vars(webhook()(asked)), "after": 0.05})) as url:
        delivery = platform(url).deliver(PERSON.text("问"), mode, dropped=True)
    assert (len(delivery.attempts), delivery.screen.text) == (2, "问")


@pytest.mark.parametrize(
    ("status", "body", "means"),
    [
        (403, b"<xml/>", "Token 不一样"),
        (403, b"signature", "Token 却对不上"),
        (400, b"other_key", "EncodingAESKey 不一样"),
        (403, b"other_account", "AppID"),
        (403, b"plain", "只收加密的"),
        (404, b"<xml/>", "路径不对"),
        (500, b"<xml/>", ""),
        (502, b"<xml/>", "找不到后面的程序"),
    ],
)
def test_any_other_status_than_200_is_a_fault_that_says_what_it_means(
    status: int, body: bytes, means: str
) -> None:
    with serving(lambda _: Says(body, status)) as url:
        (fault,) = platform(url).deliver(PERSON.text("问"), Mode.PLAIN).screen.faults
    assert fault.startswith(f"HTTP {status}")
    assert means in fault


def test_a_reply_in_the_clear_is_a_fault_in_safe_mode() -> None:
    with serving(lambda asked: Says(b"<xml><a>1</a></xml>" if asked else b"")) as url:
        assert "没有加密" in platform(url).deliver(PERSON.text("问"), Mode.SAFE).screen.faults[0]


def test_a_text_that_breaks_out_of_its_element_is_a_fault() -> None:
    hostile = "]]></Content><MsgType>news</MsgType><Content><![CDATA["
    with serving(webhook(lambda message: text_xml(message, hostile))) as url:
        assert "2 个 MsgType" in platform(url).deliver(PERSON.text("问"), Mode.PLAIN).screen.faults[0]

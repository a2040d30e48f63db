from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from bot.channel.message import Message, fields_of
from bot.errors import MalformedMessage
from bot.wechat.message import parse_message
from tests.wechat.counterpart import event, text_message
from tests.wechat.material import needs_shared, real_messages

if TYPE_CHECKING:
    from pathlib import Path


def message(**fields: str) -> Message:
    """A message of these fields beside the four that every message has."""
    own = {"ToUserName": "gh_a", "FromUserName": "o", "CreateTime": "1", "MsgType": "text", **fields}
    return parse_message(f"<xml>{''.join(f'<{k}>{v}</{k}>' for k, v in own.items() if v)}</xml>".encode())


def test_a_message_has_account_person_kind_and_its_other_fields_by_name() -> None:
    parsed = parse_message(text_message("停车", person="oMe").encode())
    assert (parsed.account, parsed.person, parsed.kind, parsed.event) == ("gh_a", "oMe", "text", "")
    assert (parsed.field("Content"), parsed.field("MediaId")) == ("停车", "")


def test_kinds_and_events_are_read_in_any_case_and_with_spaces_around() -> None:
    assert message(MsgType=" <![CDATA[Event]]> ", Event=" <![CDATA[subscribe]]> ").event == "subscribe"
    assert parse_message(event("SCAN").encode()).event == "scan"


def test_a_message_that_carries_the_name_of_an_event_is_none() -> None:
    assert message(MsgType="text", Event="unsubscribe").event == ""


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b" \n",
        b"hello",
        b'{"MsgType":"text"}',
        b'  [{"MsgType":"text"}]',
        b"<xml><MsgType>text</MsgType>",
        b"<xml><a></b></xml>",
        b"<xml><a>\x0b</a></xml>",
        b"<xml><a>\x00</a></xml>",
        b"<xml><a>&#0;</a></xml>",
        b"<xml><a>&#xD800;</a></xml>",
        b'\n<?xml version="1.0"?><xml></xml>',
        "<xml><a>停车</a></xml>".encode("gbk"),
        b"<?xml version='1.0' encoding='no-such'?><xml/>",
        b"<html></html>",
        b"<xml/>",
        b"<xml>text only</xml>",
        b'<xml xmlns="urn:x"><MsgType>text</MsgType></xml>',
        b"<!DOCTYPE xml><xml><MsgType>text</MsgType></xml>",
        b'<!DOCTYPE xml [<!ENTITY a "b">]><xml><MsgType>&a;</MsgType></xml>',
        b'<!DOCTYPE xml [<!ENTITY a SYSTEM "file:///etc/passwd">]><xml><MsgType>&a;</MsgType></xml>',
        b"<xml><a>&undefined;</a></xml>",
        b"<xml>" + b"<a>" * 5000 + b"</a>" * 5000 + b"</xml>",
    ],
    ids=lambda body: repr(body[:30]),
)
def test_what_is_no_message_raises_one_kind_of_error(body: bytes) -> None:
    with pytest.raises(MalformedMessage):
        parse_message(body)


@pytest.mark.parametrize("missing", ["ToUserName", "FromUserName", "CreateTime", "MsgType"])
def test_a_message_without_a_field_that_all_have_is_refused_by_its_name(missing: str) -> None:
    with pytest.raises(MalformedMessage, match=missing):
        message(**{missing: ""})


def test_the_error_of_a_body_tells_the_place_and_nothing_of_the_body() -> None:
    with pytest.raises(MalformedMessage) as caught:
        parse_message("<xml>\n<我的身份证>x</他的>".encode())
    assert str(caught.value) == "正文不是 XML：第 2 行读不懂"


def test_a_byte_order_mark_and_an_utf_16_body_are_read() -> None:
    assert fields_of("\ufeff<xml><a>停</a></xml>".encode()) == {"a": "停"}
    assert fields_of("<xml><a>停</a></xml>".encode("utf-16")) == {"a": "停"}


def test_of_repeated_fields_the_first_with_text_counts_and_nested_ones_have_none() -> None:
    assert fields_of(b"<xml><a/><a>1</a><a>2</a><b><c>3</c></b><d x='y'>4</d></xml>") == {
        "a": "1",
        "b": "",
        "d": "4",
    }


def test_a_text_in_several_pieces_is_one_text() -> None:
    assert fields_of(b"<xml><a>x<!-- c -->y<?pi?><![CDATA[]]]]><![CDATA[>]]></a></xml>") == {"a": "xy]]>"}


def test_bare_text_behind_the_last_element_is_ignored_as_web_wechat_writes_it() -> None:
    assert fields_of(b"<xml><a>1</a>webwx_msg_cli_ver_0x1</xml>") == {"a": "1"}


def test_empty_content_is_empty_text() -> None:
    assert message(Content="").field("Content") == ""
    assert message(Content="<![CDATA[]]>").field("Content") == ""


def test_what_wechat_tells_a_third_party_platform_counts_as_an_event() -> None:
    body = b"<xml><AppId>1</AppId><InfoType>component_verify_ticket</InfoType></xml>"
    assert parse_message(body).kind == "event"


def test_the_same_message_sent_again_has_the_same_identity() -> None:
    assert parse_message(text_message().encode()).identity == parse_message(text_message().encode()).identity


@pytest.mark.parametrize(
    "other",
    [
        {"MsgId": "2"},
        {"FromUserName": "another"},
        {"CreateTime": "2"},
        {"Content": "another"},
        {"Event": "VIEW"},
        {"EventKey": "another"},
        {"Ticket": "another"},
    ],
    ids=str,
)
def test_whatever_differs_makes_another_message(other: dict[str, str]) -> None:
    assert (
        message(MsgId="1", Content="a").identity
        != message(**{"MsgId": "1", "Content": "a", **other}).identity
    )


@pytest.mark.parametrize("msg_id", ["", "0", "x", "9" * 5000])
def test_messages_whose_msgid_says_nothing_are_told_apart_by_the_rest(msg_id: str) -> None:
    assert message(MsgId=msg_id, Content="一").identity != message(MsgId=msg_id, Content="二").identity


@needs_shared
@pytest.mark.parametrize("path", real_messages(), ids=lambda path: path.stem)
def test_every_real_message_is_read(path: Path) -> None:
    body = path.read_bytes()
    if b"<Encrypt>" in body and b"<MsgType>" not in body:
        assert fields_of(body)["Encrypt"]
        return
    parsed = parse_message(body)
    kind = re.search(rb"<MsgType>\s*(?:<!\[CDATA\[)?(\w+)", body)
    assert parsed.kind == (kind[1].decode().lower() if kind else "event")

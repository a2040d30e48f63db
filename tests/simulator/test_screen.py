from __future__ import annotations

import pytest

from bot.simulator.screen import LONGEST_TEXT, Card, Rules, Screen, screen_of


def shown(inner: str, *, to_event: bool = False, head: str | None = None) -> Screen:
    address = "<ToUserName>o</ToUserName><FromUserName>gh</FromUserName><CreateTime>1</CreateTime>"
    xml = f"<xml>{address if head is None else head}{inner}</xml>"
    return screen_of(xml.encode(), person="o", account="gh", to_event=to_event, rules=Rules())


def text(content: str) -> str:
    return f"<MsgType>text</MsgType><Content><![CDATA[{content}]]></Content>"


def news(count: int, said: int | None = None) -> str:
    item = "<item><Title>题</Title><Description>述</Description><PicUrl>p</PicUrl><Url>u</Url></item>"
    return f"<MsgType>news</MsgType><ArticleCount>{said or count}</ArticleCount><Articles>{item * count}</Articles>"


def test_a_text_is_shown_with_its_line_breaks_and_links() -> None:
    assert shown(text('一\n<a href="u">二</a>')) == Screen('一\n<a href="u">二</a>')


@pytest.mark.parametrize("nothing", [b"", b"success"])
def test_success_and_an_empty_response_show_nothing(nothing: bytes) -> None:
    assert screen_of(nothing, person="o", account="gh", to_event=False, rules=Rules()).is_blank


def test_a_card_is_shown() -> None:
    assert shown(news(1)) == Screen(cards=(Card("题", "述", "p", "u"),))


def test_eight_articles_are_shown_for_an_event_and_one_for_a_message() -> None:
    assert not shown(news(8), to_event=True).faults
    assert "只能有 1 条" in shown(news(2)).faults[0]
    assert "只能有 8 条" in shown(news(9), to_event=True).faults[0]


@pytest.mark.parametrize(
    "reply",
    [
        b"ok",
        b'{"a":1}',
        b"<html>",
        b" success ",
        b"\xef\xbb\xbfsuccess",
        b"<xml>\x0b</xml>",
        b"<xml><a></xml>",
    ],
)
def test_what_is_neither_success_nor_xml_is_a_fault(reply: bytes) -> None:
    assert "不是 XML" in screen_of(reply, person="o", account="gh", to_event=False, rules=Rules()).faults[0]


@pytest.mark.parametrize(
    ("inner", "why"),
    [
        (text("啊" * 683), str(LONGEST_TEXT)),
        (text(""), "空"),
        (text(" \n"), "空"),
        ("<MsgType>text</MsgType>", "空"),
        ("<MsgType>poem</MsgType>", "poem"),
        ("<Content>a</Content>", "MsgType"),
        (text("a") + text("b"), "2 个 MsgType"),
        (
            "<MsgType>news</MsgType><ArticleCount>1</ArticleCount><Articles><Title>t</Title></Articles>",
            "item",
        ),
        (news(1, 2), "ArticleCount"),
    ],
)
def test_each_thing_wechat_cannot_show_is_named(inner: str, why: str) -> None:
    assert any(why in fault for fault in shown(inner).faults)


def test_2047_bytes_are_still_shown() -> None:
    assert not shown(text("a" * LONGEST_TEXT)).faults


@pytest.mark.parametrize(
    ("head", "why"),
    [
        ("<ToUserName>gh</ToUserName><FromUserName>o</FromUserName><CreateTime>1</CreateTime>", "对调"),
        ("<ToUserName>o</ToUserName><FromUserName>gh</FromUserName><CreateTime>1.5</CreateTime>", "整数"),
        ("<ToUserName>o</ToUserName><FromUserName>gh</FromUserName>", "0 个 CreateTime"),
    ],
)
def test_a_wrong_address_is_named(head: str, why: str) -> None:
    assert any(why in fault for fault in shown(text("a"), head=head).faults)


def test_another_root_than_xml_is_a_fault() -> None:
    assert screen_of(b"<html/>", person="o", account="gh", to_event=False, rules=Rules()).faults
